"""Topics, guides, levels and words."""

from tests.evidence.diff.comparing import Editing, only, said

TOPIC = "topics/interventions-for-neglect.md"


def test_a_word_with_another_name_needs_no_change_of_entries(editing: Editing) -> None:
    editing.replace("vocabulary/populations.yaml", ("label: Birth parents", "label: Parents by birth"))
    assert said(editing.changes()) == [
        ("frame-moved", "In “populations”, “Birth parents” is now called “Parents by birth”.")
    ]


def test_a_word_that_is_gone_would_break_searches(editing: Editing) -> None:
    editing.replace(
        "vocabulary/glossary.yaml",
        *[(editing.text("vocabulary/glossary.yaml").split("\n")[0], "another-word:")],
    )
    lost = only(editing.changes(), "address-lost")
    assert lost.is_problem
    assert "`status: retired`" in (lost.remedy or "")


def test_whose_the_outcomes_that_count_are_is_a_change_of_its_own(editing: Editing) -> None:
    editing.replace(TOPIC, ("rated_outcomes_basis: source-in-part", "rated_outcomes_basis: ours"))
    change = only(editing.changes(), "topic-outcomes")
    assert change.topic == "interventions-for-neglect"
    assert change.sentence == (
        "Whose list of outcomes counts in Interventions for Neglect changed: from the source's in part to ours."
    )


def test_a_topic_that_moved_keeps_its_links(editing: Editing) -> None:
    name = next(line for line in editing.text(TOPIC).split("\n") if line.startswith("name: "))
    editing.replace(TOPIC, (name, "name: Help with neglect\nformer_slugs: [interventions-for-neglect]"))
    for path in sorted((editing.folder / "programs").iterdir()):
        path.write_text(
            path.read_text("utf-8").replace("topic: interventions-for-neglect", "topic: help-with-neglect"),
            "utf-8",
        )
    editing.move(TOPIC, "topics/help-with-neglect.md")
    changes = editing.changes()
    moved = only(changes, "frame-moved")
    assert (
        moved.sentence
        == "The address of the topic “Help with neglect” changed: /topics/interventions-for-neglect is now /topics/help-with-neglect."
    )
    assert not any(change.is_problem for change in changes)
    assert not any(change.kind.startswith(("topic-", "rating-")) for change in changes), (
        "the programs are where they were"
    )


def test_a_guide_that_is_gone_would_break_its_links(editing: Editing) -> None:
    editing.remove("guides/relational-permanency.md")
    (lost,) = editing.changes()
    assert lost.reasons == ("Every link to /guides/relational-permanency would break.",)


def test_a_levels_text(editing: Editing) -> None:
    editing.replace("ratings/2.md", ("short: Supported", "short: Supported by research"))
    (change,) = editing.changes()
    assert change.sentence == "Changed in rating 2 “Supported by Research Evidence”: its short name."
    assert change.reasons == ("Its short name: from “Supported” to “Supported by research”.",)
