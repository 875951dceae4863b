"""Our own check of the studies: what moved, and which study, finding or fact moved it."""

from tests.evidence.diff.comparing import HOMEBUILDERS, KEEP, NULL_STUDY, Editing, only

TREATMENT = "programs/family-centered-treatment.md"
WHERE = "Our own check of the studies of Family Centered Treatment in Reunification Programs changed from 3 (Promising Research Evidence) to "
BAD_STUDY = NULL_STUDY.replace("direction: no-difference", "direction: unfavorable")
ADDED = "the added study Example and Sample, 2026 (randomized controlled trial: no difference found on reunification; worse results with the program on placement disruption)"


def test_an_added_study_is_named_as_the_reason_and_the_published_rating_stands(editing: Editing) -> None:
    editing.replace(TREATMENT, ("studies:\n", BAD_STUDY))
    change = only(editing.changes(), "derived-changed")
    assert change.sentence.startswith(WHERE)
    assert change.reasons[0] == f"Because of {ADDED}."
    assert change.reasons[-1] == "Not met any more: “The published studies, taken together, point to a benefit”."


def test_of_several_edits_those_that_move_it_alone_are_named(editing: Editing) -> None:
    editing.replace(TREATMENT, ("volume: 136", "volume: 137"), ("studies:\n", BAD_STUDY))
    reasons = only(editing.changes(), "derived-changed").reasons
    assert [reason for reason in reasons if reason.startswith("Because")] == [
        f"Because of {ADDED}; this alone moves it."
    ]


def test_a_changed_direction_is_said_with_its_finding_and_the_clause_that_fell(editing: Editing) -> None:
    editing.replace(HOMEBUILDERS, ("direction: favorable", "direction: unfavorable"))
    change, in_reunification = (each for each in editing.changes() if each.kind == "derived-changed")
    assert (change.topic, in_reunification.topic) == ("post-permanency-services", "reunification-programs")
    assert change.sentence.endswith(": somebody has to judge).")
    assert (
        change.reasons[0]
        == "Because of what changed in the study Walton and others, 1993 (the finding on reunification: result from favorable to unfavorable)."
    )
    assert change.reasons[1:] == (
        "Not met any more: “The published studies, taken together, point to a benefit”.",
        "The published rating stays 2 (Supported by Research Evidence) by CEBC.",
    )


def test_a_recorded_harm_moves_every_topic_and_both_scales(editing: Editing) -> None:
    editing.replace(
        KEEP,
        (
            "harm: {case: unknown,",
            'harm: {note: A child was hurt, source: "https://example.org", case: present,',
        ),
    )
    changes = editing.changes()
    derived = [change for change in changes if change.kind == "derived-changed"]
    assert [change.topic for change in derived] == [
        None,
        "kinship-caregiver-support-programs",
        "placement-stabilization-programs",
        "resource-parent-recruitment-and-training",
    ]
    assert derived[0].sentence.endswith("to does not meet the criteria.")
    assert derived[1].sentence.endswith("to 5 (Concerning Practice).")
    assert all("Because of what is recorded about harm." in change.reasons for change in derived)
    harm = only(changes, "harm-changed")
    assert (
        harm.sentence
        == "A risk of harm is now recorded for KEEP (Keeping Foster and Kin Parents Supported and Trained)."
    )
    assert harm.reasons == (
        "Risk of harm by case data: from not assessed to present.",
        "Note: A child was hurt",
        "Source: https://example.org",
    )


def test_other_outcomes_of_a_topic_move_programs_that_say_the_same(editing: Editing) -> None:
    editing.replace("topics/post-permanency-services.md", ("  - reunification\n", ""), ("  - placement-stability\n", ""))
    changes = editing.changes()
    derived = only(changes, "derived-changed")
    assert derived.program == "homebuilders"
    assert (
        derived.reasons[0]
        == "Because of the outcomes that count in Post-Permanency Services: removed “Reunification” and “Placement stability”."
    )
    outcomes = only(changes, "topic-outcomes")
    assert outcomes.reasons == ("1 derived rating moved because of it: see above.",)
    assert changes.index(derived) < changes.index(outcomes)


def test_a_null_study_that_moves_nothing_says_so(editing: Editing) -> None:
    editing.replace(KEEP, ("studies:\n", NULL_STUDY))
    assert only(editing.changes(), "study-added").reasons[-1] == "Our own check of the studies stays the same."
