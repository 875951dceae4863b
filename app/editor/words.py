"""What the form says of each field: a label, a sentence of help, an example. One table, by model and key; a test compares it with the models."""

from __future__ import annotations

from typing import NamedTuple

from app.evidence.entry import program, study
from app.evidence.entry.value_types import Entry


class Words(NamedTuple):
    """`example` is shown as the form's own words “for example …”, never as a value."""

    label: str
    help: str = ""
    example: str = ""


SOURCE = Words("Source", "The page on which this was read.", "https://…")
SEEN = Words("Seen on", "The day on which you saw the page.")
COPY = Words("Copy", "What you looked at.")
AS_OF = Words(
    "Date of the rating", "The publisher’s own date, as precise as it is known. Leave empty when none is stated.", "2026-05-04, 2026-05 or 2026"
)
NOTE = Words("Note", "Anything a reader must know to read this rightly.")

WORDS: dict[type[Entry], dict[str, Words]] = {
    program.Program: {
        "name": Words("Name", "As the developer writes it.", "Homebuilders®"),
        "aliases": Words("Other names", "Names that people search for. One on each line."),
        "former_slugs": Words("Earlier addresses", "Addresses this entry had before; each keeps leading here. One on each line."),
        "summary": Words("Summary", "One sentence in your own words, at most 240 characters: who it helps, and how."),
        "status": Words("Status"),
        "retired": Words("Retirement", "Only for a retired entry."),
        "developer": Words("Developer", "The person or organization that made the program."),
        "website": Words("Website", "The program’s own site.", "https://…"),
        "contact": Words("Contact", "Whom to ask about the program."),
        "target_population": Words("Target population"),
        "permanency": Words("Permanency", "The kinds of permanency that the program works toward or after."),
        "delivery": Words("How it is delivered"),
        "goals": Words("Goals", "What the program wants to reach. One on each line."),
        "components": Words("Essential components", "What the program is made of. One on each line."),
        "manual": Words("Manual", "Whether a manual says how to deliver the program."),
        "training": Words("Training", "Whether training in the program can be had."),
        "fidelity": Words("Fidelity measure", "Whether there is a way to tell that the program is delivered as meant."),
        "harm": Words("Risk of harm"),
        "topics": Words("Topics and published ratings", "The topic areas the program stands in, each with its history of ratings."),
        "other_ratings": Words(
            "Ratings by other registries", "What other registries say, in their own words; also CEBC ratings in topics that this registry lacks."
        ),
        "studies": Words("Studies", "Each study with its findings. One paper with two designs is two studies."),
        "sources": Words("Sources", "Every page from which a fact came, at least one. One address on each line."),
        "dates": Words("Dates"),
    },
    program.Retired: {
        "date": Words("Retired on", "The day on which the entry was retired."),
        "reason": Words("Reason", "Readers of the old address see this sentence."),
        "successor": Words("Use instead", "The address of the entry that takes its place; empty when there is none.", "on-the-way-home"),
    },
    program.Dates: {
        "added": Words("Added", "The day on which the entry came into the registry."),
        "reviewed": Words("Last reviewed", "The day on which somebody last compared the entry with its sources."),
    },
    program.Contact: {
        "name": Words("Person"),
        "organization": Words("Organization"),
        "email": Words("Email"),
        "phone": Words("Phone"),
        "url": Words("Contact page", "", "https://…"),
    },
    program.Ages: {
        "min": Words("Youngest", "The child’s age in years; empty: no lower bound."),
        "max": Words("Oldest", "The child’s age in years; empty: no upper bound."),
    },
    program.TargetPopulation: {
        "description": Words("Whom the program is for", "In your own words, as the source describes them."),
        "groups": Words("Groups", "The populations that readers can filter by."),
        "ages": Words("Ages of the child"),
    },
    program.WeekSpan: {
        "min": Words("At least", "Weeks; empty: not recorded."),
        "max": Words("At most", "Weeks; empty: not recorded."),
    },
    program.Delivery: {
        "serves": Words("Serves", "Who takes part."),
        "formats": Words("Formats", "How people meet."),
        "settings": Words("Settings", "Where the program takes place."),
        "intensity": Words("Intensity", "How often and how long people meet."),
        "duration": Words("Duration", "How long the program lasts, in words."),
        "weeks": Words("Duration in weeks", "Only when the source gives figures."),
        "delivered_by": Words("Delivered by", "Who delivers it, and with what qualifications."),
        "languages": Words("Languages", "In which the program or its materials can be had."),
    },
    program.Material: {
        "available": Words("Available"),
        "inferred": Words("Inferred", "Yes: concluded from a registry that requires one; nobody saw it."),
        "note": NOTE,
        "source": SOURCE,
    },
    program.Harm: {
        "case": Words("From case reports", "Whether case data show a risk of harm."),
        "basis": Words("Legal or from research", "Whether there is a legal or empirical basis for a risk of harm."),
        "note": Words("Note", "What happened. Required, with a source, when a harm is recorded as present."),
        "source": SOURCE,
    },
    program.PublishedRating: {
        "level": Words("Level", "As published."),
        "by": Words("By", "Who published it.", "CEBC"),
        "as_of": AS_OF,
        "source": Words("Source", "The page on which the rating was published.", "https://…"),
        "seen": SEEN,
        "copy": COPY,
        "note": NOTE,
    },
    program.TopicMembership: {
        "topic": Words("Topic area"),
        "relevance": Words("Relevance to child welfare", "As published. It is not a rating."),
        "ratings": Words(
            "Published ratings",
            "A history, newest first. Put a new rating on top and leave the older ones. None: no published rating was seen, which is not NR.",
        ),
        "note": NOTE,
    },
    program.OtherRating: {
        "registry": Words("Registry"),
        "rating": Words("Rating", "In that registry’s own words."),
        "scope": Words("About", "The topic or domain that the rating is about."),
        "as_of": AS_OF,
        "source": Words("Source", "The page on which the rating was published.", "https://…"),
        "seen": SEEN,
        "copy": COPY,
        "note": NOTE,
    },
    study.Study: {
        "id": Words("Id", "Small letters, digits and hyphens; unique in this entry.", "walton-1993"),
        "sample": Words("Sample", "The same word for every paper of one trial. Empty: it may overlap with any other study here.", "utah"),
        "citation": Words("Citation", "A title or a link is required."),
        "design": Words("Design"),
        "peer_reviewed": Words("Peer-reviewed"),
        "retracted": Words("Retracted"),
        "usual_care": Words(
            "In usual care", "Yes: the source places it in an agency’s or provider’s own caseload. No: in a clinic or laboratory of a university."
        ),
        "valid_measures": Words("Valid measures", "Whether its measures are reliable and valid."),
        "developer_involved": Words("Developer involved", "Whether the program’s developer took part in the study."),
        "comparison": Words("Comparison group", "What the other group received."),
        "participants": Words("Participants"),
        "location": Words("Place", "", "Utah, USA"),
        "treatment_months": Words("Length of treatment", "In months. Converts months after baseline to months after treatment."),
        "sources": Words("Sources of this study", "Pages from which its facts came. One address on each line."),
        "findings": Words("Findings", "One outcome at one time each."),
        "note": NOTE,
    },
    study.Citation: {
        "authors": Words("Authors", "One on each line: surname, then initials.", "Walton, E."),
        "year": Words("Year", "", "1993"),
        "title": Words("Title"),
        "container": Words("Journal or book"),
        "volume": Words("Volume"),
        "issue": Words("Issue"),
        "pages": Words("Pages", "", "473-487"),
        "doi": Words("DOI", "Bare, starting with 10.", "10.1177/1077559507310612"),
        "pmid": Words("PubMed number", "Digits alone.", "8404251"),
        "url": Words("Link", "", "https://…"),
    },
    study.Comparison: {"type": Words("Kind"), "note": NOTE},
    study.Participants: {
        "n": Words("How many"),
        "unit": Words("Of what", "", "families"),
        "note": NOTE,
    },
    study.Finding: {
        "outcome": Words("Outcome"),
        "measure": Words("Measured by", "The instrument or record."),
        "months_after_treatment": Words("Months after treatment", "From the end of treatment."),
        "months_after_baseline": Words("Months after baseline", "If counted from the start."),
        "timing": Words("Timing in words", "When no number of months is given."),
        "direction": Words("Direction", "What the report claims."),
        "significant": Words("Significant", "As reported."),
        "p": Words("p", "A number from 0 to 1."),
        "n": Words("How many measured"),
        "controlled": Words("Controlled", "Yes: the comparison group was still without the program when this was measured."),
        "subgroup": Words("Subgroup", "Shown, never counted."),
        "effect": Words("Figures"),
        "source": SOURCE,
        "note": NOTE,
    },
    study.Effect: {
        "kind": Words("Kind of figure"),
        "label": Words("Its name", "When the report calls it otherwise."),
        "treatment": Words("Program group"),
        "comparison": Words("Comparison group"),
        "value": Words("Contrast", "The effect itself."),
        "ci": Words("95 % interval", "Low and high."),
    },
}

CHOICES: dict[str, dict[str, tuple[str, str]]] = {
    "status": {
        "active": ("Active", "The entry is shown and searched."),
        "retired": ("Retired", "The page says when, why and what to use instead; nothing else will take its address."),
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
"""Fixed choices that have no vocabulary: id -> (label, definition)."""

PARTS = (
    ("name", "Name and summary", ("name", "summary", "aliases", "developer", "website", "contact", "status", "retired", "former_slugs")),
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
"""The parts of the form in their order: id, heading, keys of the entry. The Markdown stands in "text"."""

SECTION_HELP = {
    "About": "What the program is, for whom, and what happens in it.",
    "Essential components": "What belongs to the program, beyond the list above.",
    "Delivery": "Where, how often and by whom, beyond the fields above.",
    "Training and materials": "Manual, training and fidelity in words.",
    "Notes on the evidence": "What a reader should know of the studies and ratings.",
}
