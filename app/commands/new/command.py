"""`homeward new`"""

import dataclasses
import datetime
import sys
from pathlib import Path
from typing import Any

import click

from app.commands.content_folder import require_content
from app.commands.new.draft_file import DraftFile, check_draft, write_draft
from app.commands.new.questions import ask_for, confirm_another
from app.evidence.check.problem import RuleFinding, sort_problems, display_path
from app.evidence.check.problem_report import as_text
from app.evidence.content import read_content
from app.evidence.entry.registry import Registry
from app.evidence.entry.value_checks import LONGEST_SLUG, SLUG
from app.evidence.new_entry.facts_file import check_facts, read_facts
from app.evidence.new_entry.similar_names import find_clash, make_slug
from app.evidence.new_entry.template import complete_facts, start_entry
from app.evidence.reading.document import Document
from app.settings import Settings

NEEDED = {"name": "NAME", "summary": "--summary", "target_population.description": "--population", "sources": "--source"}
"""What an entry cannot start without, and how it is given."""
ABSENT = ("missing-key", "no-source")


@click.command("new")
@click.argument("name", required=False)
@click.option("--summary", help="One sentence, at most 240 characters: whom it helps, and how.")
@click.option("--population", help="Whom the program is meant for, in a sentence.")
@click.option("--group", "groups", multiple=True, metavar="ID", help="A group it is for (an id of vocabulary/populations.yaml); repeat for more.")
@click.option("--topic", "topics", multiple=True, metavar="SLUG", help="A topic area it belongs to (a file name in topics/); repeat for more.")
@click.option("--source", "sources", multiple=True, metavar="URL", help="A page from which facts come; repeat for more.")
@click.option("--alias", "aliases", multiple=True, help="Another name that people search for; repeat for more.")
@click.option("--slug", help="The address, when the one made from the name is too long: small letters, digits, hyphens.")
@click.option("--from", "facts_file", type=click.Path(path_type=Path), help="Start from a YAML or JSON file with the keys of an entry.")
@click.option("--another", is_flag=True, help="It is another program than the one of a similar name.")
@click.option("--print", "print_only", is_flag=True, help="Write the entry to the terminal, not to a file.")
@click.pass_obj
def new(settings: Settings, /, name: str | None, facts_file: Path | None, another: bool, print_only: bool, slug: str | None, **flags: Any) -> None:
    """Start the entry of a program: a valid file with a note beside every key.

    Asks for what is missing when there is a terminal. Exit 0: written, 1: refused (nothing is written), 2: wrong usage.
    """
    require_content(settings)
    today, terminal = datetime.date.today(), sys.stdin.isatty()
    registry, before = read_content(settings.content.absolute(), today)
    document = _facts_document(facts_file)
    facts = _with_flags(document.values, name, flags)
    if terminal and not facts.get("name"):
        ask_for(["name"], facts, registry, today)
    _refuse_faults(document, facts, registry, today, but_missing=True)
    _require_needed(facts, {"name"} if terminal else set(NEEDED), today)
    slug = slug or facts.get("slug") or make_slug(str(facts["name"]))
    _refuse_taken(settings.content, facts, slug, registry, another, terminal)
    if terminal:
        ask_for(_unanswered(facts, today, optional=not facts_file), facts, registry, today)
    _refuse_faults(document, facts, registry, today)
    draft = DraftFile(slug, start_entry(facts, registry, today), settings.content.absolute() / "programs" / f"{slug}.md")
    if print_only:  # before the check: what it says is about these lines
        click.echo(draft.text, nl=False)
    warnings = check_draft(draft, settings.content.absolute(), today, before)
    if print_only:
        return
    write_draft(draft)
    click.echo(_next_steps(draft, settings.port, as_text(warnings) if warnings else ""))


def _facts_document(path: Path | None) -> Document:
    if path is None:
        return Document(Path(), readable=False)
    if not path.is_file():
        raise click.UsageError(f"there is no file {path}")
    document = read_facts(path.absolute())
    if not document.readable or document.objections:
        _refuse(as_text([document.problem(objection) for objection in document.objections]))
    return document


def _with_flags(given: dict[str, Any], name: str | None, flags: dict[str, Any]) -> dict[str, Any]:
    """The facts of the file with those of the command line, which win; lists are added to."""
    facts = dict(given)
    population = dict(facts["target_population"]) if isinstance(facts.get("target_population"), dict) else {}
    facts |= {key: value for key, value in {"name": name, "summary": flags["summary"]}.items() if value is not None}
    population |= {"description": flags["population"]} if flags["population"] is not None else {}
    population |= {"groups": [*_listed(population.get("groups")), *flags["groups"]]} if flags["groups"] else {}
    facts |= {"target_population": population} if flags["population"] is not None or flags["groups"] else {}
    for key, more in {"aliases": flags["aliases"], "sources": flags["sources"], "topics": [_membership(topic) for topic in flags["topics"]]}.items():
        facts |= {key: [*_listed(facts.get(key)), *more]} if more else {}
    return facts


