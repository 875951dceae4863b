"""`homeward`: the commands of editors and operators, put together; each is imported when it is run."""

from collections import UserDict
from importlib import import_module
from typing import Any

import click

from app.commands.terminal import any_text_shown
from app.evidence.check.one_line import write_on_one_line
from app.settings import SettingError, Settings

COMMANDS = {
    "build": ("app.commands.build", "Make the catalog that is served from the content."),
    "check": (
        "app.commands.check.command",
        "Report every problem of the content, or of PATHS (entries or folders) alone.",
    ),
    "diff": (
        "app.commands.diff",
        "Say in sentences what changed in the registry from the git revision REV to REV2, or to the files "
        "as they are now.",
    ),
    "init": (
        "app.commands.init.new_registry",
        "Make a new registry in FOLDER: words, rating levels, a topic and one invented example.",
    ),
    "new": (
        "app.commands.new.command",
        "Start the entry of a program: a valid file with a note beside every key.",
    ),
    "publish": (
        "app.commands.publish",
        "Build if needed, then write the catalog to HOMEWARD_DATABASE_URL and switch all nodes to it.",
    ),
    "rate": (
        "app.commands.rate",
        "Say what the recorded studies of a program support, condition by condition.",
    ),
    "report": (
        "app.commands.report",
        "Print how much the registry covers: entries by topic, rating and derived level, studies, and what "
        "is not recorded.",
    ),
    "rules": (
        "app.commands.rules",
        "Explain the rules of the check, or RULE alone: why it is there, what to write instead, and an "
        "example.",
    ),
    "schema": (
        "app.commands.schema",
        "Print the JSON Schema of a kind of file (default: program), generated from the models and the "
        "vocabulary.",
    ),
    "serve": ("app.commands.serve", "Build if needed, then serve the registry until stopped."),
    "stale": (
        "app.commands.stale",
        "Say what is due for review, which ratings, links and studies are old, and which facts would settle "
        "a derived range.",
    ),
}
"""Name -> the module that has the command under that name, and the first sentence of its help."""


class CommandTable(UserDict[str, Any]):
    """The commands by name; one that is asked for is imported."""

    def __getitem__(self, name: str) -> click.Command:
        module, _ = self.data[name]
        command: click.Command = getattr(import_module(module), name)
        return command


class Homeward(click.Group):
    """All commands: their list needs none of them, and what they print can be shown anywhere."""

    def main(self, *words: Any, **more: Any) -> Any:
        with any_text_shown():
            return super().main(*words, **more)

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except click.ClickException as error:
            vars(error)["message"] = write_on_one_line(error.message)  # it may quote what was typed
            raise

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        limit = formatter.width - 6 - max(map(len, COMMANDS))
        firsts = ((name, click.Command(name, help=first)) for name, (_, first) in COMMANDS.items())
        rows = [(name, command.get_short_help_str(limit)) for name, command in firsts]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@click.group(
    cls=Homeward, commands=CommandTable(COMMANDS), context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="homeward")
@click.pass_context
def main(context: click.Context) -> None:
    """Homeward: check, build and serve an evidence-based program registry."""
    try:
        context.obj = Settings.from_environment()
    except SettingError as error:
        raise click.UsageError(str(error)) from error
