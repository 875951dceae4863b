"""The axis of a plot: its span, its ticks, and where a number falls in percent of its width."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

MOST_TICKS = 7


@dataclass(frozen=True, slots=True)
class Axis:
    """`ticks` rise from end to end. `no_effect` is the value of no effect, None where none is known."""

    ticks: tuple[float, ...]
    no_effect: float | None = None
    is_log: bool = False
    unit: str = ""

    def at(self, number: float) -> float:
        """Where a number falls, 0 to 100. A logarithmic axis takes numbers above 0 alone."""
        points = (self.ticks[0], self.ticks[-1], number)
        first, last, here = map(math.log, points) if self.is_log else points
        return round(100 * (here - first) / (last - first), 2)

    def label(self, tick: float) -> str:
        return format_number(tick) + self.unit


PERCENT = Axis(ticks=(0, 25, 50, 75, 100), unit=" %")


def format_number(number: float) -> str:
    """A number as it is set in a plot, with a true minus sign."""
    return f"{number:.10g}".replace("-", "−")


def linear_axis(numbers: Iterable[float], no_effect: float | None = 0, unit: str = "") -> Axis:
    """An axis of round steps that spans the numbers and zero."""
    low, high = _ends(numbers, 0, 0)
    step = _round_step((high - low) / 4 or 1)
    first, last = math.floor(low / step), max(math.ceil(high / step), math.floor(low / step) + 1)
    return Axis(tuple(_clean(number * step) for number in range(first, last + 1)), no_effect, unit=unit)


def ratio_axis(numbers: Iterable[float]) -> Axis:
    """A logarithmic axis that spans the numbers and 0.5 to 2, so that no effect (1) is never at an end."""
    low, high = _ends(numbers, 0.5, 2)
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    fine = [_clean(digit * 10.0**power) for power in range(first, last + 1) for digit in (1, 2, 5)]
    ticks = fine[sum(tick <= low for tick in fine) - 1 : sum(tick < high for tick in fine) + 1]
    return Axis(tuple(ticks) if len(ticks) <= MOST_TICKS else _decades(first, last), no_effect=1, is_log=True)


def _decades(first: int, last: int) -> tuple[float, ...]:
    """Powers of ten, few enough to be read; one is among them."""
    step = math.ceil((last - first) / (MOST_TICKS - 1))
    powers = range(math.floor(first / step) * step, math.ceil(last / step) * step + 1, step)
    return tuple(_clean(10.0**power) for power in powers)


def _ends(numbers: Iterable[float], low: float, high: float) -> tuple[float, float]:
    spanned = [low, high, *numbers]
    return min(spanned), max(spanned)


def _round_step(rough: float) -> float:
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next(digit * power for digit in (1, 2, 5, 10) if digit * power >= rough * 0.999)


def _clean(number: float) -> float:
    """0.3, not 0.30000000000000004."""
    return float(f"{number:.12g}")
