"""The tables of prevention plans are made from the files: the recipe in docs/addresses.md is run as it stands."""

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import pandas
from flask.testing import FlaskClient

from app.catalog.snapshot.snapshot import Snapshot
from tests.conftest import ROOT

TEN = (
    "functional-family-therapy", "homebuilders", "intercept", "keep-safe", "parents-as-teachers",
    "generationpmto", "healthy-families-america", "nurse-family-partnership", "family-finding",
    "trauma-focused-cognitive-behavioral-therapy",
)  # fmt: skip


def recipe() -> str:
    (found,) = re.findall(r"```python\n(import pandas.*?)```", (ROOT / "docs/addresses.md").read_text(), re.DOTALL)
    return found


def saved(client: FlaskClient, folder: Path) -> Path:
    for name in ("programs.csv", "ratings.csv"):
        (folder / name).write_bytes(client.get(f"/{name}").data)
    return folder


def test_ten_lines_make_the_registry_columns_of_ten_programs(client: FlaskClient, tmp_path: Path) -> None:
    lines = [line for line in recipe().splitlines() if line]
    assert len(lines) <= 10
    text = recipe().replace("https://registry.example.org", str(saved(client, tmp_path)))
    text = re.sub(r"PROGRAMS = .*", f"PROGRAMS = {TEN!r}", text).replace("loc[PROGRAMS]", "loc[list(PROGRAMS)]")
    with redirect_stdout(io.StringIO()) as printed:
        exec(text, {})
    table = pandas.read_csv(io.StringIO(printed.getvalue()), index_col="slug")
    assert list(table.index) == list(TEN)
    assert table.loc["functional-family-therapy", "IV-E rating"] == "Well-Supported"
    assert table.loc["homebuilders", "CEBC rating"] == "2 – Supported by Research Evidence"
    assert table.loc["keep-safe", "IV-E rating"] == "not recorded"
    assert table.loc["trauma-focused-cognitive-behavioral-therapy", "ages"] == "3 to 18"
    assert {"name", "populations", "ages", "length", "IV-E rating", "CEBC rating"} == set(table.columns)


def test_pandas_reads_one_row_a_rating(client: FlaskClient, snapshot: Snapshot) -> None:
    table = pandas.read_csv(io.BytesIO(client.get("/ratings.csv?bom=yes").data), encoding="utf-8-sig", dtype=str)
    assert len(table) == len(snapshot.published)
    assert table["program"].notna().all()
    assert set(table["registry"].dropna()) <= set(snapshot.words["registries"])
    rated = table[table["rating"].notna()]
    assert rated["rating_id"].notna().all()
    assert set(rated["tier"].dropna()) <= set(snapshot.words["tiers"])
