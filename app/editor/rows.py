"""The buttons of a repeatable list: add, remove, move up, move down. Each answers with the form as it then is."""

from typing import NamedTuple

from app.editor.form_data import Typed

DOING = ("add", "remove", "up", "down")


class Moved(NamedTuple):
    """The form after a button was pressed, and the name of the row or list where the person goes on."""

    typed: Typed
    name: str


def pressed(typed: Typed, button: str) -> Moved | None:
    """What a button `add studies`, `remove studies.0` or `up studies.n1` does; None when it is no such button."""
    doing, _, name = button.partition(" ")
    if doing not in DOING:
        return None
    if doing == "add":
        token = _new_token(typed.get(name, []))
        ratings_go_on_top = name.endswith(".ratings")
        tokens = typed.get(name, [])
        return Moved(typed | {name: [token, *tokens] if ratings_go_on_top else [*tokens, token]}, f"{name}.{token}")
    of, _, token = name.rpartition(".")
    tokens = list(typed.get(of, []))
    if token not in tokens:
        return Moved(typed, of)
    place = tokens.index(token)
    tokens.remove(token)
    if doing == "remove":
        return Moved({key: value for key, value in typed.items() if not key.startswith(f"{name}.")} | {of: tokens}, of)
    tokens.insert(max(0, place + (1 if doing == "down" else -1)), token)
    return Moved(typed | {of: tokens}, name)


def _new_token(tokens: list[str]) -> str:
    numbers = [int(token[1:]) for token in tokens if token[:1] == "n" and token[1:].isdecimal()]
    return f"n{max(numbers, default=0) + 1}"
