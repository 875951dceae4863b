"""The words of the form for each field, by model and key: a label, a sentence of help, an example."""

from typing import NamedTuple

from app.evidence.entry import program, study
from app.evidence.entry.value_types import Entry


class FieldWords(NamedTuple):
    """`example` is shown as the form's own words “for example …”, never as a value."""

    label: str
    help: str = ""
    example: str = ""


SOURCE = FieldWords("Source", "The page on which this was read.", "https://…")
SEEN = FieldWords("Seen on", "The day on which you saw the page.")
COPY = FieldWords("Copy", "What you looked at.")
AS_OF = FieldWords(
    "Date of the rating",
    "The publisher’s own date, as precise as it is known. Leave empty when none is stated.",
    "2026-05-04, 2026-05 or 2026",
)
NOTE = FieldWords("Note", "Anything a reader must know to read this rightly.")

# fmt: off
WORDS: dict[type[Entry], dict[str, FieldWords]] = {
    program.Program: {
        "name": FieldWords("Name", "As the developer writes it.", "Homebuilders®"),
        "aliases": FieldWords("Other names", "Names that people search for. One on each line."),
        "former_slugs": FieldWords(
            "Earlier addresses",
            "Addresses this entry had before; each keeps leading here. One on each line."),
        "summary": FieldWords(
            "Summary", "One sentence in your own words, at most 240 characters: who it helps, and how."),
        "status": FieldWords("Status"),
        "retired": FieldWords("Retirement", "Only for a retired entry."),
        "developer": FieldWords("Developer", "The person or organization that made the program."),
        "website": FieldWords("Website", "The program’s own site.", "https://…"),
        "contact": FieldWords("Contact", "Whom to ask about the program."),
        "target_population": FieldWords("Target population"),
        "permanency": FieldWords(
            "Permanency", "The kinds of permanency that the program works toward or after."),
        "delivery": FieldWords("How it is delivered"),
        "goals": FieldWords("Goals", "What the program wants to reach. One on each line."),
        "components": FieldWords("Essential components", "What the program is made of. One on each line."),
        "manual": FieldWords("Manual", "Whether a manual says how to deliver the program."),
        "training": FieldWords("Training", "Whether training in the program can be had."),
        "fidelity": FieldWords(
            "Fidelity measure", "Whether there is a way to tell that the program is delivered as meant."),
        "harm": FieldWords("Risk of harm"),
        "topics": FieldWords(
            "Topics and published ratings",
            "The topic areas the program stands in, each with its history of ratings."),
        "other_ratings": FieldWords(
            "Ratings by other registries",
            "What other registries say, in their own words; "
            "also CEBC ratings in topics that this registry lacks."),
        "studies": FieldWords(
            "Studies", "Each study with its findings. One paper with two designs is two studies."),
        "sources": FieldWords(
            "Sources", "Every page from which a fact came, at least one. One address on each line."),
        "dates": FieldWords("Dates"),
    },
    program.Retired: {
        "date": FieldWords("Retired on", "The day on which the entry was retired."),
        "reason": FieldWords("Reason", "Readers of the old address see this sentence."),
        "successor": FieldWords(
            "Use instead",
            "The address of the entry that takes its place; empty when there is none.", "on-the-way-home"),
    },
    program.Dates: {
        "added": FieldWords("Added", "The day on which the entry came into the registry."),
        "reviewed": FieldWords(
            "Last reviewed", "The day on which somebody last compared the entry with its sources."),
    },
    program.Contact: {
        "name": FieldWords("Person"),
        "organization": FieldWords("Organization"),
        "email": FieldWords("Email"),
        "phone": FieldWords("Phone"),
        "url": FieldWords("Contact page", "", "https://…"),
    },
    program.Ages: {
        "min": FieldWords("Youngest", "The child’s age in years; empty: no lower bound."),
        "max": FieldWords("Oldest", "The child’s age in years; empty: no upper bound."),
    },
    program.TargetPopulation: {
        "description": FieldWords(
            "Whom the program is for", "In your own words, as the source describes them."),
        "groups": FieldWords("Groups", "The populations that readers can filter by."),
        "ages": FieldWords("Ages of the child"),
    },
    program.WeekSpan: {
        "min": FieldWords("At least", "Weeks; empty: not recorded."),
        "max": FieldWords("At most", "Weeks; empty: not recorded."),
    },
    program.Delivery: {
        "serves": FieldWords("Serves", "Who takes part."),
        "formats": FieldWords("Formats", "How people meet."),
        "settings": FieldWords("Settings", "Where the program takes place."),
        "intensity": FieldWords("Intensity", "How often and how long people meet."),
        "duration": FieldWords("Duration", "How long the program lasts, in words."),
        "weeks": FieldWords("Duration in weeks", "Only when the source gives figures."),
        "delivered_by": FieldWords("Delivered by", "Who delivers it, and with what qualifications."),
        "languages": FieldWords("Languages", "In which the program or its materials can be had."),
    },
    program.Material: {
        "available": FieldWords("Available"),
        "inferred": FieldWords(
            "Inferred", "Yes: concluded from a registry that requires one; nobody saw it."),
        "note": NOTE,
        "source": SOURCE,
    },
    program.Harm: {
        "case": FieldWords("From case reports", "Whether case data show a risk of harm."),
        "basis": FieldWords(
            "Legal or from research", "Whether there is a legal or empirical basis for a risk of harm."),
        "note": FieldWords(
            "Note", "What happened. Required, with a source, when a harm is recorded as present."),
        "source": SOURCE,
    },
    program.PublishedRating: {
        "level": FieldWords("Level", "As published."),
        "by": FieldWords("By", "Who published it.", "CEBC"),
        "as_of": AS_OF,
        "source": FieldWords("Source", "The page on which the rating was published.", "https://…"),
        "seen": SEEN,
        "copy": COPY,
        "note": NOTE,
    },
    program.TopicMembership: {
        "topic": FieldWords("Topic area"),
        "relevance": FieldWords("Relevance to child welfare", "As published. It is not a rating."),
        "ratings": FieldWords(
            "Published ratings",
            "A history, newest first. Put a new rating on top and leave the older ones. "
            "None: no published rating was seen, which is not NR."),
        "note": NOTE,
    },
    program.OtherRating: {
        "registry": FieldWords("Registry"),
        "rating": FieldWords("Rating", "In that registry’s own words."),
        "scope": FieldWords("About", "The topic or domain that the rating is about."),
        "as_of": AS_OF,
        "source": FieldWords("Source", "The page on which the rating was published.", "https://…"),
        "seen": SEEN,
        "copy": COPY,
        "note": NOTE,
    },
    study.Study: {
        "id": FieldWords("Id", "Small letters, digits and hyphens; unique in this entry.", "walton-1993"),
        "sample": FieldWords(
            "Sample", "The same word for every paper of one trial. "
            "Empty: it may overlap with any other study here.", "utah"),
        "citation": FieldWords("Citation", "A title or a link is required."),
        "design": FieldWords("Design"),
        "peer_reviewed": FieldWords("Peer-reviewed"),
        "retracted": FieldWords("Retracted"),
        "usual_care": FieldWords(
            "In usual care",
            "Yes: the source places it in an agency’s or provider’s own caseload. "
            "No: in a clinic or laboratory of a university."),
        "valid_measures": FieldWords("Valid measures", "Whether its measures are reliable and valid."),
        "developer_involved": FieldWords(
            "Developer involved", "Whether the program’s developer took part in the study."),
        "comparison": FieldWords("Comparison group", "What the other group received."),
        "participants": FieldWords("Participants"),
        "location": FieldWords("Place", "", "Utah, USA"),
        "treatment_months": FieldWords(
            "Length of treatment",
            "In months. Converts months after baseline to months after treatment."),
        "sources": FieldWords(
            "Sources of this study", "Pages from which its facts came. One address on each line."),
        "findings": FieldWords("Findings", "One outcome at one time each."),
        "note": NOTE,
    },
    study.Citation: {
        "authors": FieldWords("Authors", "One on each line: surname, then initials.", "Walton, E."),
        "year": FieldWords("Year", "", "1993"),
        "title": FieldWords("Title"),
        "container": FieldWords("Journal or book"),
        "volume": FieldWords("Volume"),
        "issue": FieldWords("Issue"),
        "pages": FieldWords("Pages", "", "473-487"),
        "doi": FieldWords("DOI", "Bare, starting with 10.", "10.1177/1077559507310612"),
        "pmid": FieldWords("PubMed number", "Digits alone.", "8404251"),
        "url": FieldWords("Link", "", "https://…"),
    },
    study.Comparison: {"type": FieldWords("Kind"), "note": NOTE},
    study.Participants: {
        "n": FieldWords("How many"),
        "unit": FieldWords("Of what", "", "families"),
        "note": NOTE,
    },
    study.Finding: {
        "outcome": FieldWords("Outcome"),
        "measure": FieldWords("Measured by", "The instrument or record."),
        "months_after_treatment": FieldWords("Months after treatment", "From the end of treatment."),
        "months_after_baseline": FieldWords("Months after baseline", "If counted from the start."),
        "timing": FieldWords("Timing in words", "When no number of months is given."),
        "direction": FieldWords("Direction", "What the report claims."),
        "significant": FieldWords("Significant", "As reported."),
        "p": FieldWords("p", "A number from 0 to 1."),
        "n": FieldWords("How many measured"),
        "controlled": FieldWords(
            "Controlled", "Yes: the comparison group was still without the program when this was measured."),
        "subgroup": FieldWords("Subgroup", "Shown, never counted."),
        "effect": FieldWords("Figures"),
        "source": SOURCE,
        "note": NOTE,
    },
    study.Effect: {
        "kind": FieldWords("Kind of figure"),
        "label": FieldWords("Its name", "When the report calls it otherwise."),
        "treatment": FieldWords("Program group"),
        "comparison": FieldWords("Comparison group"),
        "value": FieldWords("Contrast", "The effect itself."),
        "ci": FieldWords("95 % interval", "Low and high."),
    },
}

