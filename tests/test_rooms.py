"""Data flows one way, and so do imports: each folder's law, read from its source."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

LAWS = {
    "app/evidence": {"app.evidence", "pydantic", "pydantic_core", "yaml", "markdown", "nh3"},
    "app/catalog": {"app.evidence", "app.catalog", "sqlmodel", "sqlalchemy", "whoosh", "numpy", "rapidfuzz"},
    "app/editor": {"app.editor", "app.catalog", "app.evidence", "app.settings", "flask", "markupsafe", "werkzeug", "pydantic"},
    "app/links": {"app.evidence", "app.links"},
    "app/web": {
        "app.web",
        "app.catalog",
        "app.evidence",
        "app.settings",
        "flask",
        "flask_compress",
        "icalendar",
        "werkzeug",
        "markupsafe",
        "jinja2",
        "orjson",
        "PIL",
        "pydantic",
    },
}
# Of the subject, pages may use what is recorded, not what reads, checks, renders or judges it.
PLAIN_VALUES = {
    "app.evidence.entry.ratings_over_time",
    "app.evidence.entry.pages",
    "app.evidence.entry.program",
    "app.evidence.check.rule_examples",
    "app.evidence.check.rulebook",
    "app.evidence.entry.study",
    "app.evidence.entry.value_schemas",
    "app.evidence.entry.wording",
    "app.evidence.rating.values",
    "app.evidence.rating.profiles",
    "app.evidence.rating.conditions",
    "app.evidence.rating.reasons",
}
# Of the catalog, pages read; they never build.
READING = {
    "app.catalog.search.query",
    "app.catalog.snapshot.recorded_changes",
    "app.catalog.snapshot.facets",
    "app.catalog.search.hits",
    "app.catalog.search.search.related",
    "app.catalog.search.search.retired",
    "app.catalog.store.generation",
    "app.catalog.snapshot.catalog",
    "app.catalog.snapshot.records",
    "app.catalog.search.search",
    "app.catalog.snapshot.snapshot",
    "app.catalog.suggest.suggestions",
    "app.catalog.store.last_problems",
    "app.catalog.snapshot.snapshot.published_ratings",
    "app.catalog.text.passages",
}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names if (node.module or "").startswith("app"))


def is_allowed(module: str, allowed: set[str]) -> bool:
    return module.split(".")[0] in sys.stdlib_module_names or any(module == name or module.startswith(f"{name}.") for name in allowed)


@pytest.mark.parametrize("folder", LAWS)
def test_a_folder_imports_only_what_its_law_allows(folder: str) -> None:
    broken = {
        f"{path.relative_to(ROOT)} imports {module}"
        for path in (ROOT / folder).rglob("*.py")
        for module in imports(path)
        if not is_allowed(module, LAWS[folder]) and module != "app"
    }
    assert broken == set()


def test_pages_use_only_plain_values_of_the_subject_and_only_read_the_catalog() -> None:
    used = {module for path in (ROOT / "app/web").rglob("*.py") for module in imports(path) if module.startswith(("app.evidence.", "app.catalog."))}
    assert {module for module in used if not is_allowed(module, PLAIN_VALUES | READING)} == set()


@pytest.mark.parametrize("folder", LAWS)
def test_each_folder_states_its_law(folder: str) -> None:
    docstring = ast.get_docstring(ast.parse((ROOT / folder / "__init__.py").read_text("utf-8")))
    assert docstring is not None
    assert "import" in docstring
    assert len(docstring.splitlines()) <= 6


def test_tests_mirror_the_rooms() -> None:
    assert {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and not path.name.startswith("_")} == {
        "evidence",
        "catalog",
        "links",
        "editor",
        "web",
        "browser",
    }
