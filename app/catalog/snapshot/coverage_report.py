"""Coverage as text for a terminal and as JSON for programs."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict

from app.catalog.snapshot.coverage import Coverage

BAR = 30


def as_text(coverage: Coverage) -> str:
    told = [
        f"{coverage.programs} active programs, {coverage.retired} retired, {coverage.topics} topics, {coverage.studies} studies, {coverage.findings} findings",
        f"{coverage.without_source} programs without a source",
        f"Oldest review: {coverage.oldest_review or 'none'} ({len(coverage.oldest_programs)} programs)",
        *_section("Programs by topic area", coverage.by_topic),
        *_section("Published ratings, by program and topic area", coverage.by_rating),
        *_section("Why our records give NR", coverage.nr_reasons),
        *_section("Studies of a program", coverage.studies_per_program),
        "",
        "Not recorded",
        *(f"  {name:42} {missing:5} of {of:5}  {100 * missing / (of or 1):3.0f} %" for name, (missing, of) in coverage.unrecorded.items()),
    ]
    return "\n".join(told)


def _section(title: str, counts: Mapping[str, int]) -> Iterator[str]:
    most = max(counts.values(), default=0) or 1
    yield from ("", title)
    yield from (f"  {name:55} {count:4}  {'#' * round(BAR * count / most)}" for name, count in counts.items())


def as_json(coverage: Coverage) -> str:
    return json.dumps(asdict(coverage), indent=2, ensure_ascii=False)


FORMATS: Mapping[str, Callable[[Coverage], str]] = {"text": as_text, "json": as_json}