def _membership(topic: str) -> dict[str, Any]:
    return {"topic": topic, "relevance": None, "ratings": []}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _missing(facts: dict[str, Any], today: datetime.date) -> list[str]:
    values = complete_facts(facts, today)
    values |= {f"target_population.{key}": value for key, value in (_mapping(values.get("target_population"))).items()}
    return [key for key in NEEDED if values.get(key) in (None, "", [])]


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _require_needed(facts: dict[str, Any], needed: set[str], today: datetime.date) -> None:
    missing = [NEEDED[key] for key in _missing(facts, today) if key in needed]
    if missing:
        raise click.UsageError(
            f"an entry cannot start without {', '.join(missing)}. Give {'it' if len(missing) == 1 else 'them'} here or in the file of --from, "
            "or run the command in a terminal, where it asks."
        )


def _unanswered(facts: dict[str, Any], today: datetime.date, optional: bool) -> list[str]:
    wanted = _missing(facts, today)
    groups = _mapping(facts.get("target_population")).get("groups")
    if optional and not groups:
        wanted.append("target_population.groups")
    if optional and not facts.get("topics"):
        wanted.append("topics")
    return sorted(wanted, key=["name", "summary", "target_population.description", "target_population.groups", "topics", "sources"].index)


def _refuse_taken(content: Path, facts: dict[str, Any], slug: str, registry: Registry, another: bool, terminal: bool) -> None:
    if not SLUG.fullmatch(slug):
        said = f"“{slug}” is not an address" if slug else f"no address can be made from “{facts['name']}”"
        raise click.UsageError(f"{said}: give one with --slug, in small letters, digits and single hyphens, for example on-the-way-home.")
    if len(slug) > LONGEST_SLUG:
        raise click.UsageError(f"the address “{slug[:20]}…” has {len(slug)} characters; at most {LONGEST_SLUG}. Give a shorter one with --slug.")
    found = find_clash(str(facts["name"]), slug, [str(alias) for alias in _listed(facts.get("aliases"))], registry)
    if found is None:
        return
    file = display_path(content / "programs" / f"{found.slug}.md")
    if found.kind in ("address", "former-address"):
        _refuse(f"{_capital(found.sentence)}.\nIf that is your program, change {file}. If not, give yours another address with --slug.")
    if another or (terminal and confirm_another(found.sentence, file)):
        return
    _refuse(f"{_capital(found.sentence)}.\nIf that is your program, change {file}. If yours is another one, say so with --another.")


def _refuse_faults(document: Document, facts: dict[str, Any], registry: Registry, today: datetime.date, but_missing: bool = False) -> None:
    found = [_with_key(fault, document) for fault in check_facts(facts, registry, today) if not (but_missing and _can_be_asked(fault))]
    if found and document.readable:
        _refuse(as_text(sort_problems([document.problem(fault) for fault in found])))
    if found:
        _refuse("\n".join(f"{fault.message}. {fault.hint}" for fault in found))


def _with_key(fault: RuleFinding, document: Document) -> RuleFinding:
    """What the command line gave has no line that shows its key, so the message does."""
    key = ".".join(part for part in fault.at if isinstance(part, str))
    return fault if not key or fault.at[:1] in document.places else dataclasses.replace(fault, message=f"{key}: {fault.message}")


def _can_be_asked(fault: RuleFinding) -> bool:
    return fault.rule in ABSENT and any(tuple(key.split(".")[: len(fault.at)]) == fault.at for key in NEEDED)


def _refuse(said: str) -> None:
    click.echo(f"{said}\nNothing was written.", err=True)
    sys.exit(1)


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _next_steps(draft: DraftFile, port: int, warnings: str) -> str:
    file = display_path(draft.path)
    return "\n".join([
        *([warnings, ""] if warnings else []),
        f"Wrote {file}. It is valid as it stands.",
        "",
        "Next:",
        f"1. Open {file} in a text editor. Each key has a note; fill in what your sources say.",
        f"2. ./scripts/serve --watch shows it at http://127.0.0.1:{port}/programs/{draft.slug} and follows every save;",
        f"   http://127.0.0.1:{port}/edit/{draft.slug} is the same entry as a form.",
        f"3. .venv/bin/homeward check {file} must show no errors before you commit.",
    ])  # fmt: skip
