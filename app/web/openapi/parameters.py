"""The query parameters of all operations, with the choices of the serving generation."""

from functools import partial

from app.catalog.deciding import evidence_map
from app.catalog.fit.fit import CRITERIA
from app.catalog.search.query import LONGEST_QUERY
from app.catalog.search.search import SORTS
from app.catalog.snapshot.facets import FACET
from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.documents import PROGRAM, RATED
from app.web.openapi.model import Parameter, Schema
from app.web.request import fit_request, parameters

LARGEST_SIDE = 999_999_999

ABOUT_FACETS = {
    "topic": "Programs in this topic area. "
    "rating, derived, nr_reason, differs and relevance then speak of that area alone.",
    "rating": "The published rating in force. "
    "`none` is no rating on this scale seen, which is not NR: NR is the outcome of a review.",
    "tier": "The strongest tier of any registry’s ratings in force; mixed, no-effect and negative ones "
    "are found beside it. `none` is no published rating seen.",
    "rated": "A registry, or one of its ratings, in force: `title-iv-e`, `title-iv-e.well-supported`.",
    "derived": "What Homeward derives from the recorded studies. Never a published rating.",
    "nr_reason": "Why the recorded studies lead to NR.",
    "differs": "Whether the recorded studies bear the published rating out: `yes` where they do not.",
    "population": "A group that the program is meant for.",
    "permanency": "A kind of permanency that it serves.",
    "problem": "What the trouble is, as a worker would say it.",
    "age": "The child’s age in years. `none` finds programs that record no ages.",
    "setting": "Where it is delivered.",
    "format": "How it is delivered.",
    "language": "A language it is offered in, as a BCP 47 tag.",
    "credential": "Who may deliver it, by degree, license or experience.",
    "fidelity": "Whether a measure exists that tells how closely a site follows the program. "
    "`none` is not recorded, which is not `no`.",
    "training": "Whether training exists for those who deliver it. `none` is not recorded.",
    "relevance": "How relevant the topic area’s source finds it for child welfare.",
    "outcome": "An outcome on which a study that was not retracted reports a finding; findings on subgroups "
    "do not count. `none`: no such outcome is recorded.",
    "better": "An outcome that such a study found better than in a group without the program, and not said "
    "to be within chance. `none`: no outcome was.",
    "domain": "The domain of an outcome that `outcome` finds.",
    "design": "The design of one of its studies.",
}


ABOUT_FIT = {
    "age": "The age of each child in years: a program must suit every one of them.",
    "permanency": "The plan for the child.",
    "problem": "What the trouble is, as a worker would say it.",
    "serves": "Who takes part. A program for families fits children and caregivers too.",
    "population": "What is said of the family.",
    "setting": "Where it could take place.",
    "language": "The language of the family, as a BCP 47 tag.",
    "weeks": "How many weeks it may last at most.",
    "credential": "Who there is to deliver it.",
    "topic": "The topic area that is planned for.",
}


def _fit_values(name: str, shown: Snapshot) -> Schema:
    return {"type": "array", "items": _enum(fit_request.fit_choices(name, shown), shown)}


def _facet_values(name: str, shown: Snapshot) -> Schema:
    return {"type": "array", "items": _enum(shown.values[name], shown)}


def _one_of(*values: str) -> partial[Schema]:
    return partial(_enum, values)


def _enum(values: tuple[str, ...], shown: Snapshot) -> Schema:
    return {"type": "string", "enum": list(values)}


def _whole_number(most: int, usual: int | None, shown: Snapshot) -> Schema:
    return {"type": "integer", "minimum": 1, "maximum": most, **({} if usual is None else {"default": usual})}


def _text(shown: Snapshot, **more: str | int) -> Schema:
    return {"type": "string", **more}


def _slug(shown: Snapshot) -> Schema:
    return {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}


def _column(shown: Snapshot) -> Schema:
    held = shown.documents
    own = held.plan_table.columns if held and held.plan_table else ()
    rated = (f"{RATED}{id}" for id, word in shown.words["registries"].items() if word.status == "active")
    return _enum((PROGRAM, *rated, *(held.facts if held else ()), *own), shown)


_pixels = partial(_whole_number, LARGEST_SIDE, None)
_words = partial(_text, maxLength=LONGEST_QUERY)

# fmt: off
Q = Parameter("q", 'Words. `"in quotes"` a phrase, `-word` leaves out, `begin*` a beginning, '
              "`name:word` looks for it in names alone.", _words)
