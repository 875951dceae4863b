"""Programs that come, go and move, whom they are for, their topics, studies, other ratings, facts and texts."""

from app.evidence.entry.wording import count_in_words
from tests.evidence.diff.comparing import KEEP, NULL_STUDY, Editing, only, said, shipped

NAME = "KEEP (Keeping Foster and Kin Parents Supported and Trained)"


def test_nothing_changed_is_no_change(editing: Editing) -> None:
    assert editing.changes() == []


def test_the_most_important_comes_first(editing: Editing) -> None:
    editing.replace(
        KEEP,
        ("studies:\n", NULL_STUDY),
        ("KEEP is a group program", "KEEP is one group program"),
        ("groups: [foster-parents, kinship-caregivers]", "groups: [foster-parents]"),
        ("- level: 3\n", "- level: 2\n"),
    )
    kinds = [change.kind for change in editing.changes()]
    assert kinds == ["rating-history-lost", "rating-changed", *["derived-changed"] * kinds.count("derived-changed"),
                     "population-changed", "study-added", "texts-changed"]  # fmt: skip


def test_a_new_program_is_introduced(editing: Editing) -> None:
    editing.write("programs/keep-two.md", editing.text(KEEP).replace("name: KEEP (", "name: KEEP Two ("))
    (change,) = editing.changes()
    assert change.sentence == "New program: KEEP Two (Keeping Foster and Kin Parents Supported and Trained)."
    assert "For: Foster parents, Kinship caregivers; ages 4–12." in change.reasons
    assert any(
        reason.startswith(
            "In Placement Stabilization Programs: published rating 3 (Promising Research Evidence) by CEBC."
        )
        for reason in change.reasons
    )
    recorded = len(shipped().programs["keep"].value.studies)
    assert f"{count_in_words(recorded, 'study', 'studies').capitalize()} recorded." in change.reasons


def test_a_renamed_file_that_claims_its_old_address_has_moved(editing: Editing) -> None:
    editing.replace(KEEP, ("\nsummary:", "\nformer_slugs: [keep]\nsummary:"))
    editing.move(KEEP, "programs/keep-groups.md")
    (change,) = editing.changes()
    assert change.sentence == f"The address of {NAME} changed: /programs/keep is now /programs/keep-groups."
    assert change.reasons == ("Every old link leads to the new page.",)


def test_a_file_that_vanished_would_break_its_links(editing: Editing) -> None:
    editing.move(KEEP, "programs/keep-groups.md")
    lost, added = editing.changes()
    assert (lost.kind, added.kind) == ("address-lost", "program-added")
    assert lost.sentence == f"{NAME} is gone, and nothing says what became of it."
    assert (
        lost.remedy
        == "It looks as if its file was renamed: add `former_slugs: [keep]` to `programs/keep-groups.md`."
    )


def test_an_address_that_another_program_took_is_a_problem(editing: Editing) -> None:
    editing.write("programs/keep-groups.md", editing.text(KEEP))
    editing.replace(KEEP, (f"name: {NAME}", "name: Totally Different"))
    lost = editing.changes()[0]
    assert lost.is_problem
    assert (
        lost.sentence
        == f"The address /programs/keep was given to another program: {NAME} had it, and Totally Different has it now."
    )
    assert (
        lost.remedy
        == "Rename the file of Totally Different, and add `former_slugs: [keep]` to `programs/keep-groups.md`."
    )


def test_a_program_that_is_gone_for_good_should_have_been_retired(editing: Editing) -> None:
    editing.remove(KEEP)
    (lost,) = editing.changes()
    assert lost.reasons == ("Every link to /programs/keep would break.",)
    assert "`status: retired`" in (lost.remedy or "")


def test_a_program_may_become_part_of_another(editing: Editing) -> None:
    editing.replace("programs/keep-safe.md", ("\nsummary:", "\nformer_slugs: [keep]\nsummary:"))
    editing.remove(KEEP)
    assert said(editing.changes()) == [
        ("program-merged", f"{NAME} is now part of KEEP SAFE: /programs/keep leads to /programs/keep-safe.")
    ]


def test_a_retired_program_has_a_reason_and_a_successor(editing: Editing) -> None:
    editing.replace(
        KEEP,
        (
            "status: active",
            "status: retired\nretired: {date: 2026-11-20, reason: Nobody offers it any more, successor: keep-safe}",
        ),
    )
    (change,) = editing.changes()
    assert change.sentence == f"{NAME} is retired as of 20 November 2026: Nobody offers it any more."
    assert change.reasons[0] == "Its page sends readers to KEEP SAFE."


def test_groups_and_ages_are_said_by_their_names(editing: Editing) -> None:
    editing.replace(
        KEEP,
        ("[foster-parents, kinship-caregivers]", "[kinship-caregivers, birth-parents]"),
        ("ages: {min: 4, max: 12}", "ages: {min: 4}"),
    )
    assert said(editing.changes()) == [
        (
            "population-changed",
            f"The target population of {NAME} changed: added “Birth parents”; removed “Foster parents”; ages from 4–12 to 4 and over.",
        )
    ]


def test_a_study_without_a_benefit_is_said_to_have_found_no_difference(editing: Editing) -> None:
    editing.replace(KEEP, ("studies:\n", NULL_STUDY))
    added = only(editing.changes(), "study-added")
    assert added.sentence == (
        f"A study was added to {NAME}: Example and Sample, 2026 (randomized controlled trial). Result: no difference found on placement disruption and reunification."
    )
    assert (
        added.reasons[0] == "240 families, longest follow-up 12 months after treatment ended, peer-reviewed."
    )


