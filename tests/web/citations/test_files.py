"""Citations in three formats, read by other people's readers: they hold what is recorded, and no more."""

import json
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation as Cited
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.authors import Author, parse_author
from app.evidence.entry.program import Program
from app.evidence.entry.study import Citation, Study
from app.web.citations.bibtex import escape_latex, write_bibtex
from app.web.citations.csl import write_csl_json
from app.web.citations.references import CitedReference, cite_study
from app.web.citations.ris import write_ris

ENDINGS = ("bib", "ris", "csl.json")


@pytest.fixture(scope="module")
def programs(snapshot: Snapshot) -> dict[str, Program]:
    found = {card.slug: snapshot.page(card.slug) for card in snapshot.cards}
    return {slug: page.program for slug, page in found.items() if page}


def read_bibtex(text: str, decoded: bool = True) -> Library:
    more = [LatexDecodingMiddleware(keep_braced_groups=False, keep_math_mode=False)] if decoded else []
    library = bibtexparser.parse_string(text, append_middleware=more)
    assert not library.failed_blocks
    return library


def study(**recorded: Any) -> Study:
    about = {name: recorded.pop(name) for name in ("peer_reviewed", "retracted") if name in recorded}
    return Study(id="one", design="rct", citation=Citation(**{"title": "A title", **recorded}), **about)


def keys_of(slug: str, program: Program) -> list[str]:
    return [slug, *(f"{slug}_{study.id}" for study in program.studies)]


def test_bibtexparser_reads_every_program(client: FlaskClient, programs: dict[str, Program]) -> None:
    everything = "\n".join(client.get(f"/programs/{slug}.bib").get_data(as_text=True) for slug in programs)
    assert everything.isascii()
    library, plain = read_bibtex(everything), read_bibtex(everything, decoded=False).entries_dict
    assert [entry.key for entry in library.entries] == [
        key for slug, program in programs.items() for key in keys_of(slug, program)
    ]
    for slug, program in programs.items():
        page = library.entries_dict[slug]
        assert (page["title"], page["author"], page["url"]) == (
            program.name.replace("\u00a0", " "),
            "Homeward",
            f"http://localhost/programs/{slug}",
        )
        for each in program.studies:
            entry, citation = library.entries_dict[f"{slug}_{each.id}"], each.citation
            fields = {field.key: field.value for field in entry.fields}
            assert fields.get("title") == citation.title
            assert fields.get("year") == (str(citation.year) if citation.year else None)
            assert (fields.get("volume"), fields.get("number"), fields.get("pmid")) == (
                citation.volume,
                citation.issue,
                citation.pmid,
            )
            assert fields.get("pages") == (citation.pages.replace("-", "–") if citation.pages else None)
            assert fields.get("doi") == citation.doi
            assert plain[entry.key].get("url").value == citation.url if citation.url else "url" not in fields
            named = [
                ", ".join((*name.split(", ")[::2], *name.split(", ")[1:2]))
                if name.endswith((", Jr.", ", Sr.", ", II", ", III"))
                else name
                for name in citation.authors or ("",)
            ]
            assert fields.get("author", "").split(" and ") == [
                name.replace("et al.", "others") for name in named
            ]
            assert citation.container in (
                None,
                fields.get("journal"),
                fields.get("booktitle"),
                fields.get("howpublished"),
                fields.get("note"),
            )


def test_rispy_reads_every_program(client: FlaskClient, programs: dict[str, Program]) -> None:
    for slug, program in programs.items():
        page, *studies = rispy.loads(client.get(f"/programs/{slug}.ris").data.decode("utf-8"))
        assert [page["id"], *(read["id"] for read in studies)] == keys_of(slug, program)
        assert (page["type_of_reference"], page["title"], page["authors"]) == (
            "ELEC",
            program.name,
            ["Homeward"],
        )
        assert page["date"] == f"{program.dates.reviewed:%Y/%m/%d}/"
        for read, each in zip(studies, program.studies, strict=True):
            citation = each.citation
            assert read.get("title") == citation.title
            assert read.get("secondary_title") == citation.container
            assert read.get("doi") == citation.doi
            assert read.get("year") == (str(citation.year) if citation.year else None)
            assert "-".join(filter(None, (read.get("start_page"), read.get("end_page")))) == (
                citation.pages or ""
            )
            assert "; ".join(map(str, read.get("urls", ()))).replace("; ", ";") == (
                citation.url or ""
            ).replace("; ", ";")
            named = [name.replace(", Inc.", " Inc.") for name in citation.authors or () if name != "et al."]
            assert read.get("authors", []) == named


def test_citeproc_prints_a_bibliography_of_every_program(
    client: FlaskClient, programs: dict[str, Program]
) -> None:
    items = [item for slug in programs for item in client.get(f"/programs/{slug}.csl.json").get_json()]
    assert [item["id"] for item in items] == [
        key for slug, program in programs.items() for key in keys_of(slug, program)
    ]
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        bibliography.register(Cited([CitationItem(item["id"])]))
    printed = [str(line) for line in bibliography.bibliography()]
    assert len(printed) == len(items)
    walton = next(line for line in printed if line.startswith("Kirk, R.S."))
    assert "(2004) “Intensive family preservation services" in walton.replace("‘", "“")
    assert "Social Work Research" in walton


