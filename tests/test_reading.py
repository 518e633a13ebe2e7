"""Files become articles; what cannot be read is reported and nothing is lost."""

import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SeedsError
from index.furniture import find_asides, why_furniture
from index.reading import SeedFile, list_files, read_file
from index.reading.dates import parse_date
from index.reading.decoding import decode
from index.reading.reader import FORMATS
from index.records import Article, Doubt, Unreadable

LIMIT = 5_000_000

WIRE = """Economy

Lindmere raises ferry fares for the third time

‘There is no other money,’ says harbour treasurer

Sunniva Aalto  | 03.02.2024 - Update : 04.02.2024
Lindmere raises ferry fares for the third time A ferry leaves Lindmere on February 1, 2024.

LINDMERE

Ferry fares in Lindmere will rise by 8% in March, the harbour office said on Saturday.

“There is no other money. We looked everywhere,” treasurer Oddvar Pell told the council.

Northern Press website contains only a portion of the news stories offered to subscribers in the NP System (NPS), and in summarized form. Please contact us for subscription options.
Related topics
Lindmere
Ferries
Bu haberi paylaşın
"""


def read(folder: Path, name: str, content: bytes | str, limit: int = LIMIT) -> list[Article | Unreadable | Doubt]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_file(SeedFile(path, name), limit))


def article(outcomes: list[Article | Unreadable | Doubt]) -> Article:
    (found,) = [o for o in outcomes if isinstance(o, Article)]
    return found


def reasons(outcomes: list[Article | Unreadable | Doubt]) -> list[str]:
    return [o.reason for o in outcomes if not isinstance(o, Article)]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Sunniva Aalto / Reuters.", True),
        ("Handout/Reuters.", True),
        ("POOL New/Getty Images", True),
        ("Odd Pell via Getty Images.", True),
        ("She writes for AP/Reuters.", False),
        ("Odd Pell / The Harbour Post told the council so.", False),
    ],
)
def test_a_photographers_credit_on_a_line_of_its_own_is_not_the_articles_words(line: str, credit: bool) -> None:
    assert (why_furniture(line) == "caption or credit") is credit


@pytest.mark.parametrize(
    "line",
    [
        "Odd Pell has an impressive rÃ©sumÃ©, and the council knows it.",
        "''It is naÃ¯vetÃ©,'' said Ada Pell, a clichÃ© of a mayor.",
        "The minister SÃ©golÃ¨ne Lund told the council that the pier was rotten.",
        "Odd Pell has an impressive rA\u0303©sumA\u0303©, and the council knows it.",
    ],
)
def test_an_accent_in_a_mistaken_encoding_is_no_copyright_notice(line: str) -> None:
    assert why_furniture(line) is None
    assert why_furniture(f"© 2024 Northern Press. {line}") == "notice"
    assert why_furniture("Map © Lindmere Survey") == "notice"


def test_who_reported_a_story_is_set_aside_and_the_sentence_before_it_is_not() -> None:
    text = "The pier is rotten.\n\nNobody may walk on it before May. (Reporting by Odd Pell in Lindmere; Editing by Ada Lund)"
    (aside,) = find_asides(text, "A title")
    assert aside.of(text) == "(Reporting by Odd Pell in Lindmere; Editing by Ada Lund)"


def test_a_wire_story_is_understood_as_a_person_would(tmp_path: Path) -> None:
    found = article(read(tmp_path, "wire.txt", WIRE))
    assert found.title == "Lindmere raises ferry fares for the third time"
    assert found.subtitle == "‘There is no other money,’ says harbour treasurer"
    assert (found.author, found.published, found.updated) == ("Sunniva Aalto", "2024-02-03", "2024-02-04")
    assert (found.section, found.place, found.outlet) == ("Economy", "Lindmere", "Northern Press")
    assert found.text.startswith("Ferry fares in Lindmere will rise")
    assert found.text.endswith("told the council.")


def test_the_users_article_is_understood(tmp_path: Path) -> None:
    (seed,) = list_files(Path(__file__).parent.parent / "seeds").files
    found = article(list(read_file(seed, LIMIT)))
    assert found.title == "Kremlin says Russia sees attempts by 3rd parties to provoke unrest in Serbia"
    assert (found.outlet, found.author, found.published) == ("Anadolu Agency", "Burç Eruygur", "2023-12-25")
    assert (found.place, found.section) == ("Istanbul", "World")
    assert found.subtitle is not None and found.subtitle.startswith("‘Serbia has a legal")
    for furniture in ("Citizens stage a protest", "website contains only", "Related topics", "Bu haberi", "ISTANBUL", "Update"):
        assert furniture not in found.text
    assert found.text.startswith("The Kremlin on Monday") and found.text.endswith("getting 42 seats.")


