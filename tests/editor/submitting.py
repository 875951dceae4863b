"""A form as a browser would send it: what stands in its controls, in the order of the page."""

from html.parser import HTMLParser

Sent = dict[str, list[str]]


def submission(page: str, form: str = "form") -> Sent:
    """Name -> values of the controls of the form with this id, without buttons, as a browser sends them."""
    reader = _Controls(form)
    reader.feed(page)
    return reader.sent


class _Controls(HTMLParser):
    def __init__(self, form: str) -> None:
        super().__init__()
        self.form, self.inside = form, False
        self.sent: Sent = {}
        self.select: tuple[str, list[str], list[str]] | None = None
        self.textarea: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("id") == self.form
        elif not self.inside:
            return
        elif tag == "input":
            self._input(given)
        elif tag == "select":
            self.select = given["name"], [], []
        elif tag == "option" and self.select:
            self.select[2 if "selected" in given else 1].append(given["value"])
        elif tag == "textarea":
            self.textarea = given["name"], []

    def _input(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind not in ("radio", "checkbox") or "checked" in given:
            self._send(
                given["name"],
                given.get("value", "").replace("\r", "").replace("\n", "")
                if kind != "hidden"
                else given.get("value", ""),
            )

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.textarea[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select" and self.select:
            name, others, chosen = self.select
            self._send(name, [*others[:1], *chosen][-1])
            self.select = None
        elif tag == "textarea" and self.textarea:
            name, parts = self.textarea
            self._send(name, "".join(parts).removeprefix("\n").replace("\n", "\r\n"))
            self.textarea = None

    def _send(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)
