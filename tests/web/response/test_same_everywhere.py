"""Content and code alone decide a generation's id and every page's validator, wherever they stand."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, TODAY
from tests.small_content import copy_with

PROGRAMS = ("keep", "homebuilders", "3-5-7-model")
WALK = """
import datetime, hashlib, json, sys
from pathlib import Path
from app import create_app
from app.catalog.build.build import build
from app.catalog.build.content_digest import digest_content
from app.settings import Settings

content, day = Path("content"), datetime.date.fromisoformat(sys.argv[2])
build(content, Path("catalog"), day)
app = create_app(Settings(content=content, catalog=Path("catalog")), lambda: day)
client, rules = app.test_client(), [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods]
paths = [rule.rule for rule in rules if not rule.arguments and rule.rule != "/metrics"]  # it counts
paths += [rule.rule.replace("<slug>", "keep") for rule in rules if rule.rule.startswith("/programs/<slug>")]
paths += ["/topics/post-permanency-services", "/programs?q=parnt+kinship", "/api/v1/programs?sort=name"]
told = {}
for path in paths:
    answer = client.get(path)
    told[path] = answer.status_code, answer.headers.get("ETag"), hashlib.sha256(answer.data).hexdigest()
page = client.get(f"/api/v1/programs?per_page=1&page={sys.argv[1]}").get_json()
digest = digest_content(content)
(Path("app") / "catalog" / "__init__.py").open("a").write("# Another version of the code.\\n")
again = digest_content(content)
print(json.dumps({"told": told, "page": page, "code_counts": digest.frame != again.frame}))
"""


def clone(folder: Path) -> Path:
    shutil.copytree(ROOT / "app", folder / "app", ignore=shutil.ignore_patterns("__pycache__"))
    copy_with(PROGRAMS, folder / "content")
    return folder


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What two clones on different paths say of themselves; the second is read from page 2."""
    running = []
    for number, place in enumerate(("here", "somewhere/else/entirely"), 1):
        folder = clone(tmp_path_factory.mktemp("clones") / place)
        environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONHASHSEED": str(number)}
        command = [sys.executable, "-c", WALK, str(number), str(TODAY)]
        running.append(subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE))
    return [json.loads(process.communicate()[0]) for process in running]


def test_two_clones_on_different_paths_give_every_page_the_same_validator_and_bytes(
    told: list[dict[str, Any]],
) -> None:
    here, there = (each["told"] for each in told)
    assert {path for path in here if here[path] != there[path]} == set()
    assert {status for status, _, _ in here.values()} <= {200, 400}
    assert len(here) > 40


def test_a_client_that_pages_through_results_on_two_nodes_reads_one_generation(
    told: list[dict[str, Any]],
) -> None:
    first, second = (each["page"] for each in told)
    assert (first["page"], second["page"]) == (1, 2)
    assert first["generation"] == second["generation"]
    assert first["results"][0]["slug"] != second["results"][0]["slug"]


def test_another_version_of_the_code_is_another_generation(told: list[dict[str, Any]]) -> None:
    assert all(each["code_counts"] for each in told)