def test_plain_text_has_a_title_line_and_a_body(tmp_path: Path) -> None:
    found = article(read(tmp_path, "a.txt", "A pier closes\r\n\r\nBy Ines Lund\r\n\r\nIt closed. Nobody came.\r\n\r\nIt rained.\r\n"))
    assert (found.id, found.title, found.author) == ("a.txt", "A pier closes", "Ines Lund")
    assert found.text == "It closed. Nobody came.\n\nIt rained."


def test_text_without_a_title_line_is_all_body(tmp_path: Path) -> None:
    outcomes = read(tmp_path, "a.txt", "It closed on Monday.\n\nNobody came.")
    assert article(outcomes).text == "It closed on Monday.\n\nNobody came."
    assert reasons(outcomes) == ["no title; its first words stand in"]


def test_markdown_front_matter_gives_the_fields(tmp_path: Path) -> None:
    text = (
        '---\nheadline: "The pier: closed"\nsource: Vale Observer\ndate: 2024-04-19\nauthors: [Ines Lund, Colm Adeyemi]\n---\n'
        "# Ignored\n\nIt *closed* on [Monday](https://x.example).\n\n![a pier](p.png)\n\n## Later\n\n- One came.\n- Two left.\n"
    )
    found = article(read(tmp_path, "a.md", text))
    assert (found.title, found.outlet, found.published) == ("The pier: closed", "Vale Observer", "2024-04-19")
    assert found.author == "Ines Lund, Colm Adeyemi"
    assert found.text == "It closed on Monday.\n\nOne came.\n\nTwo left."


def test_markdown_takes_toml_front_matter_and_a_heading_as_title(tmp_path: Path) -> None:
    found = article(read(tmp_path, "a.md", "+++\ndate = 2024-04-19\n+++\n\n# The pier\n\nIt closed.\n"))
    assert (found.title, found.published, found.text) == ("The pier", "2024-04-19", "It closed.")


def test_broken_front_matter_is_reported(tmp_path: Path) -> None:
    assert "front matter is not valid" in reasons(read(tmp_path, "a.md", "---\na: [\n---\nText.\n"))[0]


def test_a_saved_page_gives_its_article(tmp_path: Path) -> None:
    body = "".join(
        f"<p>The harbour council of Lindmere met on day {i} and spoke at length about the rotten pier and its repair.</p>" for i in range(6)
    )
    page = (
        '<html lang="en"><head><title>Pier closed | Vale Observer</title><meta property="og:title" content="Pier closed">'
        '<meta property="og:site_name" content="Vale Observer"><meta name="author" content="Ines Lund">'
        '<meta property="article:published_time" content="2024-04-19T08:00:00+02:00"><link rel="canonical" href="https://vale.example/pier"></head>'
        f"<body><nav><a href='/'>Home</a> <a href='/s'>Sport</a></nav><article><h1>Pier closed</h1>{body}</article>"
        "<footer>All rights reserved. Subscribe to our newsletter.</footer></body></html>"
    )
    found = article(read(tmp_path, "a.html", page))
    assert (found.title, found.outlet, found.author, found.published) == (
        "Pier closed",
        "Vale Observer",
        "Ines Lund",
        "2024-04-19T08:00:00+02:00",
    )
    assert found.url == "https://vale.example/pier"
    assert "met on day 5" in found.text and "Sport" not in found.text and "Subscribe" not in found.text


def test_a_page_without_an_article_is_reported(tmp_path: Path) -> None:
    assert reasons(read(tmp_path, "a.html", "<html><body></body></html>")) == ["no article was found in the page"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"source": {"name": "Observer"}, "publishedAt": "2024-04-19T08:00:00Z"}, ("Observer", "2024-04-19T08:00:00+00:00")),
        ({"outlet": "Observer", "date": "19 April 2024"}, ("Observer", "2024-04-19")),
        ({"publisher": "Observer", "published_at": "Fri, 19 Apr 2024 08:00:00 +0200"}, ("Observer", "2024-04-19T08:00:00+02:00")),
        ({"site-name": "Observer", "timestamp": 1713513600}, ("Observer", "2024-04-19T08:00:00+00:00")),
    ],
)  # fmt: skip
def test_json_is_understood_in_its_common_spellings(tmp_path: Path, raw: dict[str, object], expected: tuple[str, str]) -> None:
    found = article(read(tmp_path, "a.json", json.dumps({"id": "x", "headline": "Pier", "content": "It closed.", **raw})))
    assert (found.id, found.title, found.text) == ("x", "Pier", "It closed.")
    assert (found.outlet, found.published) == expected


