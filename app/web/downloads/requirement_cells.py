"""Cells of what a program takes: whether materials exist, bounds of a span, and costs as one text."""

from collections.abc import Callable, Mapping
from typing import Any

BETWEEN = "; "
"""What stands between the values of a cell, and therefore in none of them."""
Document = Mapping[str, Any]
"""The front matter of a program."""


def availability(part: str) -> Callable[[Document], str | None]:
    """“yes” or “no”; None where it is not recorded or not known."""

    def cell(document: Document) -> str | None:
        available = (document[part] or {}).get("available")
        return None if available == "unknown" else available

    return cell


def bound(span: str, end: str) -> Callable[[Document], str | None]:
    """One end of a span of the delivery, “min” or “max”."""

    def cell(document: Document) -> str | None:
        value = ((document["delivery"] or {}).get(span) or {}).get(end)
        return None if value is None else write_number(value)

    return cell


def write_cost(cost: Mapping[str, Any]) -> str:
    """“training: 1200–1500 USD per therapist (2019)”; the amount and the year are left out where unknown."""
    amount, currency = cost["amount"] or {}, cost["currency"]
    low, high = (None if amount.get(end) is None else write_number(amount[end]) for end in ("min", "max"))
    said = f": {_between(low, high)} {currency}" if low or high else ""
    per = f" per {cost['per'].removeprefix('per ').replace(BETWEEN, ', ')}" if cost["per"] else ""
    year = f" ({cost['price_year']})" if cost["price_year"] else ""
    return f"{cost['item']}{said}{per}{year}"


def write_number(value: float) -> str:
    """“1200”, “1200.5”, never “1.2e+06”."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _between(low: str | None, high: str | None) -> str:
    if low is None:
        return f"up to {high}"
    if high is None:
        return f"{low} or more"
    return low if low == high else f"{low}–{high}"
