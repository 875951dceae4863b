"""What editors look up: the rules of the check, each with what to write instead."""

from flask import Blueprint, render_template

from app.evidence.check.rule_examples import EXPLAINED
from app.evidence.check.rulebook import RULEBOOK

docs = Blueprint("docs", __name__)


@docs.get("/docs/rules")
def rules() -> str:
    """Written from the tables that the check itself and its tests use; each rule at the anchor of its id."""
    return render_template("pages/rules.html", explained=EXPLAINED, rulebook=RULEBOOK)
