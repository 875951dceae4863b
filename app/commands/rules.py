"""`homeward rules`: the rules of the check, explained."""

import click

from app.commands.content_folder import suggest_nearest
from app.commands.options import format_option
from app.commands.terminal import print_report
from app.evidence.check.rule_report import FORMATS
from app.evidence.check.rulebook import RULEBOOK


@click.command("rules")
@click.argument("rule", required=False)
@format_option(FORMATS, "How the rules are printed.")
def rules(rule: str | None, form: str) -> None:
    """Explain the rules of the check, or RULE alone: why it is there, what to write instead, and an example.
    Exit 0: printed, 2: unknown rule.
    """
    if rule is not None and rule not in RULEBOOK:
        remedy = suggest_nearest(rule, RULEBOOK) or "; `homeward rules` lists them"
        raise click.UsageError(f"there is no rule “{rule}”{remedy}")
    print_report(FORMATS[form]([rule] if rule else list(RULEBOOK)), form)
