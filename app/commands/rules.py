"""`homeward rules`"""

import click

from app.commands.content_folder import near
from app.evidence.check.rule_report import FORMATS
from app.evidence.check.rulebook import RULEBOOK


@click.command("rules")
@click.argument("rule", required=False)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="How the rules are printed.")
def rules(rule: str | None, form: str) -> None:
    """Explain the rules of the check, or RULE alone: why it is there, what to write instead, and an example. Exit 0: printed, 2: unknown rule."""
    if rule is not None and rule not in RULEBOOK:
        raise click.UsageError(f"there is no rule “{rule}”{near(rule, RULEBOOK) or '; `homeward rules` lists them'}")
    click.echo(FORMATS[form]([rule] if rule else list(RULEBOOK)))
