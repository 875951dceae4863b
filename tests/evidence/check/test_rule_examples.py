"""Each example of a rule gives one problem at its place; the remedy, written down, leaves none."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.evidence.addresses import find_lost, list_addresses, report_lost
from app.evidence.check.problem import Problem
from app.evidence.check.rule_examples import EXPLAINED, EXPLANATIONS, MARK, RuleExample
from app.evidence.check.rulebook import RULEBOOK
from app.evidence.content import read_content
from app.evidence.entry.program import Program
from app.evidence.entry.registry import Item, Registry
from app.evidence.reading.document import read_markdown_document, read_yaml_document
from app.evidence.reading.source import read_source
from app.evidence.rules.completeness import check_strictly
from tests.conftest import CONTENT, TODAY
from tests.shipped import shipped_outlines

GOOD_ENTRY = Path(__file__).parent.parent / "good_entry.md"
GOOD = GOOD_ENTRY.read_text("utf-8")
GOOD_TOPIC = """---
name: Support by Neighbors
definition: Programs in which neighbors help a family.
rated_outcomes: [re-entry, parenting]
rated_outcomes_basis: ours
---
## About this topic

Look here when a family is short of people rather than of services.
"""
NAME = "kitchen-table-coaching.md"
BYTE = re.compile("‹([0-9A-F]{2})›")
LETTERS = re.compile(r"‹(\d+) letters›")
STUDIES = re.compile(r"‹(\d+) further studies›")
ALL = [(rule, example) for rule, explained in EXPLANATIONS.items() for example in explained.examples]
OF_ENTRIES = [(rule, example) for rule, example in ALL if example.kind in ("entry", "bytes")]
NAMED = [f"{number}-{rule}" for number, (rule, _) in enumerate(OF_ENTRIES)]
NAMES_A_WORD = re.compile(r"Did you mean (.+?)\?|Write (\S+) (?:instead|alone)\.")
Read = Callable[[], tuple[Registry, list[Problem]]]
Check = Callable[[], list[Problem]]


@pytest.fixture(scope="module")
def registry_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped content without what no example speaks of, so that reading it a hundred times is quick."""
    folder = Path(shutil.copytree(CONTENT, tmp_path_factory.mktemp("examples") / "content"))
    for path in (*folder.glob("guides/*.md"), *folder.glob("topics/[!p]*.md")):
        path.unlink()
    for path in folder.glob("topics/*.md"):  # what they link to is gone
        path.write_text(re.sub(r"\]\(/\S*\)", "](/topics)", path.read_text("utf-8")), "utf-8")
    for path in folder.glob("vocabulary/[!r]*.yaml"):  # registries are known by their synonyms
        path.write_text(
            re.sub(r"^  (synonyms|said):.*\n", "", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
        )
    return folder


@pytest.fixture(scope="module")
def read(registry_folder: Path) -> Read:
    """Read the folder; entries that ship are known already, so that only what a test wrote is read again."""
    known = shipped_outlines()
    return lambda: read_content(registry_folder, TODAY, remembered=lambda path: known.get(path.stem))


@pytest.fixture(scope="module")
def check(read: Read) -> Check:
    return lambda: read()[1]


@pytest.fixture
def entry(registry_folder: Path) -> Iterator[Path]:
    path = registry_folder / "programs" / NAME
    yield path
    path.unlink(missing_ok=True)


@pytest.fixture
def populations(registry_folder: Path) -> Iterator[Path]:
    path = registry_folder / "vocabulary" / "populations.yaml"
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


def broken_by(example: RuleExample) -> str:
    """The good entry with the bad lines in it."""
    old = example.good if example.old is None else example.old
    assert GOOD.count(old) == 1, "what is replaced stands exactly once"
    return GOOD.replace(old, example.bad)


def mended_by(example: RuleExample) -> str:
    """The broken entry after an editor wrote what the remedy says."""
    broken = broken_by(example)
    assert broken.count(example.bad) == 1, "the bad lines stand exactly once"
    return broken.replace(example.bad, example.good)


def as_bytes(text: str) -> bytes:
    long = LETTERS.sub(lambda found: "x" * int(found[1]), text.replace(MARK, ""))
    long = STUDIES.sub(lambda found: further_studies(int(found[1])), long)
    parts = BYTE.split(long)
    return b"".join(
        part.encode() if number % 2 == 0 else bytes.fromhex(part) for number, part in enumerate(parts)
    )


def further_studies(number: int) -> str:
    line = "- {{id: further-{}, sample: further-{}, design: other, citation: {{title: A review}}}}"
    return "\n  ".join(line.format(each, each) for each in range(number))


def place_of(text: str) -> tuple[int, int]:
    before = text[: text.index(MARK)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_the_good_entry_has_no_problem(check: Check, entry: Path) -> None:
    entry.write_text(GOOD, "utf-8")
    assert check() == []


def test_there_are_at_least_forty_ways_of_breaking_an_entry() -> None:
    assert len({broken_by(example) for _, example in OF_ENTRIES}) == len(OF_ENTRIES) >= 40


@pytest.mark.parametrize("rule, example", OF_ENTRIES, ids=NAMED)
def test_a_broken_entry_gives_one_problem_at_its_place(
    rule: str, example: RuleExample, check: Check, entry: Path, populations: Path
) -> None:
    broken = broken_by(example)
    populations.write_text(f"{populations.read_text('utf-8')}{example.given}\n", "utf-8")
    entry.write_bytes(as_bytes(broken))
    (problem,) = check()
    assert (problem.path, problem.rule) == (entry, rule)
    assert problem.hint.endswith((".", "?"))
    named = NAMES_A_WORD.match(problem.hint)
    assert not named or (named[1] or named[2]) in example.good, (
        "the word that the remedy names is the one to write"
    )
    assert (problem.line, problem.column) == (place_of(broken) if MARK in broken else (1, 1))


@pytest.mark.parametrize("rule, example", OF_ENTRIES, ids=NAMED)
def test_what_the_remedy_says_makes_the_check_pass(
    rule: str, example: RuleExample, check: Check, entry: Path, populations: Path
) -> None:
    mended = mended_by(example)
    if mended != GOOD:  # else it has no problem, as the first test says
        populations.write_text(f"{populations.read_text('utf-8')}{example.given}\n", "utf-8")
        entry.write_text(mended, "utf-8")
        assert check() == []


def test_a_link_must_lead_to_a_file_of_the_folder(check: Check, entry: Path) -> None:
    for rule in ("missing-file", "link-outside"):
        (example,) = EXPLANATIONS[rule].examples
        name, target = example.bad.split(" → ")
        (entry.parent.parent.parent / "elsewhere.md").write_text(GOOD, "utf-8")
        entry.with_name(name).symlink_to(target.replace("../", "../../", 1))
        assert [problem.rule for problem in check()] == [rule]
        entry.unlink()
        entry.with_name(example.good).write_text(GOOD, "utf-8")
        assert check() == []
        entry.unlink()


def test_a_file_has_the_name_of_an_address(check: Check, entry: Path) -> None:
    (example,) = EXPLANATIONS["file-name"].examples
    wrong = entry.with_name(example.bad)
    wrong.write_text(GOOD, "utf-8")
    assert [(problem.rule, problem.path) for problem in check()] == [("file-name", wrong)]
    wrong.rename(entry.with_name(example.good))
    assert check() == []


def test_a_vocabulary_has_every_word_that_the_format_knows(check: Check, registry_folder: Path) -> None:
    (example,) = EXPLANATIONS["vocabulary-incomplete"].examples
    designs = registry_folder / "vocabulary" / "designs.yaml"
    good = designs.read_text("utf-8")
    assert good.count(example.good) == 1
    designs.write_text(good.replace(example.good, example.bad), "utf-8")
    told = [(problem.rule, problem.path, problem.line) for problem in check()]
    designs.write_text(good, "utf-8")
    assert told == [("vocabulary-incomplete", designs, 1)]
    assert check() == []


def test_an_outcome_says_which_way_is_better(read: Read, registry_folder: Path) -> None:
    (example,) = EXPLANATIONS["outcome-without-direction"].examples
    outcomes = registry_folder / "vocabulary" / "outcomes.yaml"
    good = outcomes.read_text("utf-8")
    one = re.compile(r"^re-entry:\n(?:  .*\n)+", re.MULTILINE)

    def told(word: str) -> list[tuple[str, Path]]:
        outcomes.write_text(one.sub(f"{word.replace(MARK, '')}\n  domain: permanency\n", good), "utf-8")
        registry, problems = read()
        document = read_yaml_document(read_source(outcomes, registry_folder))
        strict = check_strictly([document], registry, problems, TODAY)
        return [(problem.rule, outcomes) for problem in strict]

    assert told(example.bad) == [("outcome-without-direction", outcomes)]
    assert told(example.good) == []
    outcomes.write_text(good, "utf-8")


@pytest.mark.parametrize(
    "rule, example", [(rule, example) for rule, example in ALL if example.kind == "topic"]
)
def test_a_topic_says_which_outcomes_count_and_whose_list_that_is(
    rule: str, example: RuleExample, check: Check, registry_folder: Path
) -> None:
    topic = registry_folder / "topics" / "support-by-neighbors.md"
    broken = GOOD_TOPIC.replace(example.good, example.bad)
    topic.write_text(broken.replace(MARK, ""), "utf-8")
    (problem,) = check()
    topic.write_text(broken.replace(example.bad, example.good), "utf-8")
    told = check()
    topic.unlink()
    assert (problem.rule, problem.path, problem.is_error) == (rule, topic, False)
    assert (problem.line, problem.column) == place_of(broken)
    assert told == []


@pytest.mark.parametrize(
    "rule, example", [(rule, example) for rule, example in ALL if example.kind == "documents"]
)
def test_documents_hold_what_an_entry_can_tell(
    rule: str, example: RuleExample, check: Check, registry_folder: Path
) -> None:
    documents = registry_folder / "documents.yaml"
    shipped = documents.read_bytes()
    broken = f"facts: {{manual: Manual}}\nmemo:\n  title: Memo\n  questions:\n{example.bad}\n"
    documents.write_text(broken.replace(MARK, ""), "utf-8")
    (problem,) = check()
    documents.write_text(broken.replace(example.bad, example.good), "utf-8")
    told = check()
    documents.write_bytes(shipped)
    assert (problem.rule, problem.path, problem.is_error) == (rule, documents, True)
    assert (problem.line, problem.column) == place_of(broken)
    assert told == []


@pytest.mark.parametrize(
    "rule, example", [(rule, example) for rule, example in ALL if example.kind == "strict"]
)
def test_a_strict_rule_is_told_of_its_example_alone(
    rule: str, example: RuleExample, read: Read, entry: Path
) -> None:
    def told(text: str) -> dict[str, tuple[int, int]]:
        entry.write_text(text.replace(MARK, ""), "utf-8")
        registry, problems = read()
        assert problems == []
        strict = check_strictly(
            [read_markdown_document(read_source(entry, entry.parent))], registry, problems, TODAY
        )
        return {problem.message: (problem.line, problem.column) for problem in strict if problem.rule == rule}

    broken, mended = told(broken_by(example)), told(mended_by(example))
    (message,) = broken.keys() - mended.keys()
    assert broken[message] == place_of(broken_by(example))


@pytest.mark.parametrize("was", ["kitchen-coaching", "kitchen-table-coaching"])
@pytest.mark.parametrize(
    "rule, example", [(rule, example) for rule, example in ALL if example.kind == "base"]
)
def test_a_lost_address_is_told_where_it_has_to_be_written(
    rule: str, example: RuleExample, was: str, read: Read, entry: Path
) -> None:
    """Before, the entry was at its former address, or had it among its former ones."""
    item = Item(
        was,
        Program.model_validate(read_markdown_document(read_source(GOOD_ENTRY, GOOD_ENTRY.parent)).values),
        "",
        "",
    )
    former = item.value.model_copy(
        update={"former_slugs": () if was == "kitchen-coaching" else ("kitchen-coaching",)}
    )
    before = list_addresses(Registry(programs={was: replace(item, value=former)}))

    def told(text: str) -> list[Problem]:
        entry.write_text(text.replace(MARK, ""), "utf-8")
        registry, problems = read()
        assert problems == []
        found = find_lost(before, list_addresses(registry))
        documents = {entry: read_markdown_document(read_source(entry, entry.parent))}
        return list(report_lost(found, documents, entry.parent.parent, "main"))

    (problem,) = told(broken_by(example))
    assert (problem.rule, problem.path, problem.line, problem.column) == (
        rule,
        entry,
        *place_of(broken_by(example)),
    )
    assert "former_slugs: [kitchen-coaching]" in problem.hint
    assert told(mended_by(example)) == []


def test_every_rule_is_explained_in_the_order_of_the_rulebook() -> None:
    assert list(EXPLANATIONS) == list(RULEBOOK)
    assert sum(len(group) for group in EXPLAINED.values()) == len(RULEBOOK), "no rule twice"
    assert all(explained.instead.endswith(".") for explained in EXPLANATIONS.values())


def test_what_is_shown_to_accept_is_whole_lines() -> None:
    shown = [explained.examples[0].good for explained in EXPLANATIONS.values() if explained.examples]
    assert [
        good for good in shown if good.count("{") != good.count("}") or good.count("[") != good.count("]")
    ] == []
