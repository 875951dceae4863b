"""Each rule of the check explained to editors, with lines that it refuses and accepts.

`homeward rules` and /docs/rules print this table, and tests break a good entry with every example of it.
"""

from dataclasses import dataclass
from typing import Literal

MARK = "⟦"
Kind = Literal[
    "entry", "bytes", "name", "link", "vocabulary", "topic", "documents", "strict", "links", "base"
]
"""Where an example stands: an entry; one with ‹E9› for a byte, ‹1000 letters› for long text; a file name;
a link to a file; a vocabulary; a topic; documents.yaml; an entry that only `--strict`,
`--links` or `--base` refuses."""
RATING_3 = (
    "      - {level: 3, by: CEBC, as_of: 2024-05, source: https://example.org/rating, "
    "seen: 2026-11-20, copy: live}"
)
RATING_NR = "      - {level: nr, by: CEBC, as_of: 2019, source: https://example.org/older}"
OTHER = "  - {registry: title-iv-e, rating: Promising, source: https://example.org/iv-e}"
WEEKS, HARM = "  weeks: {min: 20, max: 26}", "harm: {case: unknown, basis: unknown}"
TOPIC = "  - topic: post-permanency-services\n    relevance: high\n    ratings:"
ABOUT = "## About\n\nA coach sits down with the family once a week.\n"
LONG = "A coach visits reunified families every week for half a year, " * 4


@dataclass(frozen=True, slots=True)
class RuleExample:
    """`bad` in the place of `old` (or of `good`) gives one problem, at the mark ⟦; `good` there gives none.

    `given` is a word that stands in the populations beside it.
    """

    bad: str
    good: str
    old: str | None = None
    kind: Kind = "entry"
    given: str = ""

    @property
    def refused(self) -> str:
        """The bad lines as an editor would write them, at the left margin."""
        return self._at_margin(self.bad)

    @property
    def accepted(self) -> str:
        """The good lines, likewise."""
        return self._at_margin(self.good)

    def _at_margin(self, text: str) -> str:
        both = f"{self.bad}\n{self.good}".replace(MARK, "").split("\n")
        margin = min(len(line) - len(line.lstrip(" ")) for line in both if line)
        return "\n".join(line[margin:] for line in text.replace(MARK, "").rstrip("\n").split("\n"))


@dataclass(frozen=True, slots=True)
class RuleExplanation:
    """`instead` says what to do; the first example is shown. Without one, nothing in the entry is wrong."""

    rule: str
    instead: str
    examples: tuple[RuleExample, ...]


def _of(rule: str, instead: str, *examples: RuleExample) -> RuleExplanation:
    return RuleExplanation(rule, instead, examples)


