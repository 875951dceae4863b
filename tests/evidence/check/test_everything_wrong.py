"""One entirely wrong entry: everything that is wrong is told in one pass, in order, each where it stands."""

from pathlib import Path

from tests.shipped import read_beside_shipped

WRONG = Path(__file__).parent / "everything_wrong.md"

EXPECTED = """
2:7 empty-value
3:17 wrong-type
4:16 former-slug-claimed
5:1 unknown-key
6:10 summary-too-long
7:9 unknown-choice
8:10 url-syntax
11:12 unknown-word
12:15 ages-order
14:16 weeks-range
16:3 duplicate-key
17:21 unknown-choice
18:7 harm-without-source
20:12 unknown-topic
21:16 unknown-choice
23:9 rating-without-source
24:17 unknown-choice
24:66 date-in-future
26:55 anchor
28:9 slug-syntax
29:15 citation-unfindable
29:22 year-range
29:34 doi-syntax
29:57 pmid-syntax
31:20 not-true-or-false
32:23 count-range
35:33 months-range
37:12 p-range
38:12 not-a-number
39:44 percent-range
39:56 effect-outside-interval
42:31 interval-order
48:64 controlled-alone
49:9 study-id-twice
50:13 sample-differs
53:10 no-source
54:16 date-syntax
54:33 date-in-future
56:1 heading-order
58:1 section-empty
60:1 section-unknown
62:1 heading-order
66:1 section-empty
66:1 section-twice
"""


def test_every_problem_of_the_wrong_entry_is_told_in_order() -> None:
    _, problems = read_beside_shipped(WRONG)
    told = [
        f"{problem.line}:{problem.column} {problem.rule}" for problem in problems if problem.path == WRONG
    ]
    assert told == EXPECTED.split("\n")[1:-1]


def test_it_breaks_at_least_twenty_five_rules() -> None:
    assert len({line.split()[1] for line in EXPECTED.strip().split("\n")}) >= 25