def test_csl_json_says_what_is_recorded_and_has_no_empty_key(
    client: FlaskClient, programs: dict[str, Program]
) -> None:
    for slug, program in programs.items():
        page, *studies = client.get(f"/programs/{slug}.csl.json").get_json()
        reviewed = program.dates.reviewed
        assert page == {
            "id": slug, "type": "webpage", "author": [{"literal": "Homeward"}], "title": program.name,
            "issued": {"date-parts": [[reviewed.year, reviewed.month, reviewed.day]]},
            "URL": f"http://localhost/programs/{slug}",
        }  # fmt: skip
        for item, each in zip(studies, program.studies, strict=True):
            assert all(item.values())
            assert (item.get("title"), item.get("DOI"), item.get("URL")) == (
                each.citation.title,
                each.citation.doi,
                each.citation.url,
            )
            assert ("issued" in item) == (each.citation.year is not None)
            names = [
                ", ".join(filter(None, map(name.get, ("family", "given", "suffix")))) or name["literal"]
                for name in item.get("author", ())
            ]
            assert names == [name for name in each.citation.authors or () if name != "et al."]


@pytest.mark.parametrize("ending, media_type", [
    ("bib", "application/x-bibtex"), ("ris", "application/x-research-info-systems"),
    ("csl.json", "application/vnd.citationstyles.csl+json"),
])  # fmt: skip
def test_one_study_alone(ending: str, media_type: str, client: FlaskClient) -> None:
    answer = client.get(f"/programs/homebuilders.{ending}?study=kirk-2004")
    text = answer.get_data(as_text=True)
    assert answer.headers["Content-Type"] == f"{media_type}; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=homebuilders_kirk-2004.{ending}"
    assert text.count("homebuilders_") == 1
    assert "homebuilders_kirk-2004" in text
    assert (
        client.get(f"/programs/homebuilders.{ending}").headers["Content-Disposition"]
        == f"attachment; filename=homebuilders.{ending}"
    )


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_unknown_study_is_named_with_those_there_are(
    ending: str, client: FlaskClient, programs: dict[str, Program]
) -> None:
    answer = client.get(f"/programs/homebuilders.{ending}?study=walton")
    assert answer.status_code == 404
    assert "Homebuilders® has no study “walton”. Its studies are: walton-1993, " in answer.get_data(
        as_text=True
    )
    without = next(slug for slug, program in programs.items() if not program.studies)
    answer = client.get(f"/programs/{without}.{ending}?study=x")
    assert "No study of it is recorded." in answer.get_data(as_text=True)


@pytest.mark.parametrize("recorded, kind", [
    ({"container": "Child Welfare", "volume": "72"}, "article-journal"),
    ({"container": "Morbidity and Mortality Weekly Report", "issue": "3"}, "article-journal"),
    ({"container": "Child Abuse & Neglect", "peer_reviewed": True}, "article-journal"),
    ({"container": "Psychological Reports", "peer_reviewed": True}, "article-journal"),
    ({"container": "SSWR conference abstract", "peer_reviewed": False}, "paper-conference"),
    ({"container": "Child Trends brief 2015-01"}, "report"),
    ({"container": "Report to U.S. DHHS, ASPE", "peer_reviewed": True}, "report"),
    ({"container": "Doctoral dissertation, Portland State University"}, "thesis"),
    ({"container": "PCORI"}, "document"),
    ({"peer_reviewed": True, "doi": "10.1037/ser0000324"}, "document"),
    ({}, "document"),
])  # fmt: skip
def test_a_type_is_given_only_where_the_record_shows_it(recorded: dict[str, Any], kind: str) -> None:
    assert cite_study("keep", study(**recorded)).kind == kind


@pytest.mark.parametrize("written, read", [
    ("Walton, E.", Author("Walton", "E.")),
    ("van der Put, C. E.", Author("van der Put", "C. E.")),
    ("Smith, J., Jr.", Author("Smith", "J.", "Jr.")),
    ("Westat", Author("Westat")),
    ("Gordon", Author("Gordon")),
    ("Care Solutions, Inc.", Author("Care Solutions, Inc.")),
    ("Smith,", Author("Smith,")),
])  # fmt: skip
def test_persons_and_others(written: str, read: Author) -> None:
    assert parse_author(written) == read


def all_formats(reference: CitedReference) -> tuple[Any, Any, Any]:
    return (
        read_bibtex(write_bibtex([reference])).entries[0],
        rispy.loads(write_ris([reference]))[0],
        json.loads(write_csl_json([reference]))[0],
    )