CHOICES: dict[str, dict[str, tuple[str, str]]] = {
    "status": {
        "active": ("Active", "The entry is shown and searched."),
        "retired": (
            "Retired",
            "The page says when, why and what to use instead; nothing else will take its address."),
    },
    "available": {
        "yes": ("Yes", "There is one, or a registry that requires one lists the program."),
        "no": ("No", "A source says that there is none."),
        "unknown": ("Not known", "Nobody looked, or no source says."),
    },
    "harmful": {
        "none_known": ("None known", "It was looked for, and nothing was found."),
        "present": ("Present", "A harm is recorded; note and source are required, and the page warns."),
        "unknown": ("Not assessed", "Nobody looked."),
    },
    "copy": {
        "live": ("Live page", "The page itself, at its own address."),
        "stored": ("Stored copy", "An archived or saved copy of the page."),
    },
}
"""Fixed choices without a vocabulary: id -> (label, definition)."""

PARTS = (
    ("name", "Name and summary",
     ("name", "summary", "aliases", "developer", "website", "contact", "status", "retired", "former_slugs")),
    ("for", "Who it is for", ("target_population", "permanency")),
    ("delivery", "Delivery", ("delivery",)),
    ("aims", "Goals and components", ("goals", "components")),
    ("materials", "Manual and training", ("manual", "training", "fidelity")),
    ("harm", "Risk of harm", ("harm",)),
    ("topics", "Topics and ratings", ("topics",)),
    ("registries", "Other registries", ("other_ratings",)),
    ("studies", "Studies", ("studies",)),
    ("text", "Text of the page", ()),
    ("sources", "Sources and dates", ("sources", "dates")),
)
"""The parts of the form in their order: id, heading, keys of the entry. The Markdown is in "text"."""
# fmt: on

SECTION_HELP = {
    "About": "What the program is, for whom, and what happens in it.",
    "Essential components": "What belongs to the program, beyond the list above.",
    "Delivery": "Where, how often and by whom, beyond the fields above.",
    "Training and materials": "Manual, training and fidelity in words.",
    "Notes on the evidence": "What a reader should know of the studies and ratings.",
}
