"""How long fit takes: one to eight questions over all programs, and the words beside the answers of a page."""

import gc
import random
from collections.abc import Iterator
from statistics import median, quantiles
from time import perf_counter

from app.catalog.fit.details import read_details
from app.catalog.fit.fit import CRITERIA, FitRequest, fit
from app.catalog.snapshot.snapshot import Snapshot
from benchmarks.report import Table

MOST_ASKED, DRAWN, WARM, SEED = 8, 100, 20, 18
WEEKS = ("4", "8", "12", "26", "52")
NOTES = (
    "p50 / p95 in ms of a page of 20 programs with the answers of each, the total, the sizes of all groups",
    "and the relaxations, in one process; beside it the words of the entries that the page shows.",
    "Each answer is one or two values that some program records.",
)


def fit_table(snapshot: Snapshot) -> Table:
    rows = []
    for asked in range(1, MOST_ASKED + 1):
        requests = list(_draw_requests(snapshot, asked))
        for wanted in requests[:WARM]:
            fit(snapshot, wanted)
        rows.append((str(asked), *_measure(snapshot, requests)))
    return Table(
        f"Fit in {len(snapshot.cards):,} programs", ("questions answered", "fit", "words"), rows, NOTES
    )


def _draw_requests(snapshot: Snapshot, asked: int) -> Iterator[FitRequest]:
    chance, holding = random.Random(SEED + asked), snapshot.recorded_facts.holding
    values = {name: sorted(holding[name]) for name in holding} | {"weeks": list(WEEKS)}
    for _ in range(DRAWN):
        names = chance.sample(CRITERIA, asked)
        answers = {name: tuple(chance.sample(values[name], chance.choice((1, 1, 2)))) for name in names}
        yield FitRequest(answers, chance.choice((1, 1, 3)))


def _measure(snapshot: Snapshot, requests: list[FitRequest]) -> tuple[str, str]:
    taken: list[tuple[float, float]] = []
    gc.collect()
    gc.disable()
    for wanted in requests:
        started = perf_counter()
        found = fit(snapshot, wanted)
        fitted = perf_counter()
        read_details(snapshot, [each.card.slug for each in found.programs])
        taken.append((fitted - started, perf_counter() - fitted))
    gc.enable()
    return _said([each for each, _ in taken]), _said([each for _, each in taken])


def _said(seconds: list[float]) -> str:
    highest = quantiles(seconds, n=20, method="inclusive")[-1]
    return f"{1000 * median(seconds):.2f} / {1000 * highest:.2f}"
