"""`homeward new`: starts the entry of a program."""

import dataclasses
import datetime
import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click

from app.commands.content_folder import require_content
from app.commands.new.draft_file import DraftFile, check_draft, write_draft
from app.commands.new.facts import NEEDED, Facts, as_list, find_missing, list_questions, merge_facts
from app.commands.new.questions import ask_for, confirm_another
from app.evidence.check.one_line import write_on_one_line
from app.evidence.check.problem import RuleFinding, display_path, sort_problems
from app.evidence.check.problem_report import as_text
from app.evidence.content import read_content
from app.evidence.entry.value_checks import LONGEST_SLUG, SLUG, latest_day
from app.evidence.new_entry.facts_file import check_facts, read_facts
from app.evidence.new_entry.loose_facts import fit_facts
from app.evidence.new_entry.similar_names import Clash, find_clash, make_slug
from app.evidence.new_entry.template import start_entry
from app.evidence.reading.document import Document
from app.settings import PORT, ROOT, Settings, find_content

ABSENT = ("missing-key", "no-source")


def _repeated(option: str, name: str, help: str, metavar: str | None = None) -> Callable[[Any], Any]:
    return click.option(option, name, multiple=True, metavar=metavar, help=f"{help}; repeat for more.")


@click.command("new")
@click.argument("name", required=False)
@click.option("--summary", help="One sentence, at most 240 characters: whom it helps, and how.")
@click.option("--population", help="Whom the program is meant for, in a sentence.")
@_repeated("--group", "groups", "A group it is for (an id of vocabulary/populations.yaml)", "ID")
@_repeated("--topic", "topics", "A topic area it belongs to (a file name in topics/)", "SLUG")
@_repeated("--source", "sources", "A page from which facts come", "URL")
@_repeated("--alias", "aliases", "Another name that people search for")
@click.option("--slug", help="The address, when the one made from the name is too long: "
              "small letters, digits, hyphens.")  # fmt: skip
@click.option("--from", "facts_file", type=click.Path(path_type=Path),
              help="Start from a YAML or JSON file with the keys of an entry.")  # fmt: skip
@click.option("--loose", is_flag=True, help="Leave out what an entry has no place for in the file of --from, "
              "and say once where it belongs.")  # fmt: skip
@click.option("--another", is_flag=True, help="It is another program than the one of a similar name.")
@click.option("--print", "print_only", is_flag=True, help="Write the entry to the terminal, not to a file.")
@click.pass_obj
def new(settings: Settings, /, name: str | None, facts_file: Path | None, loose: bool, another: bool,
        print_only: bool, slug: str | None, **flags: Any) -> None:  # fmt: skip
    """Start the entry of a program: a valid file with a note beside every key.

    Asks for what is missing when there is a terminal.
    Exit 0: written, 1: refused (nothing is written), 2: wrong usage.
    """
    require_content(settings)
    content, today, terminal = settings.content.absolute(), datetime.date.today(), sys.stdin.isatty()
    registry, before = read_content(content, latest_day())
    document = _read_facts(facts_file)
    facts = merge_facts(document.values, name, flags)
    facts, left_out = fit_facts(facts, registry, today) if loose else (facts, [])
    if terminal and not facts.get("name"):
        ask_for(["name"], facts, registry, today)
    found = check_facts(facts, registry, today)
    _refuse_findings(document, [each for each in found if not _can_be_asked(each)])
    _require_needed(facts, {"name"} if terminal else set(NEEDED), today)
    slug = slug or facts.get("slug") or make_slug(str(facts["name"]))
    _require_slug(slug, facts["name"])
    clash = find_clash(
        str(facts["name"]), slug, [str(alias) for alias in as_list(facts.get("aliases"))], registry
    )
    if clash:
        _refuse_clash(clash, settings.content / "programs" / f"{clash.slug}.md", another, terminal)
    if terminal:
        ask_for(list_questions(facts, today, optional=not facts_file), facts, registry, today)
    _refuse_findings(document, check_facts(facts, registry, today))
    draft = DraftFile(slug, start_entry(facts, registry, today), content / "programs" / f"{slug}.md")
    if print_only:  # before the check: what it says is about these lines
        click.echo(draft.text, nl=False)
    warnings = check_draft(draft, content, latest_day(), before)
    if print_only:
        return
    write_draft(draft)
    click.echo(_next_steps(draft, settings, as_text(warnings) if warnings else ""))
    if left_out:
        named = (f"  {key}: {where}" for key, where in left_out)
        click.echo("\n".join(("", "Left out of the file of --from:", *map(write_on_one_line, named))))