def test_json_text_stays_exactly_as_given(tmp_path: Path) -> None:
    text = "  Cafe\u0301\r\n\r\n“Yes,”\u00a0she said.\u200b \n"
    assert article(read(tmp_path, "a.json", json.dumps({"id": "x", "title": "T", "text": text}))).text == text


def test_a_headline_repeated_in_the_text_is_no_body(tmp_path: Path) -> None:
    text = "Pier closed; \nwork starts in May.\n\nIt closed.\n\nRelated topics\nFerries\nLindmere"
    found = article(read(tmp_path, "a.json", json.dumps({"id": "x", "title": "Pier closed; Work starts in May", "text": text})))
    assert [a.of(text) for a in found.asides] == ["Pier closed;", "work starts in May.", "Related topics", "Ferries", "Lindmere"]


def test_a_paragraph_after_a_label_is_not_lost(tmp_path: Path) -> None:
    text = "It closed.\n\nAdvertisement\n\nThe council will meet again in May to decide on a new pier, said its chair."
    found = article(read(tmp_path, "a.json", json.dumps({"id": "x", "title": "T", "text": text})))
    assert [a.of(text) for a in found.asides] == ["Advertisement"]


def test_a_list_of_articles_in_one_file(tmp_path: Path) -> None:
    found = read(
        tmp_path, "a.json", json.dumps({"articles": [{"title": "A", "text": "One."}, {"title": "B", "body": "Two."}, {"title": "C"}]})
    )
    assert [o.id for o in found if isinstance(o, Article)] == ["a.json#1", "a.json#2"]
    assert reasons(found) == ["no text (keys found: title)"]


def test_a_bad_line_of_json_lines_costs_no_other(tmp_path: Path) -> None:
    lines = [json.dumps({"id": "1", "title": "A", "text": "One."}), "{broken", "", json.dumps({"id": "3", "title": "B", "text": "Three."})]
    found = read(tmp_path, "a.jsonl", "\n".join(lines))
    assert [(o.id, o.line) for o in found if isinstance(o, Article)] == [("1", 1), ("3", 4)]
    (bad,) = [o for o in found if isinstance(o, Unreadable)]
    assert bad.line == 2 and "not valid JSON" in bad.reason


def test_the_limit_is_per_line_in_json_lines_and_per_file_elsewhere(tmp_path: Path) -> None:
    small = json.dumps({"title": "A", "text": "One."})
    found = read(tmp_path, "a.jsonl", "\n".join([small, json.dumps({"title": "B", "text": "x" * 3_000}), small]), limit=1_000)
    assert [o.line for o in found if isinstance(o, Article)] == [1, 3]
    assert "limit for one article" in reasons(found)[0]
    assert "limit for one article" in reasons(read(tmp_path, "big.txt", "x" * 2_000, limit=1_000))[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    text = "A pier closes\n\n“It is rotten,” said Renée Åström – and café owners agreed."
    assert article(read(tmp_path, "a.txt", text.encode(encoding))).text == text.split("\n\n")[1]


def test_json_lines_in_utf_16_are_read(tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "title": "A", "text": "Één."}, ensure_ascii=False)
    assert [o.text for o in read(tmp_path, "a.jsonl", f"{line}\n{line}\n".encode("utf-16")) if isinstance(o, Article)] == ["Één."] * 2


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.jsonl", b"", "the file is empty"),
        ("a.txt", b" \n\n ", "the text is empty"),
        ("a.txt", bytes(range(256)) * 20, "binary data, not text"),
        ("a.json", b"{", "not valid JSON: Expecting property name enclosed in double quotes (line 1, column 2)"),
        ("a.json", b"[" * 100_000, "not valid JSON: nested too deep or a number too long"),
        ("a.json", b'"text"', "not an object with the keys id, title and text"),
        ("a.json", b'{"id": "x", "title": "T"}', "no text (keys found: id, title)"),
        ("a.json", b'{"title": "T", "text": 5}', "text is not a string"),
        ("a.jpg", b"x", f"not a format that is understood ({', '.join('.' + f for f in FORMATS)})"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    assert reasons(read(tmp_path, name, content)) == [reason]


def test_half_a_character_is_replaced_and_reported(tmp_path: Path) -> None:
    found = read(tmp_path, "a.json", '{"id": "x", "title": "T", "text": "bad \\ud83d end."}')
    assert article(found).text == "bad \ufffd end."
    assert "half a character" in reasons(found)[0]


def test_a_file_that_disappears_is_reported(tmp_path: Path) -> None:
    assert reasons(list(read_file(SeedFile(tmp_path / "gone.txt", "gone.txt"), LIMIT))) == ["disappeared while being read"]


def test_an_unparsable_date_is_unknown_and_reported(tmp_path: Path) -> None:
    found = read(tmp_path, "a.json", '{"id": "x", "title": "T", "text": "One.", "date": "sometime in May"}')
    assert article(found).published is None
    assert reasons(found) == ["published 'sometime in May' is not a certain date; kept as unknown"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2023-12-25", "2023-12-25"), ("20231225", "2023-12-25"), ("25.12.2023", "2023-12-25"), ("5.1.2024", "2024-01-05"),
        ("25/12/2023", "2023-12-25"), ("12/25/2023", "2023-12-25"), ("03/04/2016", None), ("04/04/2016", "2016-04-04"),
        ("December 25, 2023", "2023-12-25"), ("25 Dec 2023", "2023-12-25"), ("25 Aralık 2023", "2023-12-25"),
        ("2023-12-25T10:00:00+03:00", "2023-12-25T10:00:00+03:00"), ("2023-12-25 10:00", "2023-12-25"), ("31.02.2023", None),
        ("yesterday", None), ("May 2023", None), ("0001-01-01", None), ("", None),
    ],
)  # fmt: skip
def test_dates_are_certain_or_unknown(printed: str, expected: str | None) -> None:
    assert parse_date(printed) == expected


