"""`homeward schema`: the JSON Schema of each kind of file."""

from pathlib import Path

import click

from app.commands.content_folder import require_content
from app.commands.terminal import print_report
from app.editor.words import WORDS
from app.evidence.check.problem import display_path
from app.evidence.content import read_content
from app.evidence.entry.registry import Registry
from app.evidence.entry.value_checks import latest_day
from app.evidence.schema.json_schema import MODELS, KeyWords, as_json, build_schema
from app.files import write_file
from app.settings import Settings


@click.command("schema")
@click.argument("kind", required=False, type=click.Choice(list(MODELS)))
@click.option("--write", is_flag=True, help="Write every schema to schema/ in the content folder.")
@click.pass_obj
def schema(settings: Settings, kind: str | None, write: bool) -> None:
    """Print the JSON Schema of a kind of file (default: program), generated from the models and the
    vocabulary. Exit 0: printed or written, 2: wrong usage.
    """
    require_content(settings)
    if write and kind:
        raise click.UsageError("--write writes every schema; leave the kind out")
    registry, _ = read_content(settings.content.absolute(), latest_day())
    if not write:
        print_report(as_json(build_schema(kind or "program", registry, describe_keys())), "json")
        return
    for path, text in generate_files(registry).items():
        file = settings.content.absolute() / path
        file.parent.mkdir(exist_ok=True)
        changed = not file.exists() or file.read_text("utf-8") != text
        if changed:
            write_file(file, text.encode())
        click.echo(f"{display_path(file)}: {'written' if changed else 'as it was'}")


def generate_files(registry: Registry) -> dict[Path, str]:
    """Every schema by its path in the content folder."""
    schemas = {kind: build_schema(kind, registry, describe_keys()) for kind in MODELS}
    return {Path("schema") / f"{kind}.schema.json": as_json(schema) for kind, schema in schemas.items()}


def describe_keys() -> KeyWords:
    """What the form says of each key: the same label and help while typing."""
    return {
        model: {key: (words.label, words.help) for key, words in keys.items()}
        for model, keys in WORDS.items()
    }
