"""The scale of every registry in its own words, beside our tiers."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.pages import VocabularyWord
from app.evidence.entry.registry_ratings import OUR_SCALE, ScaleRating
from app.web.request.context import snapshot

registry_scales = Blueprint("registry_scales", __name__)


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One rating of a registry, and how many programs have it in force; `source` defines it."""

    rating: ScaleRating
    definition: str | None
    source: str | None
    note: str | None
    programs: int


@dataclass(frozen=True, slots=True)
class ShownScale:
    """A registry with its ratings, strongest first."""

    id: str
    word: VocabularyWord
    steps: tuple[ShownStep, ...]


@registry_scales.get("/ratings/registries")
def scales_page() -> str:
    shown = snapshot()
    scales = [_scale(id, shown) for id in shown.scales if shown.words["registries"][id].status == "active"]
    counts = {tier: bitmap.bit_count() for tier, bitmap in shown.by_program["tier"].items()}
    return render_template("pages/registry_scales.html", scales=scales, counts=counts)


def _scale(registry: str, shown: Snapshot) -> ShownScale:
    counts = {value: bitmap.bit_count() for value, bitmap in shown.by_program["rated"].items()}
    steps = tuple(_step(registry, rating, shown, counts) for rating in shown.scales[registry].values())
    return ShownScale(registry, shown.words["registries"][registry], steps)


def _step(registry: str, rating: ScaleRating, shown: Snapshot, counts: Mapping[str, int]) -> ShownStep:
    programs = counts.get(f"{registry}.{rating.id}", 0)
    if registry == OUR_SCALE:
        level, _ = shown.levels[rating.id]
        return ShownStep(rating, level.text, level.source, None, programs)
    step = shown.words["registries"][registry].scale[rating.id]
    return ShownStep(rating, step.definition, step.source, step.note, programs)
