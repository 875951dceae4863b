"use strict";
// Only while somebody edits (homeward serve --watch): reload as soon as a new generation serves.
const mine = document.body.dataset.generation;
const sign = document.createElement("p");
sign.className = "note wide";
sign.textContent = "Watching for saved changes";
document.body.append(sign);
setInterval(async () => {
  try {
    const answer = await fetch("/generation", { cache: "no-store" });
    if (answer.ok && (await answer.text()) !== mine) location.reload();
  } catch {
    sign.textContent = "The server has stopped";
  }
}, 400);
