"""`homeward`: the commands of editors and operators, put together."""

import click

from app.commands.build import build
from app.commands.check.command import check
from app.commands.diff import diff
from app.commands.new.command import new
from app.commands.rate import rate
from app.commands.report import report
from app.commands.rules import rules
from app.commands.schema import schema
from app.commands.serve import serve
from app.commands.stale import stale
from app.settings import SettingError, Settings


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="homeward")
@click.pass_context
def main(context: click.Context) -> None:
    """Homeward: check, build and serve an evidence-based program registry."""
    try:
        context.obj = Settings.from_environment()
    except SettingError as error:
        raise click.UsageError(str(error)) from error


for command in (new, check, diff, rate, build, report, rules, schema, stale, serve):
    main.add_command(command)
