"""One way of breaking the good entry for each rule: what to replace, by what, and (at ⟦) where the problem stands."""

from __future__ import annotations

from typing import NamedTuple


class Breakage(NamedTuple):
    """`mend` is what the editor writes after reading the hint; None where the old text is the remedy."""

    rule: str
    old: str
    new: str


BREAKAGES = (
    Breakage("front-matter-open", "dates: {added: 2026-11-01, reviewed: 2026-11-20}\n---\n", "dates: {added: 2026-11-01, reviewed: 2026-11-20}\n"),
    Breakage("front-matter-missing", "---\nname", "⟦name"),
    Breakage("yaml-syntax", "developer: A county agency", "developer: A county⟦: agency"),
    Breakage("yaml-syntax", "status: active", "⟦\tstatus: active"),
    Breakage("yaml-syntax", "aliases: [KTC]", "aliases: [KTC\nformer⟦: x"),
    Breakage("yaml-too-deep", "[KTC]", "[[[[[[[[[[[⟦[[[[KTC]]]]]]]]]]]]]]]"),
    Breakage("duplicate-key", "status: active", "status: active\n⟦status: active"),
    Breakage("anchor", "A county agency", "⟦&agency A county agency"),
    Breakage("tag", "A county agency", "⟦!!str A county agency"),
    Breakage("unknown-key", "developer: A", "⟦develloper: A"),
    Breakage("unknown-key", "{registry: title-iv-e, rating", "{registry: title-iv-e, ⟦url: x, rating"),
    Breakage("missing-key", "summary: A coach visits reunified families every week for half a year.\n", ""),
    Breakage("missing-key", "        direction: no-difference\n", ""),
    Breakage("missing-key", ", reviewed: 2026-11-20", ""),
    Breakage("wrong-type", "aliases: [KTC]", "aliases: ⟦KTC"),
    Breakage("wrong-type", "  - Weekly visits", "  - ⟦{visits: weekly}"),
    Breakage("wrong-type", "developer: A county agency", "developer: ⟦true"),
    Breakage("empty-value", "A county agency", '⟦""'),
    Breakage("unknown-choice", "relevance: high", "relevance: ⟦hihg"),
    Breakage("unknown-choice", "{level: 3", "{level: ⟦6"),
    Breakage("not-true-or-false", "peer_reviewed: true", "peer_reviewed: ⟦yes"),
    Breakage("not-a-number", "n: 120", "n: ⟦about 120"),
    Breakage("not-a-number", "n: 120", "n: ⟦0120"),
    Breakage("not-a-number", "treatment_months: 6", "treatment_months: ⟦1:30"),
    Breakage("summary-too-long", "A coach visits", "⟦" + "A coach visits " * 20),
    Breakage("slug-syntax", "id: rivera-2020", "id: ⟦Rivera 2020"),
    Breakage("url-syntax", "https://example.org/ktc\ntarget", "⟦www.example.org/ktc\ntarget"),
    Breakage("url-syntax", "https://example.org/ktc\ntarget", "⟦javascript:alert(1)\ntarget"),
    Breakage("doi-syntax", "doi: 10.1234/abc.5", "doi: ⟦https://doi.org/10.1234/abc.5"),
    Breakage("pmid-syntax", "pmid: 123456", "pmid: ⟦PMC123456"),
    Breakage("date-syntax", "added: 2026-11-01", "added: ⟦1 November 2026"),
    Breakage("date-syntax", "as_of: 2024-05", "as_of: ⟦2024-13"),
    Breakage("date-in-future", "reviewed: 2026-11-20", "reviewed: ⟦2027-01-01"),
    Breakage("date-in-future", "as_of: 2024-05", "as_of: ⟦2027-05"),
    Breakage("year-range", "year: 2020", "year: ⟦220"),
    Breakage("age-range", "max: 12", "max: ⟦212"),
    Breakage("months-range", "months_after_treatment: 12", "months_after_treatment: ⟦-3"),
    Breakage("weeks-range", "{min: 20,", "{min: ⟦-20,"),
    Breakage("count-range", "n: 120", "n: ⟦0"),
    Breakage("p-range", "p: 0.03", "p: ⟦3"),
    Breakage("unknown-word", "[reunified-families]", "[⟦reunifed-families]"),
    Breakage("unknown-topic", "topic: post-permanency-services", "topic: ⟦post-permanence"),
    Breakage("ages-order", "{min: 2, max: 12}", "{min: ⟦12, max: 2}"),
    Breakage("weeks-order", "{min: 20, max: 26}", "{min: ⟦26, max: 20}"),
    Breakage("no-source", "sources: [https://example.org/ktc]", "sources: ⟦[]"),
    Breakage("rating-without-source", "source: https://example.org/rating, ", ""),
    Breakage("rating-without-source", "  - {registry: title-iv-e, rating: Promising, source: https://example.org/iv-e}", "  - ⟦{registry: title-iv-e, rating: Promising}"),
    Breakage("ratings-order", "      - {level: nr, by: CEBC, as_of: 2019,", "      - ⟦{level: nr, by: CEBC, as_of: 2025,"),
    Breakage("topic-twice", "other_ratings:", "  - topic: ⟦post-permanency-services\nother_ratings:"),
    Breakage("harm-without-source", "harm: {case: unknown", "harm: ⟦{case: present"),
    Breakage("retired-without-reason", "status: active", "status: ⟦retired"),
    Breakage("retired-without-reason", "status: active", "status: active\nretired: ⟦{date: 2026-01-01, reason: closed}"),
    Breakage("reviewed-before-added", "reviewed: 2026-11-20", "reviewed: ⟦2026-10-20"),
    Breakage("study-id-twice", "id: rivera-2022", "id: ⟦rivera-2020"),
    Breakage("citation-unfindable", "citation: {title: The same trial two years on}", "citation: ⟦{year: 2022}"),
    Breakage("sample-differs", "    sample: county\n    citation: {title: The same trial two years on}\n    design: rct",
             "    sample: ⟦county\n    citation: {title: The same trial two years on}\n    design: quasi-experimental"),
    Breakage("interval-order", "ci: [-0.1, 0.5]", "ci: ⟦[0.5, -0.1]"),
    Breakage("effect-outside-interval", "value: 0.2", "value: ⟦0.9"),
    Breakage("percent-range", "treatment: 8", "treatment: ⟦108"),
    Breakage("controlled-alone", "    design: rct\n    peer_reviewed: true", "    design: single-group\n    note: Why\n    peer_reviewed: true"),
    Breakage("section-missing", "## About\n\nA coach sits down with the family once a week.\n", ""),
    Breakage("section-empty", "At home.\n\n### With an interpreter\n\nIn Spanish too.\n", ""),
    Breakage("section-empty", "In Spanish too.\n", ""),
    Breakage("section-unknown", "## Delivery", "⟦## How it is delivered"),
    Breakage("section-twice", "## Delivery", "⟦## About"),
    Breakage("heading-order", "### With", "⟦#### With"),
    Breakage("heading-order", "### With", "⟦# With"),
    Breakage("former-slug-claimed", "[kitchen-coaching]", "[kitchen-coaching, ⟦homebuilders]"),
    Breakage("successor-unknown", "status: active", "status: retired\nretired: {date: 2026-01-01, reason: closed, successor: ⟦nowhere}"),
    Breakage("alias-shared", "[KTC]", "[KTC, ⟦Homebuilders - Intensive Family Preservation and Reunification Services]"),
)  # fmt: skip
