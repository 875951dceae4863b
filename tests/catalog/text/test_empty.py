"""An index with nothing in it, or less than before, answers too."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.catalog.build.build import BuildResult
from app.catalog.search.search import SORTS, SearchRequest, search
from app.catalog.snapshot.catalog import Catalog
from app.catalog.text.concepts import understand
from app.catalog.text.index import MOST_SEGMENTS
from app.catalog.text.lexicon import Lexicon, LexiconQuery
from app.catalog.text.matching import MatchedPrograms, match
from app.catalog.text.question import read_question
from app.catalog.text.words.concept import QuestionConcepts
from tests.catalog.text.indexing import NO_SYNONYMS, document, opened, write

QUESTIONS = [
    "family", "famly", "fam*", "*", '"foster care"', "-family", "family -care", "name:keep", "postadoption",
    "of the", "",
]  # fmt: skip


def asked(lexicon: Lexicon, q: str) -> tuple[QuestionConcepts, MatchedPrograms]:
    lookup = LexiconQuery(lexicon)
    understood = understand(read_question(q), lookup, NO_SYNONYMS)
    return understood, match(understood, lookup)


@pytest.mark.parametrize("q", QUESTIONS)
def test_an_index_of_no_documents_finds_nothing(q: str, tmp_path: Path) -> None:
    write(tmp_path / "index")
    _, matched = asked(opened(tmp_path / "index", []), q)
    assert len(matched.programs) == len(matched.scores) == matched.complete == 0


@pytest.mark.parametrize("q", QUESTIONS)
def test_documents_without_words_are_not_found_by_words(q: str, tmp_path: Path) -> None:
    write(tmp_path / "index", [document("a"), document("b")])
    understood, matched = asked(opened(tmp_path / "index", ["a", "b"]), q)
    assert matched.programs.tolist() == [not (understood.concepts or understood.unknown)] * 2


def test_an_empty_index_can_be_filled_and_emptied_again(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    for step in range(MOST_SEGMENTS + 2):
        write(folder)
        write(folder, [document(f"p{step}", names="Family circle")])
        assert asked(opened(folder, [f"p{step}"]), "circle")[1].programs.tolist() == [True]
        write(folder, gone=[f"p{step}"])
        assert asked(opened(folder, []), "circle")[1].complete == 0


def test_a_document_that_is_not_shown_is_not_found(tmp_path: Path) -> None:
    """A retired program stays in the index and has no number."""
    write(tmp_path / "index", [document("shown", names="Circle"), document("retired", names="Circle Square")])
    lexicon = opened(tmp_path / "index", ["shown"])
    assert asked(lexicon, "circle")[1].programs.tolist() == [True]
    assert asked(lexicon, "square")[1].programs.tolist() == [False]
    assert not lexicon.holds("squar")


@pytest.fixture
def shrunken(tmp_path: Path) -> Lexicon:
    """Words that only a deleted program held are still in its segment."""
    folder = tmp_path / "index"
    gone = document("gone", names="Zebra crossing parent coach parenthood")
    write(folder, [gone, document("left", names="Coach of a parent")])
    write(folder, gone=["gone"])
    return opened(folder, ["left"])


@pytest.mark.parametrize("q", ["zebra", "zeb", "zebras", "crossing"])
def test_a_word_that_only_a_deleted_program_held_is_unknown(q: str, shrunken: Lexicon) -> None:
    understood, matched = asked(shrunken, q)
    assert understood.unknown == (q,)
    assert matched.complete == 0


def test_a_misspelling_is_not_taken_for_the_beginning_of_a_deleted_word(shrunken: Lexicon) -> None:
    understood, matched = asked(shrunken, "parenth")
    assert [word for concept in understood.concepts for _, word in concept.mended] == ["parent"]
    assert matched.programs.tolist() == [True]


def test_words_are_taken_apart_only_where_they_still_stand_side_by_side(shrunken: Lexicon) -> None:
    understood, _ = asked(shrunken, "parentcoach")
    assert understood.unknown == ("parentcoach",)


def test_a_registry_of_no_programs_answers_every_search(
    content: Path, build_content: Callable[[], BuildResult], tmp_path: Path
) -> None:
    for entry in (content / "programs").iterdir():
        entry.unlink()
    assert build_content().programs == 0
    empty = Catalog(tmp_path / "catalog").snapshot()
    for q in QUESTIONS:
        for sort in SORTS:
            found = search(empty, SearchRequest(q=q, sort=sort, chosen={"rating": ("2",), "age": ("7",)}))
            assert (found.total, found.hits, found.dropped) == (0, (), ())
            assert all(count == 0 for counts in found.counts.values() for count in counts.values())
