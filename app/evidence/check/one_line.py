"""Text that somebody wrote, for one line of what a command prints: it cannot end the line."""

import re

# Line ends and other control signs, and text that turns round.
COMMANDING = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
SHORT = {"\n": r"\n", "\r": r"\r", "\t": " "}
# A runner of workflows takes it for a command anywhere in a line, and `::` at the start of one.
IN_WORKFLOWS = re.compile(r"##(?=\[)|^\s*::")


def write_on_one_line(text: str) -> str:
    r"""“A⏎::error::B” as A\n::error::B; what commands a terminal or a workflow is shown as what it is."""
    shown = COMMANDING.sub(lambda found: SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}", text)
    return IN_WORKFLOWS.sub(lambda found: "## " if found[0] == "##" else f"\\{found[0].strip()}", shown)