def test_a_folder_is_listed_and_the_numbers_add_up(tmp_path: Path) -> None:
    for name in ("b.txt", "README.md", "license", ".hidden.txt", "_draft.txt", "a.txt~", "sub/c.json", "_off/d.txt", "seeds.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    listing = list_files(tmp_path)
    assert [f.path for f in listing.files] == ["b.txt", "sub/c.json"]
    assert (listing.ignored, listing.found) == (7, 9)


def test_a_loop_of_symbolic_links_is_reported_and_the_rest_read(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("x")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    listing = list_files(tmp_path)
    assert [(u.path, "leads back" in u.reason) for u in listing.unreachable] == [("sub/loop", True)]
    assert [f.path for f in listing.files] == ["self.txt", "sub/a.txt"]
    assert "symbolic links" in reasons(list(read_file(listing.files[0], LIMIT)))[0]


def test_a_missing_folder_and_a_file_in_its_place_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SeedsError, match="no such folder; make it"):
        list_files(tmp_path / "none")
    (tmp_path / "file").write_text("x")
    with pytest.raises(SeedsError, match="takes the folder"):
        list_files(tmp_path / "file")


@pytest.mark.parametrize("locked", ["seeds", "."])
def test_a_folder_that_may_not_be_read_is_an_error(locked: str) -> None:
    with tempfile.TemporaryDirectory() as place:  # not tmp_path, whose parents only their owner may enter
        seeds = Path(place) / "seeds"
        seeds.mkdir()
        Path(place).chmod(0o755)
        (Path(place) / locked).chmod(0o000)
        child = os.fork()
        if child == 0:  # root may read anything: drop privileges in a child
            try:
                if os.geteuid() == 0:
                    os.setuid(65_534)
                list_files(seeds)
            except SeedsError as error:
                os._exit(0 if "may not be read" in str(error) else 3)
            finally:
                os._exit(4)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        (Path(place) / locked).chmod(0o755)
        assert code == 0


@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a.md", "a.json", "a.jsonl", "a.html"]))
def test_any_bytes_are_read_or_reported(tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str) -> None:
    outcomes = read(tmp_path_factory.mktemp("any"), name, content)
    assert outcomes
    assert all(isinstance(o, Unreadable | Doubt) or o.text.strip() for o in outcomes)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf_8_survives_unchanged(text: str) -> None:
    assert decode(text.encode("utf-8")) == text.removeprefix("\ufeff")


def test_a_nul_is_shown_as_such_under_whatever_name_the_text_has(tmp_path: Path) -> None:
    assert (
        article(read(tmp_path, "a.csv", "title,Body\nA pier,It closed\0 on Friday.\n".encode("utf-16"))).text
        == "It closed\ufffd on Friday."
    )


@pytest.mark.parametrize("line", ["Bosnia Herzegovina", "The Long Road Home", "New Harbour Office"])
def test_capitals_below_a_date_are_no_author_unless_they_are_a_name(tmp_path: Path, line: str) -> None:
    found = article(
        read(tmp_path, "a.txt", f"A pier closes\n\n19 April 2024\n\n{line}\n\nThe pier closed on Friday. Nobody came to see it.")
    )
    assert found.author is None and line in found.text
