"""`homeward schema`"""

import datetime
from pathlib import Path

import click

from app.commands.content_folder import require_content
from app.editor.words import WORDS
from app.evidence.check.problem import shown_path
from app.evidence.content import read_content
from app.evidence.entry.registry import Registry
from app.evidence.schema.json_schema import MODELS, Said, as_json, schema_of
from app.evidence.snippets import snippets_of
from app.settings import Settings

SNIPPETS = Path(".vscode") / "homeward.code-snippets"


@click.command("schema")
@click.argument("kind", required=False, type=click.Choice(list(MODELS)))
@click.option("--write", is_flag=True, help="Write every schema to schema/ in the content folder, and the snippets to .vscode/ beside it.")
@click.pass_obj
def schema(settings: Settings, kind: str | None, write: bool) -> None:
    """Print the JSON Schema of a kind of file (default: program), generated from the models and the vocabulary. Exit 0: printed or written, 2: wrong usage."""
    require_content(settings)
    if write and kind:
        raise click.UsageError("--write writes every schema; leave the kind out")
    registry, _ = read_content(settings.content.absolute(), datetime.date.today())
    if not write:
        click.echo(as_json(schema_of(kind or "program", registry, said())), nl=False)
        return
    for path, text in generated(registry).items():
        file = settings.content.absolute().parent / path if path == SNIPPETS else settings.content.absolute() / path
        if path == SNIPPETS and not file.parent.is_dir():
            continue
        file.parent.mkdir(exist_ok=True)
        changed = not file.exists() or file.read_text("utf-8") != text
        if changed:
            file.write_text(text, "utf-8")
        click.echo(f"{shown_path(file)}: {'written' if changed else 'as it was'}")


def generated(registry: Registry) -> dict[Path, str]:
    """Every generated file: schemas by their path in the content folder, the snippets by theirs beside it."""
    schemas = {kind: schema_of(kind, registry, said()) for kind in MODELS}
    files = {Path("schema") / f"{kind}.schema.json": as_json(made) for kind, made in schemas.items()}
    return {**files, SNIPPETS: as_json(snippets_of(schemas["program"]))}


def said() -> Said:
    """What the form says of each key: the same label and help while typing."""
    return {model.__name__: {key: (words.label, words.help) for key, words in keys.items()} for model, keys in WORDS.items()}
