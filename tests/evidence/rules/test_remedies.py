"""What the check says to write instead: the very number, id, address or shape, or nothing at all."""

from pathlib import Path

import pytest

from app.evidence.entry.registry import build_context
from tests.conftest import TODAY
from tests.evidence.rules.test_rules import GOOD, problems_of
from tests.shipped import read_shipped

AGES, MANUAL = "ages: {min: 2, max: 12}", "manual: {available: yes, source: https://example.org/manual}"
CONTEXT = build_context(read_shipped()[0], TODAY)


@pytest.mark.parametrize("old, new, hint", [
    ("treatment: 8", "treatment: 5%", "Write 5 alone"), ("treatment: 8", "treatment: 5 percent", "Write 5 alone"),
    ("value: 0.2", 'value: "0,2"', "Write 0.2 alone"), ("value: 0.2", "value: −0.05", "Write -0.05 alone"),
    ("p: 0.03", "p: 5%", "Write 0.05 alone"), ("n: 120", 'n: "1,200"', "Write 1200 alone"),
    ("n: 120", "n: twelve", "Write 12 alone"), ("n: 120", "n: about 120", "Write 120 alone"),
    ("n: 120", "n: 45%", "put a share into a note"), ("n: 120", "n: 100-120", "put words into a note"),
    ("p: 0.03", "p: < .05", "put words into a note"), ("n: 120", "n: 12.5", "Write digits"),
])  # fmt: skip
def test_e9_a_number_is_told_as_it_is_written(old: str, new: str, hint: str, tmp_path: Path) -> None:
    (problem,) = problems_of(GOOD.replace(old, new, 1), tmp_path)
    assert problem.rule == "not-a-number"
    assert hint in problem.hint


@pytest.mark.parametrize("effect, rules", [
    ("treatment: 0.08, comparison: 0.17", ["percent-as-share"]), ("treatment: 0, comparison: 0.5", ["percent-as-share"]),
    ("treatment: 0.5, comparison: 17", []), ("treatment: 0, comparison: 0", []), ("treatment: 8", []),
])  # fmt: skip
def test_e9_percentages_that_are_all_below_one_are_told(
    effect: str, rules: list[str], tmp_path: Path
) -> None:
    found = problems_of(GOOD.replace("treatment: 8, comparison: 17", effect), tmp_path)
    assert [problem.rule for problem in found] == rules
    assert all("Write 8" in problem.hint for problem in found if "0.08" in effect)


def test_e9_a_note_says_that_a_share_is_meant(tmp_path: Path) -> None:
    noted = "treatment: 0.08, comparison: 0.17}\n        note: Less than 1 % died"
    assert problems_of(GOOD.replace("treatment: 8, comparison: 17}", noted), tmp_path) == []


@pytest.mark.parametrize("vocabulary, written, id", [
    ("languages", "English", "en"), ("languages", "en-US", "en"), ("languages", "Español", "es"),
    ("languages", "Klingon", None), ("formats", "one-to-one", "individual"), ("formats", "telehealth", "online"),
    ("populations", "low-income youth", None), ("populations", "youth", None),
    ("populations", "reunifed-families", "reunified-families"), ("populations", "Adoptive Families", "adoptive-families"),
    ("registries", "SAMHSA NREPP", "nrepp"), ("registries", "Title IV-E", "title-iv-e"),
    ("designs", "randomized controlled trial", "rct"), ("designs", "RCT", "rct"),
    ("comparisons", "TAU", "usual-care"), ("comparisons", "untreated group", "no-treatment"),
    ("levels", "Supported", "2"), ("levels", "Well supported", "1"), ("levels", "6", None),
    ("topics", "Post-Permanency Services", "post-permanency-services"), ("directions", "unfavourable", "unfavorable"),
    ("outcomes", "reentry", "re-entry"), ("serves", "male", None), ("settings", "hope", None),
])  # fmt: skip
def test_e10_labels_and_synonyms_lead_to_their_id_and_nothing_to_a_wrong_one(
    vocabulary: str, written: str, id: str | None
) -> None:
    assert CONTEXT.begin_entry().find_id(written, vocabulary) == id


