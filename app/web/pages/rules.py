"""The page of the rules of `homeward check`, each with what to write instead."""

from flask import Blueprint, render_template

from app.evidence.check.rule_examples import EXPLAINED
from app.evidence.check.rulebook import RULEBOOK

docs = Blueprint("docs", __name__)


@docs.get("/docs/rules")
def rules() -> str:
    """Made from the tables that the check and its tests use; each rule has its id as its anchor."""
    return render_template("pages/rules.html", explained=EXPLAINED, rulebook=RULEBOOK)
