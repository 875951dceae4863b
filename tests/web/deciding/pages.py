"""Reading pages of decisions as a person does: tables by their cells, text without marks."""

import re
from html import unescape

Table = list[list[str]]


def text_of(html: str) -> str:
    """What a page says, on one line."""
    visible = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", visible))).strip()


def main_of(html: str) -> str:
    return html.split('<main id="main"')[1].split("</main>")[0]


def rows_of(html: str) -> Table:
    """The rows of the first table of a page, cell by cell."""
    table = re.split(r"<table[^>]*>", html)[1].split("</table>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table, flags=re.DOTALL)
    return [[text_of(cell) for cell in re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, flags=re.DOTALL)] for row in rows]