def test_of_very_many_unknown_words_the_first_say_what_may_be_meant(tmp_path: Path) -> None:
    unknown = [f"reunifed-familis{'x' * number}" for number in range(300)]
    found = problems_of(GOOD.replace("[reunified-families]", f"[{', '.join(unknown)}]"), tmp_path)
    assert [problem.rule for problem in found] == ["unknown-word"] * 300
    assert "Did you mean reunified-families?" in found[0].hint
    assert not any("Did you mean" in problem.hint for problem in found[50:])


@pytest.mark.parametrize("old, new, hint", [
    ("languages: [en, es]", "languages: [English]", "Did you mean en?"),
    ("languages: [en, es]", "languages: [en-US]", "Did you mean en?"),
    ("formats: [family]", "formats: [one-to-one]", "Did you mean individual? The ids of"),
    ("formats: [family]", "formats: [zzz]", "are individual, caregiver-child, family, group"),
    ("groups: [reunified-families]", "groups: [low-income youth]", "The ids are in"),
    ("direction: no-difference", "direction: no effect", "Did you mean no-difference?"),
    ("level: 3, by: CEBC", "level: Promising, by: CEBC", "Did you mean 3?"),
    ("registry: title-iv-e", "registry: SAMHSA NREPP", "Did you mean nrepp?"),
    ("topic: post-permanency-services", "topic: Post-Permanency Services", "Did you mean post-permanency-services?"),
    ("{type: usual-care}\n    participants", "{type: waitlist}\n    participants", "Did you mean wait-list?"),
    ("available: yes", "available: true", "Did you mean yes?"),
])  # fmt: skip
def test_e10_every_field_with_choices_names_the_one_that_is_meant(
    old: str, new: str, hint: str, tmp_path: Path
) -> None:
    found = [each for each in problems_of(GOOD.replace(old, new, 1), tmp_path) if each.is_error]
    assert [hint in problem.hint for problem in found] == [True]


@pytest.mark.parametrize("written, says", [
    ("https://example.org/ahttps://example.org/b", "https://example.org/a and https://example.org/b"),
    ("https://example.org/a,https://example.org/b", "https://example.org/a and https://example.org/b"),
    ("https://a.example.org https://b.example.org", "https://a.example.org and https://b.example.org"),
    ("https://a.example.org/https://b.example.org", "https://a.example.org/ and https://b.example.org"),
    ("www.example.org", "Write https://www.example.org instead"), ("<https://example.org/b>", "Write https://example.org/b alone"),
    ('"[x](https://example.org/b)"', "Write https://example.org/b alone"),
])  # fmt: skip
def test_e11_addresses_run_together_or_dressed_up_are_told_apart(
    written: str, says: str, tmp_path: Path
) -> None:
    (problem,) = problems_of(
        GOOD.replace("website: https://example.org/ktc", f"website: {written}"), tmp_path
    )
    assert problem.rule == "url-syntax"
    assert says in problem.hint


@pytest.mark.parametrize("address", [
    "https://web.archive.org/web/20200101/https://example.org/b", "https://example.org/go?to=https://example.org/b",
    "https://archive.example.org/2019/https://example.org/",
])  # fmt: skip
def test_e11_an_address_inside_another_is_one(address: str, tmp_path: Path) -> None:
    assert (
        problems_of(GOOD.replace("website: https://example.org/ktc", f"website: {address}"), tmp_path) == []
    )


@pytest.mark.parametrize("by", ["The CEBC", "C.E.B.C.", "CECB", "CEBC."])
def test_e11_a_publisher_leads_to_the_name_that_is_known(by: str, tmp_path: Path) -> None:
    (problem,) = problems_of(GOOD.replace("level: 3, by: CEBC", f"level: 3, by: {by}"), tmp_path)
    assert (problem.rule, problem.hint) == ("publisher-misspelt", "Did you mean CEBC?")


