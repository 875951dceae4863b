"""The laws of the house, read from its source: who may import whom, how many files a folder holds, and what they are called."""

import ast
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT

ANY_EVIDENCE = {"app.evidence", "app.files", "pydantic", "pydantic_core", "yaml", "markdown", "nh3", "cmarkgfm", "typing_extensions"}
WEB = {"flask", "flask_compress", "werkzeug", "markupsafe", "jinja2", "pydantic", "typing_extensions", "app.settings"}
LAWS = {
    "app/evidence": ANY_EVIDENCE,
    "app/catalog": {
        "app.evidence", "app.catalog", "app.files", "sqlmodel", "sqlalchemy", "whoosh", "numpy", "rapidfuzz",
        "snowballstemmer", "spellchecker", "psycopg", "pydantic", "pydantic_core",
    },
    "app/editor": WEB | {"app.editor", "app.catalog", "app.evidence", "app.files", "app.web.request.context"},
    "app/links": {"app.evidence", "app.links", "app.files"},
    "app/commands": {"app", "click", "pydantic", "yaml"},
    "app/web": WEB | {"app.web", "app.catalog", "app.evidence", "icalendar", "orjson", "PIL"},
}  # fmt: skip
"""Folder -> what it may import beside the standard library."""
PLAIN_VALUES = {
    "app.evidence.entry.authors",
    "app.evidence.entry.bibliography",
    "app.evidence.entry.documents",
    "app.evidence.entry.implementation",
    "app.evidence.entry.pages",
    "app.evidence.entry.program",
    "app.evidence.entry.ratings_over_time",
    "app.evidence.entry.registry_ratings",
    "app.evidence.entry.study",
    "app.evidence.entry.value_schemas",
    "app.evidence.entry.wording",
    "app.evidence.check.rule_examples",
    "app.evidence.check.rulebook",
    "app.evidence.found.directions",
    "app.evidence.found.outcome_results",
    "app.evidence.found.side_by_side",
    "app.evidence.found.sentences",
    "app.evidence.questions.questions",
    "app.evidence.rating.conditions",
    "app.evidence.rating.profiles",
    "app.evidence.rating.reasons",
    "app.evidence.rating.values",
    "app.evidence.rating.wording",
}
"""Of the subject, pages use what is recorded and how it is said, never what reads, checks, renders or rates it."""
READING = {
    "app.catalog.fit",
    "app.catalog.deciding",
    "app.catalog.search",
    "app.catalog.snapshot",
    "app.catalog.store.generation",
    "app.catalog.store.last_build",
    "app.catalog.store.last_problems",
    "app.catalog.suggest",
    "app.catalog.text.passages",
}
"""Of the catalog, pages read; they never build."""
MOST_FILES, MOST_OF_ONE_NAME = 16, 2
FILES = sorted(path for path in (ROOT / "app").rglob("*.py"))


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path) for path in FILES}


def imports(path: Path) -> Iterator[str]:
    """Every module that the file imports, also inside functions; names imported from a package count as its modules."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            named = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from [name for name in named if name in MODULES] or [node.module or ""]


def is_allowed(module: str, allowed: Iterable[str]) -> bool:
    inside = any(module == name or module.startswith(f"{name}.") for name in allowed)
    return inside or module.split(".")[0] in sys.stdlib_module_names


def circle_in(arrows: Mapping[str, set[str]]) -> list[str]:
    """The members of some circle of the graph; empty when there is none."""
    left = {name: set(targets) for name, targets in arrows.items()}
    while free := [name for name, targets in left.items() if not targets & left.keys()]:
        for name in free:
            del left[name]
    return sorted(left)


@pytest.mark.parametrize("folder", LAWS)
def test_a_folder_imports_only_what_its_law_allows(folder: str) -> None:
    broken = {
        f"{path.relative_to(ROOT)} imports {module}"
        for path in (ROOT / folder).rglob("*.py")
        for module in imports(path)
        if not is_allowed(module, LAWS[folder])
    }
    assert broken == set()


def test_pages_use_only_plain_values_of_the_subject_and_only_read_the_catalog() -> None:
    used = {module for path in (ROOT / "app/web").rglob("*.py") for module in imports(path)}
    deep = {module for module in used if module.startswith(("app.evidence.", "app.catalog."))}
    assert {module for module in deep if not is_allowed(module, PLAIN_VALUES | READING)} == set()


def test_no_two_files_import_each_other_in_a_circle() -> None:
    arrows = {module_of(path): {module for module in imports(path) if module in MODULES} for path in FILES}
    assert circle_in({name: targets - {name} for name, targets in arrows.items()}) == []


@pytest.mark.parametrize("room", ["app", "app.evidence", "app.catalog", "app.web"])
def test_no_two_folders_of_a_room_import_each_other_in_a_circle(room: str) -> None:
    def place(module: str) -> str:
        rest = module.removeprefix(f"{room}.")
        return f"{room}.{rest.split('.')[0]}"

    arrows: dict[str, set[str]] = defaultdict(set)
    for path in FILES:
        source = module_of(path)
        if source.startswith(f"{room}."):
            arrows[place(source)] |= {place(each) for each in imports(path) if each.startswith(f"{room}.")}
    assert circle_in({name: targets - {name} for name, targets in arrows.items()}) == []


def test_no_folder_is_crowded() -> None:
    sizes = Counter(path.parent.relative_to(ROOT) for path in FILES if path.name != "__init__.py")
    assert {str(folder): size for folder, size in sizes.items() if size > MOST_FILES} == {}


def test_a_file_name_says_which_file_it_is() -> None:
    names = Counter(path.name for path in FILES if path.name not in ("__init__.py", "views.py"))
    assert {name for name, count in names.items() if count > MOST_OF_ONE_NAME} == set()


def test_a_class_name_is_used_once() -> None:
    named = [name for path in FILES for name in re.findall(r"^class ([A-Z]\w*)", path.read_text("utf-8"), re.MULTILINE)]
    assert {name for name, count in Counter(named).items() if count > 1} == set()


def first_words(path: Path) -> list[str]:
    """The lines of the docstring of a module."""
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").splitlines() or [""]


def test_a_module_begins_with_one_plain_sentence() -> None:
    first = {str(path.relative_to(ROOT)): first_words(path)[0] for path in FILES}
    assert {name for name, said in first.items() if not said.endswith((".", "`", ":")) or len(said) > 107} == set()


def test_each_folder_states_its_law() -> None:
    folders = {path.parent for path in FILES} - {ROOT / "app"}
    laws = {str(folder.relative_to(ROOT)): first_words(folder / "__init__.py") for folder in folders}
    assert {name for name, law in laws.items() if "import" not in " ".join(law) or len(law) > 6} == set()


def test_no_line_is_longer_than_110_columns() -> None:
    long = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in FILES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > 110
    }
    assert long == set()


def test_tests_mirror_the_rooms() -> None:
    rooms = {path.name for path in (ROOT / "app").iterdir() if path.is_dir() and not path.name.startswith("_")}
    tests = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and not path.name.startswith("_")}
    assert tests == {*rooms, "browser"}
