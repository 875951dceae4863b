"""Every rule of the check: its id, its severity and why it exists; the docs are written from this table."""

from dataclasses import dataclass
from typing import Literal

When = Literal["always", "strict", "links", "base"]


@dataclass(frozen=True, slots=True)
class Rule:
    """`about` says in one sentence what the rule protects. Errors stop a build, warnings do not.

    `when`: those of `strict`, `links` and `base` are asked by `homeward check --strict`, `--links` and
    `--base` alone, never by a plain check or a build.
    """

    id: str
    about: str
    severity: Literal["error", "warning"] = "error"
    when: When = "always"


# fmt: off
RULES = (
    # The file
    Rule("missing-file", "A path that is checked leads to a file."),
    Rule("link-outside", "A link may not bring text from outside the content folder into the registry."),
    Rule("file-too-large", "An entry is text that a person can read: at most 1,000,000 bytes."),
    Rule("binary-file", "An entry is text."),
    Rule("not-utf8", "Names and quotation marks survive only in UTF-8."),
    Rule("byte-order-mark", "An invisible mark at the start confuses other tools.", "warning"),
    Rule("crlf", "One kind of line end keeps changes readable.", "warning"),
    Rule("symbolic-link",
         "An entry is a file of its own: a save through a link changes another file.", "warning"),
    Rule("stray-file", "What nothing reads does not lie among the entries.", "warning"),
    Rule("file-name",
         "The file name is the program's address for ever: "
         "small letters, digits, hyphens, then .md (or .yaml for a vocabulary)."),
    Rule("control-character", "Text holds no controls: feeds, pictures and terminals break at them."),
    Rule("hidden-direction", "Text is stored in the order in which it is read."),
    Rule("invisible-character", "What nobody sees keeps a name from being found.", "warning"),
    # Front matter
    Rule("front-matter-missing", "The facts of an entry stand between two lines `---`."),
    Rule("front-matter-open", "The front matter needs its second line `---`."),
    Rule("yaml-syntax", "The front matter must be readable."),
    Rule("yaml-too-deep", "Deep nesting is a mistake or an attack."),
    Rule("yaml-too-large", "Keys and values are read by people, line by line."),
    Rule("duplicate-key", "A key that stands twice would silently lose one value."),
    Rule("hash-in-value", "After a space, # starts a comment: what follows is not part of the value."),
    Rule("anchor", "Anchors and aliases hide what is written where, and can blow a file up."),
    Rule("tag", "Tags run or reinterpret values."),
    # Values
    Rule("unknown-key", "A misspelled key would be a fact that nobody sees."),
    Rule("missing-key", "Some facts every entry must have."),
    Rule("wrong-type", "A value has the shape that the key expects: text, a list, or keys of its own."),
    Rule("empty-value", "Empty text looks recorded and is not."),
    Rule("unknown-choice", "A key with fixed choices takes one of them."),
    Rule("not-true-or-false", "A yes-or-no fact is true, false or null; `yes` and `no` are words."),
    Rule("not-a-number", "Numbers are digits alone, so that nothing is misread (010, 1:30, “about 100”)."),
    Rule("line-break", "Names and titles stand on one line."),
    Rule("summary-too-long", "The summary is one sentence of at most 240 characters."),
    Rule("slug-syntax", "Addresses and ids are small letters, digits and single hyphens."),
    Rule("url-syntax", "A link must be followable: http, https or mailto."),
    Rule("email-syntax", "A mail address is one that can be written to."),
    Rule("doi-syntax", "A DOI is written bare, starting with 10."),
    Rule("pmid-syntax", "A PubMed number is digits alone."),
    Rule("date-syntax", "A date is year-month-day; a rating's date may be less precise."),
    Rule("date-in-future", "What has not happened cannot be recorded."),
    Rule("year-range", "A year of publication has four digits and is plausible."),
    Rule("age-range", "Ages are those of a child or young person, 0 to 25."),
    Rule("months-range", "Follow-up is counted in months, never below zero."),
    Rule("weeks-range", "Duration in weeks is never below zero."),
    Rule("count-range", "At least one person took part."),
    Rule("p-range", "A p value lies between 0 and 1."),
    # Vocabulary
    Rule("unknown-word", "An id must stand in its vocabulary, or nobody can filter by it."),
    Rule("unknown-topic", "A program is rated only in topics that exist."),
    Rule("retired-word", "A retired id has a replacement."),
    Rule("vocabulary-incomplete", "Every choice that the entry format knows has a word for readers."),
    # Program
    Rule("ages-order", "The youngest age is not above the oldest."),
    Rule("weeks-order", "The shortest duration is not above the longest."),
    Rule("span-order", "What is at least is not above what is at most."),
    Rule("quantity-range", "A number of days, sessions or hours, and a sum of money, is possible."),
    Rule("currency-syntax", "A sum of money names its currency by its code."),
    Rule("cost-without-source", "What something costs is somebody's figure: it names the page."),
    Rule("found-unknown-study", "The sentence on what was found names studies of the entry."),
    Rule("found-one-sided",
         "The sentence on what was found hides no study that speaks against the program.", "warning"),
    Rule("no-source", "A fact without a source cannot be checked."),
    Rule("rating-without-source", "A published rating names the page where it was published."),
    Rule("publisher-misspelt", "Who published a rating is written as the registries are known.", "warning"),
    Rule("rating-empty", "A rating by another registry says what the registry said."),
    Rule("rating-off-scale",
         "A rating by another registry is a step of that registry's scale, so that it can be counted."),
    Rule("rating-in-doubt",
         "Of two ratings that disagree a reader is told which one is in force.", "warning"),
    Rule("ratings-order",
         "Ratings stand newest first: the first one is taken as the current one.", "warning"),
    Rule("topic-twice", "A program stands in a topic once; several ratings go into its `ratings` list."),
    Rule("harm-without-source", "A harm recorded as present needs a note and a source."),
    Rule("retired-without-reason",
         "A retired entry says when, why and what to use instead; an active one does not."),
    Rule("reviewed-before-added", "An entry is reviewed on or after the day on which it was added."),
    Rule("rating-differs",
         "A published level that the recorded studies do not allow is explained in the rating's note.",
         "warning"),
    # Documents
    Rule("document-fact-unknown", "A document of a shortlist holds only what an entry can tell."),
    # Topic
    Rule("topic-without-outcomes",
         "A topic says which outcomes count for a rating, so that its programs have a derived one.",
         "warning"),
    Rule("outcomes-without-basis",
         "Readers are told whose list of outcomes it is: the source's, in part, or ours.", "warning"),
    # Studies
    Rule("study-id-twice", "A study id is unique in its file, so that a rating can point to it."),
    Rule("citation-unfindable", "A reader must be able to find the study: a title or a link."),
    Rule("too-many-studies",
         "An entry has at most 150 studies and 600 findings, so that it is rated at once."),
    Rule("sample-differs",
         "Papers of one trial share design, setting and comparison condition, or a note says why not.",
         "warning"),
    Rule("comparison-contradicts",
         "A trial or a comparison study measured somebody outside the program.", "warning"),
    Rule("author-syntax",
         "Each author stands alone, “Surname, A. B.”, so that citations name them.", "warning"),
    Rule("interval-order", "A confidence interval is written low, high."),
    Rule("effect-outside-interval", "An effect lies inside its own confidence interval."),
    Rule("significance-contradicts",
         "`significant` agrees with the p value, the interval and the direction.", "warning"),
    Rule("percent-as-share", "A percentage is written as 5, not as 0.05.", "warning"),
    Rule("percent-range", "A percentage lies between 0 and 100."),
    Rule("months-contradict",
         "Months after treatment are months after baseline less the length of treatment."),
    Rule("controlled-alone", "A study without a comparison group has no controlled finding."),
    # Markdown
    Rule("section-missing", "Every entry has an About section."),
    Rule("section-empty", "A heading promises text."),
    Rule("section-unknown", "Entries have the same sections, so that readers find their way."),
    Rule("section-twice", "A section stands once."),
    Rule("link-scheme",
         "A link in the text leads to http, https or mailto, or to a page of this site (/topics/…)."),
    Rule("heading-order", "Headings go down one level at a time, below the sections (##)."),
    Rule("text-too-large", "A text is read by people, and every page is made in a moment."),
    Rule("html-tag", "Markdown is the one language of texts: HTML is shown as it is typed."),
    Rule("heading-glued", "Number signs without a space behind them make no heading.", "warning"),
    Rule("picture", "Pages show no pictures of other sites, which would learn who reads here.", "warning"),
    Rule("footnote",
         "Every mark of a footnote has its text, and every such text its mark: else one of them is lost.",
         "warning"),
    Rule("named-link", "The address of a named link stands once, and is used.", "warning"),
    Rule("table-cells",
         "A row has no more cells than the head of its table: the others are lost.", "warning"),
    Rule("shown-differently",
         "Entries are reviewed on GitHub: a page shows what is seen there.", "warning"),
    Rule("page-unknown", "A link inside the registry leads to a page that exists.", "warning"),
    Rule("page-moved", "A link inside the registry names the present address of a page.", "warning"),
    Rule("anchor-unknown", "What stands after # in a link names a part of the page.", "warning"),
    # Registry
    Rule("former-slug-claimed", "An old address leads to one place."),
    Rule("successor-unknown", "The entry that takes a retired one's place exists."),
    Rule("alias-shared",
         "Two programs may share a name people search for, but seldom on purpose.", "warning"),
    # Age and completeness
    Rule("review-due", "An entry is compared with its sources again within 24 months.", "warning", "strict"),
    Rule("rating-not-seen-lately",
         "A rating in force is looked up again within 24 months: publishers change them.",
         "warning", "strict"),
    Rule("fact-not-recorded",
         "Readers look for ages, setting, length, a manual and the like before anything else.",
         "warning", "strict"),
    Rule("no-topic", "A program without a topic area is found by search alone.", "warning", "strict"),
    Rule("outcome-without-direction",
         "Of an outcome readers are told which way is better; a process in services may have no such way.",
         "warning", "strict"),
    # Links
    Rule("link-dead", "Readers can follow every link to the page that a fact came from.", "error", "links"),
    Rule("link-moved", "A page that moved for good is linked where it is now.", "warning", "links"),
    Rule("link-blocked",
         "A page that refuses programs can only be looked at by a person.", "warning", "links"),
    Rule("link-unreachable", "A page that did not answer today may answer tomorrow.", "warning", "links"),
    # Addresses since a revision
    Rule("address-lost",
         "Others link to and cite what was published: "
         "an address that once led somewhere always does, and to the same thing.", "error", "base"),
    Rule("name-lost", "People go on searching for the name they know.", "warning", "base"),
)
# fmt: on

RULEBOOK: dict[str, Rule] = {rule.id: rule for rule in RULES}