SORT = Parameter("sort", "`relevance` with q, else `rating` "
                 "(strongest first, NR after 5, then no rating on this scale), are the usual orders; "
                 "`tier` puts the strongest rating of any registry first, as pages do.",
                 _one_of(*SORTS))
FILTERS = (Parameter(name, ABOUT_FACETS[name], partial(_facet_values, name), array=True) for name in FACET)
SELECTION = (Q, *FILTERS, SORT)
"""What chooses programs, and their order: the same for the page, the API, downloads and feeds."""
FIT = tuple(
    Parameter(name, ABOUT_FIT[name], partial(_whole_number, fit_request.MOST_WEEKS, None))
    if name == "weeks"
    else Parameter(name, ABOUT_FIT[name], partial(_fit_values, name), array=True)
    for name in CRITERIA
)
"""What can be asked of fit: the same for the page and the API."""
PAGING = (
    Parameter("page", "Which page of the results, from 1. A page past the last one is 404.",
              partial(_whole_number, parameters.LARGEST_PAGE, parameters.FIRST_PAGE)),
    Parameter("per_page", "How many results a page has.",
              partial(_whole_number, parameters.MOST_PER_PAGE, parameters.USUAL_PER_PAGE)),
)
PASSAGES = Parameter("passages", "`yes`: each result has the piece of its text that shows why it was found.",
                     _one_of("yes", "no"))
AS_OF = Parameter("as_of", "The published ratings in force on this day, up to today. "
                  "Each topic then has `ratings_known`: false where the record does not tell.",
                  partial(_text, format="date"))
BEGIN = Parameter("q", "The beginning of a name, or of any word of it, or a question.", _words)
STUDY = Parameter("study", "This study alone: its `id` in the entry. Without it, the page and all studies.",
                  _text, refused=404)
STATED_TOPIC = Parameter("topic", "The topic area to speak of. "
                         "Without it, the only rated one, or in how many the program is rated.",
                         lambda shown: _enum(tuple(shown.topics), shown))
REGISTRY = Parameter("registry", "Ratings of this registry alone.",
                     lambda shown: _enum(tuple(shown.words["registries"]), shown))
TIER = Parameter("tier", "Ratings in force of this tier alone.",
                 lambda shown: _enum(tuple(shown.words["tiers"]), shown))
LINES = Parameter("sort", "The order of the rows; `program` is the usual one.",
                  _one_of(*parameters.CROSSWALK_SORTS))
MAP = (
    Parameter("rows", "What the rows are of; `topic` is usual.", _one_of(*evidence_map.ROW_FACETS)),
    Parameter("columns", "What the columns are of; `outcome` is usual.",
              _one_of(*evidence_map.COLUMN_FACETS)),
    Parameter("cells", "`published` counts programs by the tier of their ratings, which are on all outcomes "
              "together; `findings` is usual.", _one_of(*evidence_map.CELLS)),
)
CHOSEN = Parameter("program", "The permanent id of a program, repeated for each. A former one stands for the "
                   "present one; repeats count once.", lambda shown: {"type": "array", "items": _slug(shown)},
                   array=True)
COMPARE = (
    CHOSEN, AS_OF,
    Parameter("only", "`differences`: without rows in which all programs say the same.",
              _one_of("differences")),
)
SHORTLIST = (
    CHOSEN, AS_OF,
    Parameter("since", "What recorded dates tell since this day, up to today.",
              partial(_text, format="date")),
)
PLAN_TABLE = (CHOSEN, AS_OF, Parameter("column", "A column of the table, repeated for each, in their order.",
                                       lambda shown: {"type": "array", "items": _column(shown)}, array=True))
HEXAGON = (CHOSEN, AS_OF)
BOM = Parameter("bom", "`yes`: the file begins with a byte order mark, by which Excel knows UTF-8.",
                _one_of(*parameters.BOM_CHOICES))
OEMBED = (
    Parameter("url", "The address of a program on this site, or of its card.", partial(_text, format="uri"),
              required=True),
    Parameter("format", "Of the answer. Any other is 501, as oEmbed asks.", _one_of("json", "xml")),
    Parameter("maxwidth", "The widest frame there is room for, in pixels.", _pixels),
    Parameter("maxheight", "The highest frame there is room for, in pixels.", _pixels),
)
# fmt: on
