"""`homeward check --fix` as an editor types it."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.commands.check import fixes
from app.evidence.editing.fix import FixedText, fix
from tests.conftest import CONTENT

KEEP = (CONTENT / "programs" / "keep.md").read_text("utf-8")


@pytest.fixture
def entry(content: Path) -> Path:
    """A shipped entry with everything in the order of the format."""
    path = content / "programs" / "keep.md"
    path.write_text(fix(KEEP).text, "utf-8")
    return path


def run_fix(content: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["check", "--fix", *more], env={"HOMEWARD_CONTENT": str(content)})


def test_each_change_is_told_with_its_line_and_then_what_is_left(content: Path, entry: Path) -> None:
    good = entry.read_text("utf-8")
    entry.write_text(
        good.replace("status: active", "status: Active ").replace("developer: ", "develloper: "), "utf-8"
    )
    number = good[: good.index("status: active")].count("\n") + 1
    result = run_fix(content, str(entry))
    assert result.exit_code == 1
    assert result.output.split("\n")[:3] == [
        f"{entry}:{number}  The spaces at the end of the line are deleted.",
        f"{entry}:{number}  “status” is active now; before it was Active.",
        "Fixed 2 things in 1 file.",
    ]
    assert "unknown-key “develloper”" in result.output
    assert entry.read_text("utf-8") == good.replace("developer: ", "develloper: ")


def test_nothing_to_do_is_said_and_nothing_is_written(content: Path, entry: Path) -> None:
    os.utime(entry, (1, 1))
    result = run_fix(content, str(entry))
    assert (result.exit_code, result.output) == (0, "Nothing to fix.\nNo problems.\n")
    assert entry.stat().st_mtime == 1


def test_only_the_named_paths_are_fixed_and_permissions_stay(content: Path, entry: Path) -> None:
    for name in ("keep.md", "homebuilders.md"):
        path = content / "programs" / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    entry.chmod(0o640)
    assert "Fixed 1 thing in 1 file." in run_fix(content, str(entry)).output
    assert entry.stat().st_mode & 0o777 == 0o640
    assert b"\r" in (content / "programs" / "homebuilders.md").read_bytes()


def test_an_entry_elsewhere_and_files_without_front_matter_are_fixed_too(
    content: Path, entry: Path, tmp_path: Path
) -> None:
    draft, words = tmp_path / "draft.md", content / "vocabulary" / "formats.yaml"
    draft.write_text(entry.read_text("utf-8").replace("status: active", "status: ACTIVE"), "utf-8")
    words.write_bytes(b"\xef\xbb\xbf" + words.read_bytes())
    assert f"{draft}:" in run_fix(content, str(draft)).output
    assert "byte order mark" in run_fix(content, str(words)).output
    assert not words.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_path_is_understood_however_it_is_written(
    content: Path, entry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry.write_text(
        entry.read_text("utf-8")
        .replace("status: active", "status: Active")
        .replace("developer: ", "develloper: "),
        "utf-8",
    )
    roundabout = CliRunner().invoke(
        main,
        ["check", str(content / "topics" / ".." / "programs" / "keep.md")],
        env={"HOMEWARD_CONTENT": str(content)},
    )
    assert "unknown-key “develloper”" in roundabout.output
    monkeypatch.chdir(content / "topics")
    result = run_fix(Path("../../content"), "../programs/keep.md")
    assert "Fixed 1 thing in 1 file." in result.output
    assert "unknown-key “develloper”" in result.output


def test_a_file_that_nothing_reads_is_not_called_right(content: Path) -> None:
    unread = (
        content / "programs" / "new" / "zzz.md",
        content / "programs" / ".keep.md",
        content / "notes.md",
        content / "schema" / "a.json",
    )
    for path in unread:
        path.parent.mkdir(exist_ok=True)
        path.write_text("nothing", "utf-8")
        result = run_fix(content, str(path))
        assert result.exit_code == 2
        folders = "programs/, topics/, guides/, ratings/, vocabulary/"
        assert f"nothing reads {path}: entries and words stand directly in {folders}." in result.output
    for path in (content / "programs" / "new", content / "programs"):
        assert "“new” is not a file name for an entry" in run_fix(content, str(path)).output
    assert run_fix(content, str(content / "site.yaml"), str(content / "schema")).exit_code == 0


def test_machines_read_the_problems_alone(content: Path, entry: Path) -> None:
    entry.write_text(entry.read_text("utf-8") + "\n ", "utf-8")
    result = run_fix(content, str(entry), "--format", "json")
    assert result.stdout == "[]\n"
    assert "Fixed" in result.stderr


def test_a_file_that_changed_meanwhile_is_left_and_named(
    content: Path, entry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry.write_text(entry.read_text("utf-8").replace("status: active", "status: Active"), "utf-8")

    def while_somebody_writes(text: str, *rest: object) -> FixedText:
        entry.write_text(KEEP.replace("status: active", "status: Active") + "\nMore.\n", "utf-8")
        return fix(text)

    monkeypatch.setattr(fixes, "fix", while_somebody_writes)
    result = run_fix(content, str(entry))
    assert f"{entry}:1  Not fixed: The file was changed by somebody else in the meantime" in result.output
    assert entry.read_text("utf-8").endswith("\nMore.\n")


def test_a_linked_entry_is_fixed_where_it_leads_and_stays_a_link(
    content: Path, entry: Path, tmp_path: Path
) -> None:
    link, target = entry, content / "programs" / "linked.md"
    target.write_text(KEEP.replace("status: active", "status: Active"), "utf-8")
    link.unlink()
    link.symlink_to(target)
    assert "Fixed 1 thing in 1 file." in run_fix(content, str(link)).output
    assert (link.is_symlink(), target.read_text("utf-8")) == (True, KEEP)