def test_what_changed_in_a_study_is_said_fact_by_fact(editing: Editing) -> None:
    editing.replace(
        KEEP,
        ("timing: Follow-up time not recorded", "months_after_treatment: 6"),
        ("n: 700, unit: caregivers", "n: 699, unit: caregivers"),
        ("volume: 9\n", "volume: 10\n"),
        ("chamberlain-2008, price-2008,", "chamberlain-2008, price-and-others-2008,"),
        ("id: price-2008", "id: price-and-others-2008"),
    )
    change = only(editing.changes(), "study-changed")
    assert (
        change.sentence == f"What is recorded about a study of {NAME} changed: Chamberlain and others, 2008."
    )
    assert change.reasons[:3] == (
        "The finding on child behavior: follow-up from Follow-up time not recorded to 6 months after treatment ended.",
        "Who took part from 700 caregivers (“Foster parents and kinship parents”) to 699 caregivers (“Foster parents and kinship parents”).",
        "Its reference changed: volume.",
    )


def test_a_result_that_was_turned_round_is_said_even_where_it_is_not_significant(editing: Editing) -> None:
    not_significant = "        significant: false\n"
    editing.replace(
        "programs/better-futures.md",
        (f"direction: no-difference\n{not_significant}", f"direction: favorable\n{not_significant}"),
    )
    change = only(editing.changes(), "study-changed")
    assert (
        change.reasons[0]
        == "The finding on child mental health: what the report claims from no difference to favorable."
    )


def test_nothing_is_said_to_stay_the_same_in_a_topic_where_the_program_was_not_before(
    editing: Editing,
) -> None:
    editing.replace(
        "programs/on-the-way-home.md",
        ("- topic: reunification-programs", "- topic: post-permanency-services"),
        ("    usual_care: true\n", ""),
    )
    changes = editing.changes()
    assert only(changes, "topic-left").topic == "reunification-programs"
    assert any("stays the same" in reason for change in changes for reason in change.reasons) is False
    assert only(changes, "study-changed").reasons[0] == "In usual care from yes to not recorded."


def test_a_removed_study_is_said_with_its_result(editing: Editing) -> None:
    text = editing.text(KEEP)
    start, end = (
        text.index("  - id: specialized-foster-care-pilot"),
        text.index("  - id: community-agency-310"),
    )
    editing.write(KEEP, text[:start] + text[end:])
    removed = only(editing.changes(), "study-removed")
    assert removed.sentence.endswith("Its result was: better results with the program on child behavior.")


def test_topics_and_relevance(editing: Editing) -> None:
    editing.replace(
        KEEP,
        ("    relevance: high\n", "    relevance: medium\n"),
        ("other_ratings:\n", "  - {topic: family-stabilization-programs, relevance: low}\nother_ratings:\n"),
    )
    joined, relevance = editing.changes()
    assert (
        joined.sentence
        == f"{NAME} is now in the topic Family Stabilization Programs (low relevance to child welfare)."
    )
    assert joined.reasons[0] == "No CEBC rating was seen there."
    assert (
        relevance.sentence
        == f"The relevance of {NAME} in Placement Stabilization Programs to child welfare changed from high relevance to medium relevance."
    )


def test_another_registrys_rating(editing: Editing) -> None:
    editing.replace(KEEP, ("rating: level-2", "rating: level-1"))
    (change,) = editing.changes()
    assert change.kind == "other-rating-changed"
    before, after = "“Level 2: Supported by Research”", "“Level 1: Effective and Proven by Research”"
    assert change.sentence.endswith(f"now rates {NAME} {after}; before, {before}.")


def test_facts_and_texts_come_last_and_name_what_changed(editing: Editing) -> None:
    editing.replace(
        KEEP,
        ("weeks: {min: 16, max: 16}", "weeks: {min: 16}"),
        ("  - Managing stress\n", ""),
        ("\nKEEP is a group", "\nKEEP is a small group"),
    )
    facts, texts = editing.changes()
    assert (facts.sentence, facts.reasons) == (
        f"Changed in {NAME}: weeks and the essential components.",
        ("Weeks: from 16 to 16 or more.", "The essential components: removed “Managing stress”."),
    )
    assert (texts.sentence, texts.reasons) == (
        f"The wording of {NAME} changed: the text under “About”.",
        ("The text under “About”: 1 word added.",),
    )


def test_a_file_that_was_only_rewritten_says_that_nothing_changed(editing: Editing) -> None:
    editing.replace(
        KEEP, ("  languages: [en, es]\n", "  languages:\n    - en\n    - es  # spoken by two leaders\n")
    )
    (change,) = editing.changes()
    assert (
        change.sentence
        == f"The file of {NAME} was rewritten (order, comments, spacing or quotation marks); nothing that it says changed."
    )


def test_an_entry_with_errors_is_not_compared(editing: Editing) -> None:
    editing.replace(KEEP, ("- level: 3\n", "- level: 7\n"), ("KEEP is a group", "KEEP is a big group"))
    editing.replace("programs/keep-safe.md", ("status: active", "status: active\nstatus: active"))
    assert editing.changes() == [], "what was mended to be read on proves nothing"


def test_e15_a_renamed_program_is_proposed_to_keep_its_old_name(editing: Editing) -> None:
    editing.replace("programs/on-the-way-home.md", ("name: On the Way Home", "name: Home Support"))
    renamed = only(editing.changes(), "program-renamed")
    assert renamed.sentence == "“On the Way Home” is now called “Home Support”."
    (reason,) = renamed.reasons
    line = "`aliases: [OTWH, On the Way Home]`"
    assert reason == f"Keep the old name, for which people go on searching: {line}."
    editing.replace("programs/on-the-way-home.md", ("name: Home Support", "name: Home Support (On the Way Home)"))
    assert only(editing.changes(), "program-renamed").reasons == ()