def test_an_organization_stays_whole() -> None:
    bib, read, item = all_formats(
        cite_study("keep", study(authors=("Care Solutions, Inc.", "Health and Family Institute")))
    )
    text = write_bibtex(
        [cite_study("keep", study(authors=("Care Solutions, Inc.", "Health and Family Institute")))]
    )
    assert "author = {{Care Solutions, Inc.} and {Health and Family Institute}}" in text
    assert bib["author"] == "Care Solutions, Inc. and Health and Family Institute"
    assert read["authors"] == ["Care Solutions Inc.", "Health and Family Institute"]
    assert item["author"] == [{"literal": "Care Solutions, Inc."}, {"literal": "Health and Family Institute"}]


def test_more_authors_than_are_recorded_are_no_author_called_et_al() -> None:
    bib, read, item = all_formats(cite_study("keep", study(authors=("DeGarmo, D. S.", "et al."))))
    assert bib["author"] == "DeGarmo, D. S. and others"
    assert (read["authors"], read["notes"]) == (
        ["DeGarmo, D. S."],
        ["More authors than these; their names are not recorded."],
    )
    assert (item["author"], item["note"]) == (
        [{"family": "DeGarmo", "given": "D. S."}],
        "More authors than these; their names are not recorded.",
    )


def test_a_suffix_stands_where_each_format_wants_it() -> None:
    reference = cite_study("keep", study(authors=("Smith, J., Jr.",)))
    bib, read, item = all_formats(reference)
    assert (bib["author"], read["authors"]) == ("Smith, Jr., J.", ["Smith, J., Jr."])
    assert item["author"] == [{"family": "Smith", "given": "J.", "suffix": "Jr."}]


def test_a_retracted_study_says_so() -> None:
    bib, read, item = all_formats(cite_study("keep", study(retracted=True, container="Child Trends report")))
    assert (bib.entry_type, bib["note"]) == ("techreport", "Child Trends report. Retracted")
    assert (read["notes"], item["note"]) == (["Retracted"], "Retracted.")


@pytest.mark.parametrize(
    "pages, first, last",
    [
        ("473-487", "473", "487"),
        ("e33–e39", "e33", "e39"),
        ("105260", "105260", None),
        ("1-4, 9", "1-4, 9", None),
    ],
)
def test_pages_in_ris(pages: str, first: str, last: str | None) -> None:
    read = rispy.loads(write_ris([cite_study("keep", study(pages=pages))]))[0]
    assert (read.get("start_page"), read.get("end_page")) == (first, last)


def test_capitals_of_a_title_are_kept() -> None:
    reference = CitedReference(
        "keep_one", "document", title="RCT of PMTO in foster care: A follow-up for McDonald"
    )
    assert "title = {{RCT} of {PMTO} in foster care: {A} follow-up for {McDonald}}" in write_bibtex(
        [reference]
    )


def test_addresses_are_not_escaped_and_cannot_end_their_field() -> None:
    reference = CitedReference(
        "keep_one",
        "document",
        title="x",
        doi="10.1002/(SICI)1099<1::AID_3>3.0",
        url="https://example.org/a_b?c=1&d=%20#{e}~",
    )
    entry = read_bibtex(write_bibtex([reference]), decoded=False).entries[0]
    assert (entry["doi"], entry["url"]) == (
        "10.1002/(SICI)1099<1::AID_3>3.0",
        "https://example.org/a_b?c=1&d=%20#%7Be%7D~",
    )


@pytest.mark.parametrize("text, written", [
    ("50 % & more_less #1 $5", r"50 \% \& more\_less \#1 \$5"), ("Zoë Müller", r'Zo{\"e} M{\"u}ller'),
    ("Łódź", r"{\L}{\'o}d{\'z}"), ("Guðmundsdóttir", r"Gu{\dh}mundsd{\'o}ttir"), ("Þór, Đorđe", r"{\TH}{\'o}r, {\DJ}or{\dj}e"),
    ("Homebuilders®", r"Homebuilders{\textregistered}"), ("“1–2”", "``1--2''"),
    ("a{b}\\c~d^", r"a$\lbrace$b$\rbrace${\textbackslash}c{\textasciitilde}d{\textasciicircum}"),
    ("Garçon, Čapek", r"Gar{\c{c}}on, {\v{C}}apek"), ("家族", "家族"),
])  # fmt: skip
def test_signs_in_latex(text: str, written: str) -> None:
    assert escape_latex(text) == written


LETTERS = (
    st.text(st.sampled_from("abcXYZ éèñüçÅøßłŽ&%$#_{}~\\<>|®™…"), min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@settings(max_examples=40, deadline=None)
@given(title=LETTERS, family=LETTERS)
def test_whatever_a_title_holds_a_reader_gets_it_back(title: str, family: str) -> None:
    reference = CitedReference("keep_one", "document", authors=(Author(family),), title=title)
    entry = read_bibtex(write_bibtex([reference])).entries[0]
    assert (entry["title"], entry["author"]) == (title, family)
    assert rispy.loads(write_ris([reference]))[0]["title"] == title
    assert json.loads(write_csl_json([reference]))[0]["title"] == title
