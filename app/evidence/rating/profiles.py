"""The scales, as tables of conditions. A new profile is a new table; nothing else changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.evidence.rating import conditions as asked
from app.evidence.rating.conditions import Condition, favorable_contrasts
from app.evidence.rating.contributions import SIX, TWELVE

JUDGEMENT = None


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """The level when all conditions hold and those of no earlier row did. None: somebody has to judge."""

    level: str | None
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A scale.

    `rows` are asked in order, `otherwise` is the rest; `order` runs from weakest to strongest.

    `domains`: outcomes of these domains count; None means those that the topic names. Where somebody has to
    judge, the candidates are the levels whose conditions hold without those of `judged_without`, those of
    `judged_also`, and `otherwise`. `notice` stands wherever the profile shows; `labels` are the words for its
    levels where the content has none. Compared as an object (`eq=False`), because it is part of the keys of
    caches.
    """

    id: str
    name: str
    version: str
    rows: tuple[ProfileRow, ...]
    otherwise: str
    order: tuple[str, ...]
    domains: frozenset[str] | None = None
    needs_peer_review: bool = True
    judged_without: frozenset[str] = frozenset()
    judged_also: tuple[ProfileRow, ...] = ()
    notice: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def levels(self) -> tuple[str, ...]:
        """Strongest first, as readers meet them."""
        return tuple(reversed(self.order))


CEBC = Profile(
    id="cebc",
    name="CEBC scientific rating scale",
    version="2026-11.2",
    rows=(
        ProfileRow("5", (asked.HARM,)),
        ProfileRow("5", (asked.NEGATIVE,)),
        ProfileRow("NR", (asked.NO_MANUAL,)),
        ProfileRow(JUDGEMENT, (asked.MIXED,)),
        ProfileRow(
            "1", (asked.TWO_TRIALS, asked.SUSTAINED_TWELVE, asked.SUPPORTS, asked.NO_HARM, asked.MANUAL)
        ),
        ProfileRow("2", (asked.ONE_TRIAL, asked.SUSTAINED_SIX, asked.SUPPORTS, asked.NO_HARM, asked.MANUAL)),
        ProfileRow("3", (asked.CONTROLLED_BENEFIT, asked.SUPPORTS, asked.NO_HARM, asked.MANUAL)),
        ProfileRow("4", (asked.TRIALS_WITHOUT_BENEFIT, asked.DOES_NOT_SUPPORT, asked.NO_HARM, asked.MANUAL)),
    ),
    otherwise="NR",
    order=("5", "4", "NR", "3", "2", "1"),
    judged_without=frozenset({asked.SUPPORTS.id, asked.DOES_NOT_SUPPORT.id}),
    judged_also=(ProfileRow("5", (asked.ANY_NEGATIVE,)),),
    notice="Worked out by Homeward from the studies recorded in this entry, after CEBC's published scale; "
    "not a rating by CEBC.",
)

TITLE_IV_E = Profile(
    id="title-iv-e",
    name="Title IV-E Prevention Services Clearinghouse, partial reading",
    version="2026-11.2",
    rows=(
        ProfileRow("does-not-meet", (asked.HARM,)),
        ProfileRow("does-not-meet", (asked.MORE_AGAINST,)),
        ProfileRow("does-not-meet", (asked.NO_MANUAL,)),
        ProfileRow("well-supported", (
            favorable_contrasts(
                2, "At least two comparisons of different families, in usual care, came out better with it"
            ),
            favorable_contrasts(
                2, "At least one of them lasted 12 months or more after treatment ended", TWELVE
            ),
            asked.NO_HARM, asked.MANUAL,
        )),
        ProfileRow("supported", (
            favorable_contrasts(1, "At least one comparison in usual care came out better with the program"),
            favorable_contrasts(1, "It lasted 6 months or more after treatment ended", SIX),
            asked.NO_HARM, asked.MANUAL,
        )),
        ProfileRow("promising", (asked.FAVORABLE_CONTRAST, asked.NO_HARM, asked.MANUAL)),
    ),
    otherwise="does-not-meet",
    order=("does-not-meet", "promising", "supported", "well-supported"),
    domains=frozenset({"safety", "permanency", "child-well-being", "caregiver-well-being"}),
    needs_peer_review=False,
    notice="Our partial reading: its design and execution standards are not evaluated.",
    labels={
        "well-supported": "Well-supported",
        "supported": "Supported",
        "promising": "Promising",
        "does-not-meet": "Does not meet criteria",
    },
)  # fmt: skip

PROFILES = {profile.id: profile for profile in (CEBC, TITLE_IV_E)}