@pytest.mark.parametrize("old, new, hint", [
    (AGES, "ages: 6-18", "`ages: {min: 6, max: 18}`"), (AGES, "ages: 6 to 18 years", "`ages: {min: 6, max: 18}`"),
    (AGES, "ages: 6+", "`ages: {min: 6}`"), (AGES, "ages: up to 5", "`ages: {max: 5}`"),
    (AGES, "ages: adults", "`ages: {min: …, max: …}`"), (AGES, "ages: [6, 18]", "`ages: {min: …, max: …}`"),
    ("weeks: {min: 20, max: 26}", "weeks: 12", "`weeks: {min: 12, max: 12}`"),
    (MANUAL, "manual: unknown", "`manual: {available: unknown}`"), (MANUAL, "manual: true", "`manual: {available: yes}`"),
    (MANUAL, "manual: https://example.org/m", "`manual: {available: …, source: https://example.org/m}`"),
    ("harm: {case: unknown, basis: unknown}", "harm: unknown", "`harm: {case: unknown}`"),
    ("comparison: {type: usual-care}", "comparison: waitlist", "`comparison: {type: wait-list}`"),
    ("participants: {n: 120, unit: families}", "participants: 120", "`participants: {n: 120}`"),
    ("participants: {n: 120, unit: families}", "participants: 120 families", "`participants: {n: 120, unit: families}`"),
    ("citation: {title: The same trial two years on}", "citation: The same trial", "`citation: {title: The same trial}`"),
    ("effect: {kind: d, value: 0.2, ci: [-0.1, 0.5]}", "effect: 0.2", "`effect: {kind: …, value: 0.2}`"),
    ("ci: [-0.1, 0.5]", "ci: -0.1 to 0.5", "`ci: [-0.1, 0.5]`"),
    ("dates: {added: 2026-11-01, reviewed: 2026-11-20}", "dates: 2026-11-01", "`dates: {added: 2026-11-01, reviewed: …}`"),
    ("permanency: [reunification]", "permanency: reunification, kinship care", "`permanency: [reunification, kinship]`"),
    ("topics:\n", "topics:\n  - placement-stabilization-programs\n", "`- {topic: placement-stabilization-programs}`"),
    ("developer: A county agency", "contact: coach@example.org", "`contact: {email: coach@example.org}`"),
])  # fmt: skip
def test_e12_the_shape_to_write_is_shown_for_every_block(
    old: str, new: str, hint: str, tmp_path: Path
) -> None:
    (problem,) = problems_of(GOOD.replace(old, new, 1), tmp_path)
    assert problem.rule == "wrong-type"
    assert hint in problem.hint


@pytest.mark.parametrize("old, new, says", [
    ("direction: no-difference", "direction: null", "favorable, no-difference, unfavorable, mixed"),
    ("design: rct\n    peer", "design: null\n    peer", "rct, quasi-experimental, single-group, meta-analysis, other"),
    ("dates: {added: 2026-11-01, reviewed: 2026-11-20}", "dates: null", "{added: …, reviewed: …}"),
])  # fmt: skip
def test_e12_a_required_key_that_is_null_shows_what_it_takes(
    old: str, new: str, says: str, tmp_path: Path
) -> None:
    problem = next(
        each for each in problems_of(GOOD.replace(old, new, 1), tmp_path) if each.rule == "missing-key"
    )
    assert "null says that it is not recorded" in problem.message
    assert says in problem.hint


@pytest.mark.parametrize("old, new, hint", [
    ("status: active", "status: retired\nretired: {date: 2026-01-02, reason: No longer offered: closed, successor: x}",
     'reason: "No longer offered: closed"'),
    ("comparison: {type: usual-care}", "comparison: {type: usual-care, note: TAU: usual}", 'note: "TAU: usual"'),
    ("name: Kitchen Table Coaching", "name: [Beta] Coaching", "'[Beta] Coaching'"),
    ("summary: A coach", 'summary: "A" coach', "Put the whole text in quotes"),
    ("aliases: [KTC]", "aliases: [KTC]]", "Delete ]"), ("aliases: [KTC]", "aliases: - KTC", "on a line of its own"),
    (AGES, "ages: {min:6, max: 18}", "min: 6"), ("n: 120", "n: 1,200", "without commas"),
    ("aliases: [KTC]", "aliases: [KTC, Kitchen: the program]", '"Kitchen: the program"'),
])  # fmt: skip
def test_e12_the_fault_of_a_line_is_named(old: str, new: str, hint: str, tmp_path: Path) -> None:
    assert hint in problems_of(GOOD.replace(old, new, 1), tmp_path)[0].hint