EXPLAINED: dict[str, tuple[RuleExplanation, ...]] = {
    "The file": (
        _of("missing-file", "Check the spelling of the path; a link must lead to a file that exists.",
            RuleExample("kitchen-table-coaching.md → no-such-entry.md", "kitchen-table-coaching.md",
                kind="link")),
        _of("link-outside", "Put a copy of the file into the folder instead of a link.",
            RuleExample("kitchen-table-coaching.md → ../elsewhere.md", "kitchen-table-coaching.md",
                kind="link")),
        _of("file-too-large", "Keep pictures and reports out of the entry, and link to them.",
            RuleExample("At home. ‹1000000 letters›", "At home.", kind="bytes")),
        _of("binary-file", "Save the entry as plain text, with the encoding UTF-8.",
            RuleExample("developer: A county‹00› agency", "developer: A county agency", kind="bytes")),
        _of("not-utf8", "Save the file with the encoding UTF-8; most editors offer it under Save as.",
            RuleExample("developer: Agence de Montr⟦‹E9›al", "developer: Agence de Montréal",
                "developer: A county agency", "bytes")),
        _of("byte-order-mark", "Save the file as UTF-8 without BOM.",
            RuleExample("‹EF›‹BB›‹BF›---\nname: Kitchen Table Coaching", "---\nname: Kitchen Table Coaching",
                kind="bytes")),
        _of("crlf", "Save the file with LF line ends; editors show CRLF or LF at the foot of the window.",
            RuleExample("status: active‹0D›", "status: active", kind="bytes")),
        _of("symbolic-link", "Put the file itself into the folder instead of a link to it.",
            RuleExample("kitchen-table-coaching.md → homebuilders.md", "kitchen-table-coaching.md",
                kind="link")),
        _of("stray-file", "Delete it, or move it out of the content folder.",
            RuleExample(".kitchen-table-coaching.md.swp", "kitchen-table-coaching.md", kind="name")),
        _of("file-name", "Write small letters, digits and single hyphens, then .md.",
            RuleExample("Kitchen Table.md", "kitchen-table-coaching.md", kind="name")),
    ),
    "Signs that nobody sees": (
        _of("control-character", "Delete the sign at the place that the message names.",
            RuleExample('developer: "A county⟦\\x01 agency"', "developer: A county agency",
                "developer: A county agency"),
            RuleExample('developer: "A county⟦‹E2›‹80›‹A8›agency"', 'developer: "A county agency"',
                "developer: A county agency", "bytes"),
            RuleExample("developer: A county⟦‹C2›‹85›agency", "developer: A county agency", kind="bytes"),
            RuleExample("developer: A county⟦‹0B› agency", "developer: A county agency", kind="bytes"),
            RuleExample("A coach sits down⟦&#1; with", "A coach sits down with")),
        _of("hidden-direction", "Delete the sign, and type the text in the order in which it is read.",
            RuleExample('developer: "A county⟦\\u202e agency"', "developer: A county agency",
                "developer: A county agency"),
            RuleExample("A coach sits down⟦‹E2›‹81›‹A6› with", "A coach sits down with", kind="bytes")),
        _of("invisible-character", "Delete the sign, and type the text around it again.",
            RuleExample("developer: A cou⟦‹E2›‹80›‹8B›nty agency", "developer: A county agency",
                kind="bytes"),
            RuleExample("A coach sits d⟦&shy;own", "A coach sits down")),
    ),
    "Front matter": (
        _of("front-matter-missing",
            "Start the file with a line `---`, then the keys, then another line `---`.",
            RuleExample("⟦name: Kitchen Table Coaching\naliases: [KTC]",
                "---\nname: Kitchen Table Coaching\naliases: [KTC]")),
        _of("front-matter-open", "Write a line `---` after the last key, above the text.",
            RuleExample("dates: {added: 2026-11-01, reviewed: 2026-11-20}\n## About",
                "dates: {added: 2026-11-01, reviewed: 2026-11-20}\n---\n## About")),
        _of("yaml-syntax",
            "Put text with a colon and a space in quotes, indent with spaces like the neighboring lines, "
            "put a space after the colon of a key, and close every bracket and quotation mark.",
            RuleExample("developer: A county⟦: agency", 'developer: "A county: agency"',
                "developer: A county agency"),
            RuleExample("⟦\tstatus: active", "status: active"),
            RuleExample("aliases: [KTC\nformer_slugs⟦: [kitchen-coaching]",
                "aliases: [KTC]\nformer_slugs: [kitchen-coaching]"),
            RuleExample("developer: ⟦@county", 'developer: "@county"', "developer: A county agency"),
            RuleExample("⟦developer:A county agency", "developer: A county agency"),
            RuleExample("target_population:\n  ⟦description:Families whose child",
                "target_population:\n  description: Families whose child"),
            RuleExample("half a year.\n⟦It costs families nothing.",
                "half a year.\n  It costs families nothing.", "half a year."),
            RuleExample('developer: ⟦"A county agency', 'developer: "A county agency"',
                "developer: A county agency"),
            RuleExample("languages: [en, ⟦'es]", "languages: [en, 'es']", "languages: [en, es]"),
            RuleExample("weeks: {min: 20, max: 26}\n  intensity: {often: Mondays⟦: at home}",
                'weeks: {min: 20, max: 26}\n  intensity: "often: Mondays: at home"',
                "weeks: {min: 20, max: 26}"),
            RuleExample("came home in the last month\n   groups⟦: [reunified-families]",
                "came home in the last month\n  groups: [reunified-families]")),
        _of("yaml-too-deep",
            "Check indentation and brackets: no entry needs lists inside lists inside lists.",
            RuleExample("aliases: [[[[[[[[[[[⟦[[[[KTC]]]]]]]]]]]]]]]", "aliases: [KTC]")),
        _of("yaml-too-large",
            "Delete what was pasted by mistake; a file holds what a person can read.",
            RuleExample("developer: ⟦A county agency ‹20000 letters›", "developer: A county agency",
                kind="bytes")),
        _of("duplicate-key", "Keep one of the two lines, and delete the other.",
            RuleExample("status: active\n⟦status: active", "status: active")),
        _of("hash-in-value", "Put the whole value in quotes.",
            RuleExample("name: ⟦Kitchen #1 Coaching", 'name: "Kitchen #1 Coaching"',
                "name: Kitchen Table Coaching")),
        _of("anchor",
            "Write the value out wherever it is needed; in quotes, if it really starts with & or *.",
            RuleExample("developer: ⟦&agency A county agency", "developer: A county agency"),
            RuleExample("developer: ⟦*agency", "developer: A county agency")),
        _of("tag", "Delete the word that starts with !, or put the value in quotes.",
            RuleExample("developer: ⟦!!str A county agency", "developer: A county agency")),
    ),
    "Values": (
        _of("unknown-key",
            "Write the key that is meant; inside { } put text that contains a comma in quotes.",
            RuleExample("⟦develloper: A county agency", "developer: A county agency"),
            RuleExample("  - {registry: title-iv-e, ⟦url: x, rating: Promising",
                "  - {registry: title-iv-e, rating: Promising"),
            RuleExample("participants: {n: 120, unit: families, note: in care, ⟦then home}",
                'participants: {n: 120, unit: families, note: "in care, then home"}',
                "participants: {n: 120, unit: families}")),
        _of("missing-key", "Add the key with its value.",
            RuleExample(
                "⟦name: Kitchen Table Coaching\naliases: [KTC]\nformer_slugs: [kitchen-coaching]\nstatus: "
                "active", "name: Kitchen Table Coaching\naliases: [KTC]\nformer_slugs: [kitchen-coaching]\n"
                "summary: A coach visits reunified families every week for half a year.\nstatus: active"),
            RuleExample("      - ⟦outcome: parenting\n        effect:",
                "      - outcome: parenting\n        direction: no-difference\n        effect:"),
            RuleExample("⟦dates: {added: 2026-11-01}", "dates: {added: 2026-11-01, reviewed: 2026-11-20}"),
            RuleExample("status: ⟦null", "status: active")),
        _of("wrong-type",
            "Write a list in brackets or one line `- item` for each, and text without brackets or braces.",
            RuleExample("aliases: ⟦KTC", "aliases: [KTC]"),
            RuleExample("  - ⟦{visits: weekly}", "  - Weekly visits"),
            RuleExample("developer: ⟦true", 'developer: "true"', "developer: A county agency"),
            RuleExample("ci: ⟦[-0.1]", "ci: [-0.1, 0.5]")),
        _of("empty-value", "Write the text, or delete the key: a key that is not there means “not recorded”.",
            RuleExample('developer: ⟦""', "developer: A county agency")),
        _of("unknown-choice", "Write one of the words that the message lists.",
            RuleExample("    relevance: ⟦hihg", "    relevance: high"),
            RuleExample("{level: ⟦6, by: CEBC, as_of: 2024-05", "{level: 3, by: CEBC, as_of: 2024-05")),
        _of("not-true-or-false", "Write true or false; delete the key when the sources do not say.",
            RuleExample("    peer_reviewed: ⟦yes", "    peer_reviewed: true")),
        _of("not-a-number", "Write digits alone, and put words into a note.",
            RuleExample("participants: {n: ⟦about 120, unit: families}",
                "participants: {n: 120, unit: families, note: about}",
                "participants: {n: 120, unit: families}"),
            RuleExample("{n: ⟦0120,", "{n: 120,"),
            RuleExample("treatment_months: ⟦1:30", "treatment_months: 1.5", "treatment_months: 6"),
            RuleExample("value: ⟦1e999", "value: 0.2")),
        _of("line-break", "Write names and titles on one line.",
            RuleExample("name: ⟦|\n  Kitchen Table\n  Coaching", "name: Kitchen Table Coaching")),
        _of("summary-too-long",
            "Keep one sentence that says whom it helps and how, and move the rest to `## About`.",
            RuleExample(f"summary: ⟦{LONG.strip(', ')}.",
                "summary: A coach visits reunified families every week for half a year.")),
        _of("slug-syntax", "Write small letters, digits and single hyphens.",
            RuleExample("id: ⟦Rivera 2020", "id: rivera-2020")),
        _of("url-syntax", "Copy the whole address from the browser, with https://.",
            RuleExample("website: ⟦www.example.org/ktc", "website: https://www.example.org/ktc",
                "website: https://example.org/ktc"),
            RuleExample("website: ⟦https://example.org/ktchttps://example.org/more",
                "website: https://example.org/ktc"),
            RuleExample("website: ⟦https://[example].org/ktc", "website: https://example.org/ktc"),
            RuleExample("website: ⟦javascript:alert(1)", "website: https://example.org/ktc"),
            RuleExample(RATING_3.replace("https://", "⟦"), RATING_3)),
        _of("email-syntax", "Write one address, as it is typed into a mail program.",
            RuleExample("developer: A county agency\ncontact: {email: ⟦coach at example.org}",
                "developer: A county agency\ncontact: {email: coach@example.org}",
                "developer: A county agency")),
        _of("doi-syntax", "Write the DOI without its address, starting with 10.",
            RuleExample("doi: ⟦https://doi.org/10.1234/abc.5", "doi: 10.1234/abc.5"),
            RuleExample('doi: ⟦"https://example.org/doi/10.1234/abc.5/full?icid=x#part-1"',
                "doi: 10.1234/abc.5"),
            RuleExample("doi: ⟦10.1234/abc.5. Accessed 2024", "doi: 10.1234/abc.5")),
        _of("pmid-syntax", "Write the digits alone; a number that starts with PMC is another one.",
            RuleExample("pmid: ⟦PMC123456", "pmid: 123456")),
        _of("date-syntax",
            "Write year-month-day; for a rating, write what is known: 2024-05-17, 2024-05 or 2024.",
            RuleExample("dates: {added: ⟦1 November 2026, reviewed: 2026-11-20}",
                "dates: {added: 2026-11-01, reviewed: 2026-11-20}"),
            RuleExample("as_of: ⟦2024-13", "as_of: 2024-05"),
            RuleExample("dates: {added: ⟦2026-02-30,", "dates: {added: 2026-11-01,")),
        _of("date-in-future", "Write the day on which it happened.",
            RuleExample("dates: {added: 2026-11-01, reviewed: ⟦2027-01-01}",
                "dates: {added: 2026-11-01, reviewed: 2026-11-20}"),
            RuleExample("as_of: ⟦2027-05", "as_of: 2024-05")),
        _of("year-range", "Write four digits.", RuleExample("year: ⟦220", "year: 2020")),
        _of("age-range", "Write the child's age in whole years, and leave an open bound out.",
            RuleExample("ages: {min: 2, max: ⟦212}", "ages: {min: 2, max: 12}")),
        _of("months-range",
            "Count from the end of treatment; for a measurement before it, write `timing` in words.",
            RuleExample("months_after_treatment: ⟦-3", "timing: three months before the end of treatment",
                "months_after_treatment: 12"),
            RuleExample("treatment_months: ⟦-6", "treatment_months: 6")),
        _of("weeks-range", "Write how many weeks the program lasts.",
            RuleExample("weeks: {min: ⟦-20, max: 26}", "weeks: {min: 20, max: 26}")),
        _of("count-range", "Write how many took part, or delete the key.",
            RuleExample("participants: {n: ⟦0, unit: families}", "participants: {unit: families}",
                "participants: {n: 120, unit: families}")),
        _of("p-range", "Write p between 0 and 1; put “p < .05” into a note.",
            RuleExample("p: ⟦3", "p: 0.03")),
    ),
    "Vocabulary": (
        _of("unknown-word",
            "Write an id from the vocabulary that the message names; a word that is missing there can be "
            "added.",
            RuleExample("  groups: [⟦reunifed-families]", "  groups: [reunified-families]")),
        _of("unknown-topic",
            "Write the file name of a topic without .md; another registry's topic goes into `other_ratings`.",
            RuleExample("  - topic: ⟦post-permanence", "  - topic: post-permanency-services")),
        _of("retired-word", "Write the id that the message names in its place.",
            RuleExample("  groups: [⟦kin-carers]", "  groups: [kinship-caregivers]",
                "  groups: [reunified-families]",
                given="kin-carers:\n  label: Kin carers\n  status: retired\n"
                "  retired: {date: 2026-01-01, reason: renamed, successor: kinship-caregivers}")),
        _of("vocabulary-incomplete",
            "Add the id with `label:` and `definition:` to the file that the message names.",
            RuleExample("trial:\n  label: Randomized controlled trial",
                "rct:\n  label: Randomized controlled trial", kind="vocabulary")),
    ),
    "Program": (
        _of("ages-order", "Write the youngest age as `min` and the oldest as `max`.",
            RuleExample("ages: {min: ⟦12, max: 2}", "ages: {min: 2, max: 12}")),
        _of("weeks-order", "Write the shortest duration as `min` and the longest as `max`.",
            RuleExample("weeks: {min: ⟦26, max: 20}", "weeks: {min: 20, max: 26}")),
        _of("span-order", "Put the smaller number at `min`.",
            RuleExample(f"{WEEKS}\n  sessions: {{min: ⟦20, max: 10}}",
                f"{WEEKS}\n  sessions: {{min: 10, max: 20}}", WEEKS)),
        _of("quantity-range", "Write digits from 0 upward; put words into a note.",
            RuleExample(f"{WEEKS}\n  sessions: {{min: ⟦-2}}", f"{WEEKS}\n  sessions: {{min: 2}}", WEEKS)),
        _of("currency-syntax", "Write three capitals: USD, GBP, AUD.",
            RuleExample(f"costs: [{{item: training, currency: ⟦dollars}}]\n{HARM}",
                f"costs: [{{item: training, currency: USD}}]\n{HARM}", HARM)),
        _of("cost-without-source", "Add the address of the page that gives the figure.",
            RuleExample(f"costs: [⟦{{item: training, amount: {{min: 1200}}}}]\n{HARM}",
                "costs: [{item: training, amount: {min: 1200}, source: https://example.org/cost}]\n"
                f"{HARM}", HARM)),
        _of("found-unknown-study", "Write the `id` of a study of this entry.",
            RuleExample(f"{HARM}\nfound: {{text: More stayed home., studies: [rivera-2020, ⟦riviera-2020]}}",
                f"{HARM}\nfound: {{text: More stayed home., studies: [rivera-2020]}}", HARM)),
        _of("found-one-sided",
            "Name what speaks against the program in the sentence too, and add the study to `studies`.",
            RuleExample(f"{HARM}\nfound: {{text: More stayed home., studies: ⟦[]}}",
                f"{HARM}\nfound: {{text: More stayed home., studies: [rivera-2020]}}", HARM)),
        _of("no-source", "List every page from which a fact came, at least one.",
            RuleExample("sources: ⟦[]", "sources: [https://example.org/ktc]")),
        _of("rating-without-source",
            "Add `source:` with the address of the page on which you saw the rating.",
            RuleExample("      - ⟦{level: 3, by: CEBC, as_of: 2024-05, seen: 2026-11-20, copy: live}",
                RATING_3),
            RuleExample("  - ⟦{registry: title-iv-e, rating: Promising}",
                "  - {registry: title-iv-e, rating: Promising, source: https://example.org/iv-e}")),
        _of("publisher-misspelt",
            "Write the publisher as the registries vocabulary has it, by its label or a synonym.",
            RuleExample("level: 3, by: ⟦CECB", "level: 3, by: CEBC")),
        _of("rating-empty",
            "Write the id of the registry's rating, or the words of the page as `as_printed`.",
            RuleExample("  - ⟦{registry: title-iv-e, source: https://example.org/iv-e}",
                "  - {registry: title-iv-e, as_printed: Listed, source: https://example.org/iv-e}",
                OTHER)),
        _of("rating-off-scale",
            "Write an id of the registry's scale, or leave `rating` out and give the words as `as_printed`.",
            RuleExample("  - {registry: title-iv-e, rating: ⟦Promissing, source: https://example.org/iv-e}",
                "  - {registry: title-iv-e, rating: promising, source: https://example.org/iv-e}", OTHER),
            RuleExample("  - {registry: nrepp, rating: ⟦2.8-3.1, source: https://example.org/iv-e}",
                "  - {registry: nrepp, as_printed: 2.8-3.1, source: https://example.org/iv-e}", OTHER)),
        _of("rating-in-doubt",
            "Write the date of each rating, or `in_force: false` at the one that was replaced.",
            RuleExample(
                f"{OTHER}\n  - ⟦{{registry: title-iv-e, rating: supported, source: https://example.org/new}}",
                f"{OTHER}\n  - {{registry: title-iv-e, rating: supported, in_force: false, "
                "source: https://example.org/new}", OTHER)),
        _of("ratings-order", "Put the newest rating on top, and leave the older ones below it.",
            RuleExample(f"{RATING_NR.replace('2019', '2018')}\n{RATING_NR.replace('{', '⟦{')}",
                f"{RATING_NR}\n{RATING_NR.replace('2019', '2018')}", RATING_NR),
            RuleExample(f"{RATING_3.replace('2024-05', '2018')}\n{RATING_NR.replace('{', '⟦{')}",
                f"{RATING_3}\n{RATING_NR}")),
        _of("topic-twice",
            "Keep one block for the topic, and put all its ratings into that block's `ratings`.",
            RuleExample(
                f"{TOPIC}\n{RATING_3}\n  - topic: ⟦post-permanency-services\n    ratings:\n{RATING_NR}",
                f"{TOPIC}\n{RATING_3}\n{RATING_NR}")),
        _of("harm-without-source",
            "Say in `note` what happened and give the page in `source`; otherwise write unknown.",
            RuleExample("harm: ⟦{case: present, basis: unknown}", "harm: {case: unknown, basis: unknown}")),
        _of("retired-without-reason",
            "Write `status: retired` and `retired:` with date and reason together, or neither of them.",
            RuleExample("status: ⟦retired",
                "status: retired\nretired: {date: 2026-01-01, reason: closed, successor: null}",
                "status: active"),
            RuleExample("status: active\nretired: ⟦{date: 2026-01-01, reason: closed}", "status: active")),
        _of("reviewed-before-added",
            "Write the day of the last review; a new entry was reviewed on the day it was added.",
            RuleExample("dates: {added: 2026-11-01, reviewed: ⟦2026-10-20}",
                "dates: {added: 2026-11-01, reviewed: 2026-11-01}",
                "dates: {added: 2026-11-01, reviewed: 2026-11-20}")),
        _of("rating-differs",
            "Compare the studies with their sources, or say in the rating's `note` why the two differ.",
            RuleExample(RATING_3.replace("level: 3", "level: ⟦1"),
                RATING_3.replace("level: 3", "level: 1")
                .replace("}", ", note: CEBC counts a trial that we could not find}"),
                RATING_3)),
    ),
    "Documents": (
        _of("document-fact-unknown",
            "Write a fact that the message names, `rated.` with the id of a registry, or a column of the "
            "file.",
            RuleExample("    rating: {heading: Rating, holds: [⟦rated.ceb]}",
                "    rating: {heading: Rating, holds: [rated.cebc]}", kind="documents")),
    ),
    "Topic": (
        _of("topic-without-outcomes",
            "List the outcomes that the source names; where none does, those that follow from the topic's "
            "own definition, with `rated_outcomes_basis: ours`.",
            RuleExample("definition: ⟦Programs in which neighbors help a family.",
                "definition: Programs in which neighbors help a family.\n"
                "rated_outcomes: [re-entry, parenting]\nrated_outcomes_basis: ours",
                kind="topic")),
        _of("outcomes-without-basis",
            "Write `rated_outcomes_basis:` source (its rule names all of them), source-in-part (it gives "
            "examples or wider words) or ours (no rule was seen), and say why in the text.",
            RuleExample("rated_outcomes: ⟦[re-entry, parenting]",
                "rated_outcomes: [re-entry, parenting]\nrated_outcomes_basis: ours", kind="topic")),
    ),
    "Studies": (
        _of("study-id-twice", "Give each study its own id: first author and year, then a letter.",
            RuleExample(
                "  - id: ⟦rivera-2020\n    sample: county\n    citation: {title: The same trial two years "
                "on}",
                "  - id: rivera-2020b\n    sample: county\n    citation: {title: The same trial two years "
                "on}",
                "  - id: rivera-2022\n    sample: county\n    citation: {title: The same trial two years "
                "on}")),
        _of("citation-unfindable", "Add the `title:` or the `url:` of a page about the study.",
            RuleExample("citation: ⟦{year: 2022}",
                "citation: {year: 2022, title: The same trial two years on}",
                "citation: {title: The same trial two years on}")),
        _of("too-many-studies", "Record the main results of each study, and name reviews under `sources`.",
            RuleExample("studies:\n  ⟦‹150 further studies›\n  - id: rivera-2020",
                "studies:\n  - id: rivera-2020")),
        _of("sample-differs",
            "Give papers of one trial the same design and comparison type, or say in a `note` of the study "
            "why they differ.",
            RuleExample(
                "    sample: ⟦county\n    citation: {title: The same trial two years on}\n    design: "
                "quasi-experimental",
                "    sample: county\n    citation: {title: The same trial two years on}\n    design: "
                "quasi-experimental\n    note: The comparison group had been treated by then",
                "    sample: county\n    citation: {title: The same trial two years on}\n    design: rct")),
        _of("comparison-contradicts",
            "Write no-treatment for a group that was measured and got nothing, and correct the design of a "
            "study that measured nobody else.",
            RuleExample(
                "    citation: {title: The same trial two years on}\n    design: rct\n"
                "    comparison: {type: ⟦none}",
                "    citation: {title: The same trial two years on}\n    design: rct\n"
                "    comparison: {type: no-treatment}",
                "    sample: county\n    citation: {title: The same trial two years on}\n    design: rct\n"
                "    comparison: {type: usual-care}")),
        _of("author-syntax",
            "Write each author as an item of the list, “Surname, A. B.” or “Surname, A. B., Jr.”; the last "
            "item may be “et al.” where the source names no more.",
            RuleExample('authors: [⟦"Rivera, A. B.; Lee, C."]', 'authors: ["Rivera, A. B.", "Lee, C."]',
                'authors: ["Rivera, A. B."]'),
            RuleExample('authors: ["Rivera, A. B.", ⟦et al]', 'authors: ["Rivera, A. B.", "et al."]',
                'authors: ["Rivera, A. B."]'),
            RuleExample('authors: [⟦"Rivera, Jr., A. B."]', 'authors: ["Rivera, A. B., Jr."]',
                'authors: ["Rivera, A. B."]')),
        _of("interval-order", "Write the lower bound first.",
            RuleExample("ci: ⟦[0.5, -0.1]", "ci: [-0.1, 0.5]")),
        _of("effect-outside-interval",
            "Compare the value and both bounds with the report: one of them was copied wrong.",
            RuleExample("effect: {kind: d, value: ⟦0.9, ci: [-0.1, 0.5]}",
                "effect: {kind: d, value: 0.2, ci: [-0.1, 0.5]}")),
        _of("significance-contradicts",
            "Compare the three with the report; a note that says “one-sided test” explains a difference.",
            RuleExample("      - outcome: parenting\n        significant: ⟦true\n        direction: mixed",
                "      - outcome: parenting\n        significant: false\n        direction: mixed",
                "      - outcome: parenting\n        direction: no-difference"),
            RuleExample(
                "      - outcome: parenting\n        significant: ⟦true\n        direction: no-difference",
                "      - outcome: parenting\n        direction: no-difference")),
        _of("percent-as-share", "Write 5 for five percent; `kind: percent` says that it is a percentage.",
            RuleExample("effect: {kind: percent, treatment: ⟦0.08, comparison: 0.17}",
                "effect: {kind: percent, treatment: 8, comparison: 17}")),
        _of("percent-range",
            "Write 0 to 100; the difference between two percentages is kind `percentage-points`.",
            RuleExample("effect: {kind: percent, treatment: ⟦108, comparison: 17}",
                "effect: {kind: percent, treatment: 8, comparison: 17}")),
        _of("months-contradict", "Keep the one of the two that the report gives.",
            RuleExample("months_after_treatment: ⟦12\n        months_after_baseline: 12",
                "months_after_treatment: 12")),
        _of("controlled-alone", "Write `controlled: false`, or correct the study's `design`.",
            RuleExample(
                "  - id: lee-2018\n    citation: {title: Before and after}\n    design: single-group\n    "
                "findings:\n"
                "      - {outcome: parenting, direction: favorable, controlled: ⟦true}\nsources: "
                "[https://example.org/ktc]",
                "  - id: lee-2018\n    citation: {title: Before and after}\n    design: single-group\n    "
                "findings:\n"
                "      - {outcome: parenting, direction: favorable, controlled: false}\nsources: "
                "[https://example.org/ktc]", "sources: [https://example.org/ktc]")),
    ),
    "Text": (
        _of("section-missing",
            "Add `## About`, and say what the program is, for whom, and what happens in it.",
            RuleExample("---\n⟦## Delivery", f"---\n{ABOUT}\n## Delivery")),
        _of("section-empty", "Write what belongs there, or delete the heading.",
            RuleExample("⟦### With an interpreter\n", "### With an interpreter\n\nIn Spanish too.\n"),
            RuleExample("⟦## Delivery\n", "## Delivery\n\nAt home.\n",
                "## Delivery\n\nAt home.\n\n### With an interpreter\n\nIn Spanish too.\n")),
        _of("section-unknown",
            "Use one of the sections that the message lists, or a heading ### below one of them.",
            RuleExample("⟦## How it is delivered", "## Delivery")),
        _of("section-twice", "Join the two into one section.",
            RuleExample(f"{ABOUT}\n⟦## About\n\nAt home.", f"{ABOUT}\nAt home.",
                f"{ABOUT}\n## Delivery\n\nAt home.")),
        _of("link-scheme", "Write the whole address, with https://; a page of this site starts with a slash.",
            RuleExample("with the family [once a week](⟦ftp://example.org/x).",
                "with the family [once a week](https://example.org/x).", "with the family once a week."),
            RuleExample("with the family [once a week](⟦www.example.org).",
                "with the family [once a week](https://www.example.org).", "with the family once a week.")),
        _of("heading-order", "Go down one level at a time: ## for a section, ### below it.",
            RuleExample("⟦#### With an interpreter", "### With an interpreter"),
            RuleExample("⟦# With an interpreter", "## Training and materials", "### With an interpreter")),
        _of("text-too-large",
            "Divide long paragraphs with empty lines, and nest lists and quotations less deep.",
            RuleExample("⟦>>>>>>>>>>> At home.", "> At home.", "At home.")),
        _of("html-tag", "Write it in Markdown; only <br>, <sub> and <sup> are read, without attributes.",
            RuleExample("At ⟦<b>home</b>.", "At **home**.", "At home."),
            RuleExample("⟦<h3>With an interpreter</h3>", "### With an interpreter"),
            RuleExample("At home. ⟦<!-- or at school? -->", "At home.")),
        _of("heading-glued", "Put a space between the number signs and the heading.",
            RuleExample("⟦###With an interpreter", "### With an interpreter")),
        _of("picture", "Say in words what it shows, and link to it.",
            RuleExample("At home: ⟦![a plan](https://example.org/plan.png)",
                "At home: [a plan](https://example.org/plan.png)", "At home.")),
        _of("footnote", "Give every footnote one text (`[^1]: …`), and point to it (`[^1]`).",
            RuleExample("At home.⟦[^1]", "At home.[^1]\n\n[^1]: Or at school.", "At home."),
            RuleExample("At home.[^1]\n\n[^1]: Or at school.\n\n⟦[^1]: Or in a park.",
                "At home.[^1][^2]\n\n[^1]: Or at school.\n\n[^2]: Or in a park.", "At home."),
            RuleExample("At home.\n\n⟦[^1]: Or at school.", "At home.[^1]\n\n[^1]: Or at school.",
                "At home.")),
        _of("named-link", "Write the address of each named link once (`[name]: address`), and use it.",
            RuleExample("At home: [how]⟦[manual].",
                "At home: [how][manual].\n\n[manual]: https://example.org/manual", "At home."),
            RuleExample("At home.\n\n⟦[manual]: https://example.org/manual", "At home.")),
        _of("table-cells", "Give the head as many cells, or write a bar that is text as `\\|`.",
            RuleExample("| Who | Where |\n|---|---|\n| Family | home | ⟦school |",
                "| Who | Where |\n|---|---|\n| Family | home \\| school |", "At home.")),
        _of("shown-differently", "Write it more plainly.",
            RuleExample("⟦> - [x] At home.", "- [x] At home.", "At home.")),
        _of("page-unknown", "Write the address of a page that exists, from the slash on.",
            RuleExample("At home, as [Homebuilders](⟦/programs/homebuilder) do.",
                "At home, as [Homebuilders](/programs/homebuilders) do.", "At home."),
            RuleExample("At home: [how to search](⟦/serch).", "At home: [how to search](/programs).",
                "At home.")),
        _of("page-moved", "Write the present address.",
            RuleExample("At home: [KTC](⟦/programs/kitchen-coaching).",
                "At home: [KTC](/programs/kitchen-table-coaching).", "At home.")),
        _of("anchor-unknown", "Write a part that the page has, or leave out what stands after #.",
            RuleExample("At home: [more](⟦#notes-on-the-evidence).", "At home: [more](#notes).", "At home.")),
    ),
    "The whole registry": (
        _of("former-slug-claimed", "Delete the old address from the entry to which it does not belong.",
            RuleExample("former_slugs: [kitchen-coaching, ⟦homebuilders]",
                "former_slugs: [kitchen-coaching]")),
        _of("successor-unknown", "Write the file name of an entry without .md, or null.",
            RuleExample("status: retired\nretired: {date: 2026-01-01, reason: closed, successor: ⟦nowhere}",
                "status: retired\nretired: {date: 2026-01-01, reason: closed, successor: homebuilders}",
                "status: active")),
        _of("alias-shared", "Make the two names different, unless people mean both programs by it.",
            RuleExample("name: ⟦ADOPTS therapy", "name: Kitchen Table Coaching (ADOPTS)",
                "name: Kitchen Table Coaching"),
            RuleExample(
                "aliases: [KTC, ⟦Homebuilders - Intensive Family Preservation and Reunification Services]",
                "aliases: [KTC]")),
    ),
    "Age and completeness": (
        _of("review-due",
            "Compare the entry with its sources, mend what has changed, and write the day as `reviewed`.",
            RuleExample("dates: {added: 2023-11-01, reviewed: ⟦2024-10-20}",
                "dates: {added: 2023-11-01, reviewed: 2026-11-20}",
                "dates: {added: 2026-11-01, reviewed: 2026-11-20}", "strict")),
        _of("rating-not-seen-lately",
            "Look at the publisher's page; put a new rating on top if it changed, else write the day as "
            "`seen`.",
            RuleExample("seen: ⟦2024-10-20, copy: live", "seen: 2026-11-20, copy: live", kind="strict")),
        _of("fact-not-recorded",
            "Look for the fact in the sources and write it; when none of them gives it, leave it out: "
            "nothing is made up.",
            RuleExample(
                "⟦target_population:\n  description: Families whose child came home in the last month\n  "
                "groups: [reunified-families]\npermanency:",
                "target_population:\n  description: Families whose child came home in the last month\n  "
                "groups: [reunified-families]\n" "  ages: {min: 2, max: 12}\npermanency:", kind="strict")),
        _of("no-topic",
            "Name the topic areas of the program, with `ratings: []` where no published rating was seen.",
            RuleExample("topics: ⟦[]", "topics:\n  - topic: post-permanency-services\n    ratings: []",
                f"topics:\n{TOPIC}\n{RATING_3}\n{RATING_NR}", "strict")),
        _of("outcome-without-direction",
            "Write `better: higher` or `better: lower`, whichever is better of what the outcome names.",
            RuleExample("⟦re-entry:\n  label: Re-entry to care", "re-entry:\n  label: Re-entry to care\n"
                "  better: lower", kind="vocabulary")),
    ),
    "Links": (
        _of("link-dead",
            "Write the page's new address; when it has none, name another page that says the same, or a "
            "stored copy with `copy: stored`.",
            RuleExample("website: https://example.org/gone", "website: https://example.org/ktc",
                kind="links")),
        _of("link-moved", "Write the address that the message gives.",
            RuleExample("website: http://example.org/old", "website: https://example.org/ktc", kind="links")),
        _of("link-blocked", "Open the page yourself; when it is there, nothing needs to change."),
        _of("link-unreachable",
            "Ask again on another day, and look for a new address when it still does not answer."),
    ),
    "Addresses that were given out": (
        _of("address-lost",
            "Keep the file with `status: retired`, or name the old address in `former_slugs` of the entry "
            "that took its place.",
            RuleExample("name: ⟦Kitchen Table Coaching\naliases: [KTC]",
                "name: Kitchen Table Coaching\naliases: [KTC]\nformer_slugs: [kitchen-coaching]",
                kind="base"),
            RuleExample("former_slugs: ⟦[]", "former_slugs: [kitchen-coaching]", kind="base")),
        _of("name-lost", "Add the old name to `aliases`, so that people who know it find the program."),
    ),
}  # fmt: skip

EXPLANATIONS: dict[str, RuleExplanation] = {each.rule: each for group in EXPLAINED.values() for each in group}
