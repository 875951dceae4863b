"""What a new entry tells its editor about each key, in the order in which an entry is written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyNote:
    """A key of an entry (dotted), what to say of it, and the vocabulary whose ids are its choices.

    `example` is how one item is written below the key. Keys from one `title` to the next belong together.
    A `rare` key stands in a new entry only with a value.
    """

    key: str
    about: str
    words: str | None = None
    example: tuple[str, ...] = ()
    title: str = ""
    rare: bool = False


KEY_NOTES = (
    KeyNote(
        "name", "Required. The name as its developer writes it.", title="What it is called, and what it is",
    ),
    KeyNote("aliases", "Other names that people search for, an acronym too: [KTC, Kitchen Coaching]"),
    KeyNote("former_slugs", "Addresses that lead here.", rare=True),
    KeyNote(
        "summary", "Required. One sentence in your own words, at most 240 characters: whom it helps, and "
        "how.",
    ),
    KeyNote("status", "Required. Write active; CONTRIBUTING.md says how a program is retired."),
    KeyNote("retired", "When and why it left the registry, and what took its place.", rare=True),
    KeyNote("developer", "Who developed it: a person, a university, an agency."),
    KeyNote("website", "The program's own website."),
    KeyNote(
        "contact", "Whom to ask, with the keys that are known: {name: …, organization: …, email: …, "
        "phone: …, url: …}",
    ),
    KeyNote("target_population", "", title="Whom it is for"),
    KeyNote("target_population.description", "Required. In your own words, a sentence or two."),
    KeyNote("target_population.groups", "In brackets, [first, second], any of:", words="populations"),
    KeyNote(
        "target_population.ages",
        "Ages of the child in whole years, 0 to 25: {min: 4, max: 12}. An open bound is left out.",
    ),
    KeyNote(
        "presenting_problems", "What the trouble is, as a worker would say it. In brackets, any of:",
        words="problems",
    ),
    KeyNote("exclusions", "Whom a source says it is not for: a line for each.", rare=True),
    KeyNote(
        "permanency", "What kinds of permanency it works toward or supports. In brackets, any of:",
        words="permanency",
    ),
    KeyNote("delivery", "", title="How it is delivered"),
    KeyNote("delivery.serves", "Who takes part. In brackets, any of:", words="serves"),
    KeyNote("delivery.formats", "In what form. In brackets, any of:", words="formats"),
    KeyNote("delivery.settings", "Where. In brackets, any of:", words="settings"),
    KeyNote("delivery.intensity", "How often and how long each time, in words."),
    KeyNote("delivery.duration", "How long it lasts, in words."),
    KeyNote("delivery.weeks", "The same in weeks: {min: 16, max: 20}. An open bound is left out."),
    KeyNote("delivery.sessions", "How many sessions: {min: 10, max: 14}. An open bound is left out."),
    KeyNote("delivery.hours_a_week", "Hours a week: {min: 2, max: 4}.", rare=True),
    KeyNote("delivery.delivered_by", "Who delivers it, and with what qualification."),
    KeyNote("delivery.languages", "In brackets, any of:", words="languages"),
    KeyNote(
        "goals", "What it is meant to achieve: a line for each.",
        title="What it aims at, and what makes it this program", example=("  - …",),
    ),
    KeyNote(
        "components", "What must be there for it to be this program: a line for each.", example=("  - …",),
    ),
    KeyNote(
        "manual", "Whether there is a manual: {available: yes, title: …, edition: …, year: …, obtain: …, "
        "inferred: false, note: …, source: https://…, seen: …}. available is yes, no or unknown; inferred: "
        "true means concluded, not seen.", title="What it takes to run it",
    ),
    KeyNote(
        "training", "Whether there is training: {available: yes, provider: …, mode: [in-person], days: …, "
        "hours: …, certification: yes, refresher: …, source: https://…, seen: …}. mode is in-person, online "
        "or blended.",
    ),
    KeyNote(
        "fidelity", "Whether there is a measure of fidelity: {available: yes, tool: …, scored_by: …, "
        "frequency: …, required: yes, validated: unknown, source: https://…, seen: …}",
    ),
    KeyNote(
        "support", "Coaching, consultation or a data system after training: {available: yes, what: …, "
        "source: https://…, seen: …}",
    ),
    KeyNote(
        "purveyor", "From whom the program is obtained: {name: …, url: https://…, takes_new_sites: unknown, "
        "source: https://…, seen: …}",
    ),
    KeyNote(
        "staff", "Who may deliver it: {credentials: […], caseload: {min: 8, max: 12, unit: families}, "
        "supervision: …, source: https://…, seen: …}. credentials are any of:", words="credentials",
    ),
    KeyNote(
        "costs", "One item a line, as one source says it; nothing is added up. item is start-up, training, "
        "licence, materials, staff, family or other.",
        example=(
            "  - {item: training, amount: {min: 1200}, per: …, price_year: …, source: https://…, seen: …}",
        ),
    ),
    KeyNote("benefit_cost", "What somebody reckons it to bring and to cost.", rare=True),
    KeyNote("adaptations", "Changed versions; their studies never lift its rating.", rare=True),
    KeyNote("trauma_informed", "Whether somebody states that it is trauma-informed.", rare=True),
    KeyNote(
        "harm", "Risk of harm, in case data and on a legal or empirical basis: {case: unknown, basis: "
        "unknown, note: …, source: https://…}. Each is none_known, present or unknown; present needs a "
        "note and a source.",
    ),
    KeyNote("found", "One sentence on what the studies found, and their ids.", rare=True),
    KeyNote("families", "A few plain sentences for a family.", rare=True),
    KeyNote(
        "topics", "Required; [] when it is in none. relevance is high, medium, low or null, as the "
        "publisher gives it. ratings are what somebody published, newest first, never our own opinion; [] "
        "means that none was seen, which is not NR. as_of is the publisher's date, seen the day on which "
        "you saw it, copy is live or stored, level is 1 2 3 4 5 or nr. One block for each topic, any of:",
        words="topics", title="Where it stands, and how others rate it",
        example=(
            "  - topic: …",
            "    relevance: null",
            "    ratings:",
            "      - {level: …, by: CEBC, as_of: null, source: https://…, seen: …, copy: live}",
        ),
    ),
    KeyNote(
        "other_ratings", "What another registry says: rating is an id or label of its scale, "
        "as_printed the words of the page where they are none; scope is what it says it about. "
        "registry is one of:",
        words="registries",
        example=(
            "  - {registry: title-iv-e, rating: …, scope: …, as_of: null, source: https://…, seen: …, "
            "copy: live}",
        ),
    ),
    KeyNote(
        "studies", "One block for each study: id is unique here (author and year); design is rct, "
        "quasi-experimental, single-group, meta-analysis or other. A finding needs an outcome and a "
        "direction: favorable, no-difference, unfavorable or mixed. A study without a difference is "
        "recorded like any other. A rating asks for the design, peer review, usual care, the comparison, the "
        "sample (papers of one trial share it), valid measures, and of each finding the outcome, its time "
        "(months after treatment ended, or after baseline with treatment_months, or timing in words), "
        "direction, significance and whether it was controlled. Outcomes are any of:",
        words="outcomes", title="What was studied",
        example=(
            "  - id: …",
            "    sample: …",
            '    citation: {authors: ["Surname, A. B."], year: …, title: …, container: …, doi: …, '
            "url: https://…}",
            "    design: …",
            "    peer_reviewed: null",
            "    retracted: null",
            "    usual_care: null",
            "    valid_measures: null",
            "    developer_involved: null",
            "    comparison: {type: …, note: …}",
            "    participants: {n: …, unit: families}",
            "    location: …",
            "    treatment_months: …",
            "    added: …",
            "    registration: …",
            "    looked_for: [{fact: usual_care, on: …, where: …}]",
            "    sources: [https://…]",
            "    findings:",
            "      - outcome: …",
            "        measure: …",
            "        months_after_treatment: …",
            "        months_after_baseline: …",
            "        timing: …",
            "        direction: …",
            "        significant: null",
            "        p: …",
            "        n: …",
            "        controlled: null",
            "        subgroup: …",
            "        effect: {kind: percent, treatment: …, comparison: …}",
            "        source: https://…",
        ),
    ),
    KeyNote("searched", "When somebody last looked for new studies, and where.", rare=True),
    KeyNote(
        "sources", "Required. Every page from which a fact came, at least one.",
        title="Where the facts come from",
    ),
    KeyNote(
        "dates", "Required. When the entry was added, and when an editor last compared it with its "
        "sources.",
    ),
)  # fmt: skip
