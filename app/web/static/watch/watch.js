"use strict";
// Only while somebody edits (homeward serve --watch): reload as soon as something new is built, or something is wrong.
const mine = document.body.dataset.generation;
const sign = document.createElement("p");
sign.className = "note wide";
sign.textContent = "Watching for saved changes";
document.body.append(sign);
const look = async () => {
  try {
    const answer = await fetch("/generation", { cache: "no-store" });
    if (answer.ok && (await answer.text()) !== mine) {
      location.reload();
      return;
    }
    sign.textContent = "Watching for saved changes";
  } catch {
    sign.textContent = "The server has stopped";
  }
  setTimeout(look, 100);
};
setTimeout(look, 100);