def _read_facts(path: Path | None) -> Document:
    if path is None:
        return Document(Path(), readable=False)
    if not path.is_file():
        raise click.UsageError(f"there is no file {path}")
    document = read_facts(path.absolute())
    if not document.readable or document.objections:
        _refuse(as_text([document.problem(objection) for objection in document.objections]))
    return document


def _require_needed(facts: Facts, needed: set[str], today: datetime.date) -> None:
    missing = [NEEDED[key] for key in find_missing(facts, today) if key in needed]
    if missing:
        them = "it" if len(missing) == 1 else "them"
        raise click.UsageError(
            f"an entry cannot start without {', '.join(missing)}. Give {them} here or in the file of --from, "
            "or run the command in a terminal, where it asks."
        )


def _require_slug(slug: str, name: str) -> None:
    if not SLUG.fullmatch(slug):
        reason = f"“{slug}” is not an address" if slug else f"no address can be made from “{name}”"
        remedy = (
            "give one with --slug, in small letters, digits and single hyphens, for example on-the-way-home."
        )
        raise click.UsageError(f"{reason}: {remedy}")
    if len(slug) > LONGEST_SLUG:
        reason = f"the address “{slug[:20]}…” has {len(slug)} characters; at most {LONGEST_SLUG}"
        raise click.UsageError(f"{reason}. Give a shorter one with --slug.")


def _refuse_clash(clash: Clash, path: Path, another: bool, terminal: bool) -> None:
    """Refuse the name or address of a program that exists, unless the person says that it is another one."""
    file, sentence = display_path(path), write_on_one_line(clash.sentence)
    capital = sentence[0].upper() + sentence[1:]
    if clash.kind in ("address", "former-address"):
        remedy = "If not, give yours another address with --slug."
    elif another or (terminal and confirm_another(sentence, file)):
        return
    else:
        remedy = "If yours is another one, say so with --another."
    _refuse(f"{capital}.\nIf that is your program, change {file}. {remedy}")


def _refuse_findings(document: Document, found: list[RuleFinding]) -> None:
    named = [_with_key(finding, document) for finding in found]
    if named and document.readable:
        _refuse(as_text(sort_problems([document.problem(finding) for finding in named])))
    if named:
        _refuse("\n".join(write_on_one_line(f"{finding.message}. {finding.hint}") for finding in named))


def _with_key(finding: RuleFinding, document: Document) -> RuleFinding:
    """What the command line gave has no line that shows its key, so the message does."""
    key = ".".join(part for part in finding.at if isinstance(part, str))
    is_shown = not key or finding.at[:1] in document.places
    return finding if is_shown else dataclasses.replace(finding, message=f"{key}: {finding.message}")


def _can_be_asked(finding: RuleFinding) -> bool:
    length = len(finding.at)
    return finding.rule in ABSENT and any(tuple(key.split(".")[:length]) == finding.at for key in NEEDED)


def _refuse(reason: str) -> NoReturn:
    click.echo(f"{reason}\nNothing was written.", err=True)
    sys.exit(1)


def _how_to_call(script: str, installed: str) -> str:
    """A script of the checkout that this is, as it is typed from here; elsewhere the installed command."""
    path = ROOT / script
    if not path.is_file():
        return installed
    shown = os.path.relpath(path)
    return shown if shown.startswith("..") or script.startswith(".") else f"./{shown}"


def _settings_of(settings: Settings) -> str:
    """The settings that differ from the usual ones, as they are typed before a command."""
    given = {
        "HOMEWARD_CONTENT": display_path(settings.content) if settings.content != find_content({}) else "",
        "PORT": str(settings.port) if settings.port != PORT else "",
    }
    return "".join(f"{name}={shlex.quote(value)} " for name, value in given.items() if value)


def _next_steps(draft: DraftFile, settings: Settings, warnings: str) -> str:
    file, site = display_path(draft.path), f"http://127.0.0.1:{settings.port}"
    here = _settings_of(settings)
    serve = here + _how_to_call("scripts/serve", "homeward serve")
    homeward = here + _how_to_call(".venv/bin/homeward", "homeward")
    return "\n".join([
        *([warnings, ""] if warnings else []),
        f"Wrote {file}. It is valid as it stands.",
        "",
        "Next:",
        f"1. Open {file} in a text editor. Each key has a note; fill in what your sources say.",
        f"2. {serve} --watch shows it at {site}/programs/{draft.slug} and follows every save;",
        f"   {site}/edit/{draft.slug} is the same entry as a form.",
        f"3. {homeward} check {file} must show no errors before you commit.",
    ])  # fmt: skip
