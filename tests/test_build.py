"""Builds: incremental, safe to interrupt, honest about what was found."""

import json
import shutil
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.answering.answer import Engine
from index.build import BuildSettings, Listeners, build
from index.encoder import PassageText, PassageVectors
from index.errors import IndexMissing, IndexUnusable, SeedsError
from index.generations import build_lock, current_name, hold_current
from index.records import BuildReport, Scope
from index.search import Index
from index.tokens import tokenize
from tests.archives import ORCHARD, TEST_ENCODER, HashingEncoder, build_archive, listeners, make_article

MakeEngine = Callable[..., Engine]


class CountingEncoder(HashingEncoder):
    """Counts the passages it encodes."""

    def __init__(self) -> None:
        self.encoded = list[str]()

    def encode_passages(self, passages: list[PassageText]) -> list[PassageVectors]:
        self.encoded += [p.text for p in passages]
        return super().encode_passages(passages)


def write(seeds: Path, number: int, words: str = "") -> None:
    (seeds / f"made-{number}.json").write_text(json.dumps(make_article(number, words)))


def quoted(engine: Engine, question: str) -> list[str]:
    return [q.text for q in engine.ask(question, limit=10).quotes]


def counts(report: BuildReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged


def test_a_build_reports_what_it_found(seeds: Path, data: Path, settings: BuildSettings) -> None:
    (seeds / "README.md").write_text("not an article")
    (seeds / "empty.txt").write_text("")
    report = build_archive(seeds, data, settings)
    assert (report.files, report.read, report.unreadable_files, report.ignored) == (4, 2, 1, 1)
    assert counts(report) == (2, 0, 0, 0)
    assert [(u.path, u.reason) for u in report.unreadable] == [("empty.txt", "the file is empty")]


def test_nothing_changed_writes_and_encodes_nothing(built: BuildReport, seeds: Path, data: Path, settings: BuildSettings) -> None:
    again = build(seeds, data, settings, Listeners(encoder=lambda *_: pytest.fail("the model was loaded")))
    assert counts(again) == (0, 0, 0, 2)
    assert (again.generation, again.published, again.encoded_passages) == (built.generation, False, 0)


def test_a_file_that_stays_unreadable_is_no_change(seeds: Path, data: Path, settings: BuildSettings) -> None:
    (seeds / "self.txt").symlink_to(seeds / "self.txt")
    first, again = build_archive(seeds, data, settings), build_archive(seeds, data, settings)
    assert not again.published
    assert again.unreadable == first.unreadable


def test_only_what_is_new_is_encoded_and_answers_follow(
    built: BuildReport, seeds: Path, data: Path, settings: BuildSettings, make_engine: MakeEngine
) -> None:
    engine, encoder = make_engine(data), CountingEncoder()
    hear = Listeners(encoder=lambda *_: encoder)

    write(seeds, 7)
    assert counts(build(seeds, data, settings, hear)) == (1, 0, 0, 2)
    assert any("Quarrie7" in q for q in quoted(engine, "What did Quarrie7 say about rain?"))

    write(seeds, 7, "Then came hailstones.")
    assert counts(build(seeds, data, settings, hear)) == (0, 1, 0, 2)
    assert any("hailstones" in q for q in quoted(engine, "What about hailstones at station number7?"))

    (seeds / "made-7.json").unlink()
    assert counts(build(seeds, data, settings, hear)) == (0, 0, 1, 2)
    assert not any("hailstones" in q or "Quarrie7" in q for q in quoted(engine, "hailstones Quarrie7 rain"))
    assert all("number7" in text for text in encoder.encoded)
    assert len(encoder.encoded) == 2


def test_an_incremental_index_equals_a_fresh_one(seeds: Path, data: Path, settings: BuildSettings, tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    for round_ in range(6):
        for number in rng.integers(0, 12, 4):
            path = seeds / f"made-{number}.json"
            path.unlink() if path.exists() and round_ % 2 else write(seeds, int(number), f"Round {round_}.")
        build_archive(seeds, data, settings)
    build_archive(seeds, tmp_path / "fresh", settings)
    one, other = (Index.open(d, HashingEncoder(), TEST_ENCODER) for d in (data, tmp_path / "fresh"))
    for question in ("rain measured at station number3", "frost plum blossom", "Who closed the pier?"):
        (found, _), (expected, _) = one.search(question), other.search(question)
        names = [[(i.document(h.article_no).article.id, h.passage) for h in hits] for i, hits in ((one, found), (other, expected))]
        assert sorted(names[0], key=str) == sorted(names[1], key=str)
        assert [h.lexical for h in found if h.lexical] == pytest.approx([h.lexical for h in expected if h.lexical])
    one.close()
    other.close()


def test_the_stems_of_each_sentence_stay_its_own(seeds: Path, data: Path, settings: BuildSettings) -> None:
    for number in range(6):
        write(seeds, number)
    build(seeds, data, settings, listeners())
    write(seeds, 2, "Nine zeppelins landed. It was so.")
    (seeds / "made-5.json").unlink()
    build(seeds, data, settings, listeners())
    index = Index.open(data, HashingEncoder(), TEST_ENCODER)
    known = index.numbers(["zeppelin", "frost", "nobody-wrote-this"])
    assert known.keys() == {"zeppelin", "frost"}
    seen = 0
    for document in index.documents():
        for hit in index.within(document.article.id, index.search("frost")[1]):
            inside = document.sentences[hit.passage.first : hit.passage.last]
            stems = [tokenize(sentence.span.of(document.article.text)) for sentence in inside]
            assert index.sentence_stems(hit) == [[index.numbers([stem])[stem] for stem in words] for words in stems]
            seen += ["nine", "zeppelin", "land"] in stems
    index.close()
    assert seen == 1


def test_a_filter_finds_what_brute_force_finds(seeds: Path, data: Path, settings: BuildSettings) -> None:
    for number in range(60):
        write(seeds, number)
    build_archive(seeds, data, settings)
    index = Index.open(data, HashingEncoder(), TEST_ENCODER)
    for scope in (Scope(("Station 1",)), Scope(since="2024-03-01", until="2024-05-31"), Scope(("Station 2",), "2024-06-01")):
        hits, vector = index.search("rain measured by the station", scope, limit=200)
        inside = [d for d in index.documents() if (not scope.outlets or d.article.outlet in scope.outlets)
                  and (scope.since or "") <= (d.article.published or "")[:10] <= (scope.until or "9999")]  # fmt: skip
        assert {h.article_no for h in hits} == {d.no for d in inside}
        best = max(hits, key=lambda h: h.cosine)
        cosines = [float(HashingEncoder().encode_question(d.article.text) @ vector) for d in inside]
        assert best.cosine == pytest.approx(max(cosines), abs=2e-3)
    index.close()


def test_same_id_and_content_is_one_article_and_a_copy(seeds: Path, data: Path, settings: BuildSettings) -> None:
    (seeds / "copy.json").write_text(json.dumps(ORCHARD))
    report = build_archive(seeds, data, settings)
    assert (report.added, report.copies) == (2, 1)
    (seeds / "copy.json").unlink()
    again = build_archive(seeds, data, settings)
    assert (counts(again), again.copies, again.encoded_passages) == ((0, 0, 0, 2), 0, 0)


def test_a_copy_takes_the_place_of_a_removed_original(seeds: Path, data: Path, settings: BuildSettings) -> None:
    (seeds / "zz.json").write_text(json.dumps(ORCHARD))
    build_archive(seeds, data, settings)
    (seeds / "orchard.json").unlink()
    report = build_archive(seeds, data, settings)
    index = Index.open(data, HashingEncoder(), TEST_ENCODER)
    found = index.find("orchard-1")
    assert found is not None and found.article.path == "zz.json"
    assert (report.encoded_passages, report.unchanged) == (0, 2)
    index.close()


def test_same_id_with_other_content_is_kept_under_another_id(seeds: Path, data: Path, settings: BuildSettings) -> None:
    (seeds / "z.jsonl").write_text(
        json.dumps(ORCHARD | {"text": "Other words."}) + "\n" + json.dumps(ORCHARD | {"text": "And more."}) + "\n"
    )
    report = build_archive(seeds, data, settings)
    index = Index.open(data, HashingEncoder(), TEST_ENCODER)
    assert [d.article.id for d in index.documents()] == ["harbour.txt", "orchard-1", "orchard-1~2", "orchard-1~3"]
    assert ["kept as 'orchard-1~2'" in d.reason for d in report.doubts] == [True, False]
    index.close()


def test_an_empty_folder_leaves_the_index_as_it_was(
    built: BuildReport, seeds: Path, data: Path, settings: BuildSettings, make_engine: MakeEngine
) -> None:
    for path in seeds.iterdir():
        path.unlink()
    with pytest.raises(SeedsError, match="there are no articles in this folder"):
        build_archive(seeds, data, settings)
    assert quoted(make_engine(data), "Who closed the ferry pier?")
    assert current_name(data) == built.generation


def test_an_index_of_another_model_is_refused_and_made_anew(built: BuildReport, seeds: Path, data: Path, settings: BuildSettings) -> None:
    other = replace(settings, encoder=replace(TEST_ENCODER, model="another"))
    with pytest.raises(IndexUnusable, match=r"another model.*`quotedesk build`"):
        Index.open(data, HashingEncoder(), other.encoder)
    report = build(seeds, data, other, listeners())
    assert report.remade_because is not None and "another model" in report.remade_because
    assert report.encoded_passages == built.encoded_passages


def test_an_index_of_another_version_is_refused_and_made_anew(built: BuildReport, seeds: Path, data: Path, settings: BuildSettings) -> None:
    manifest = data / "generations" / built.generation / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 0, "version": "0.0.1"}))
    with pytest.raises(IndexUnusable, match=r"another version of quotedesk \(0.0.1\).*`quotedesk build`"):
        hold_current(data)
    assert build_archive(seeds, data, settings).published


def damage(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.write_bytes(b"garbage" + path.read_bytes()[7:])


@pytest.mark.parametrize(
    "name", ["archive.sqlite", "manifest.json", "vectors/passages.npy", "vectors/rows.npy", "lexical/vocabulary.json", "held", "chroma", "lexical"]
)  # fmt: skip
def test_a_damaged_index_says_so_and_a_build_mends_it(
    built: BuildReport, seeds: Path, data: Path, settings: BuildSettings, name: str
) -> None:
    path = data / "generations" / built.generation / name
    path.unlink() if name == "held" else damage(path)
    with pytest.raises(IndexUnusable, match="`quotedesk build`"):
        Index.open(data, HashingEncoder(), TEST_ENCODER)
    build_archive(seeds, data, settings)
    Index.open(data, HashingEncoder(), TEST_ENCODER).close()


@pytest.mark.parametrize("pointer", [b"", b"\xff\xfe", b"../../etc", b"000099"])
def test_a_damaged_pointer_says_so_and_a_build_mends_it(
    built: BuildReport, seeds: Path, data: Path, settings: BuildSettings, pointer: bytes
) -> None:
    (data / "current").write_bytes(pointer)
    with pytest.raises(IndexUnusable, match="`quotedesk build`"):
        hold_current(data)
    build_archive(seeds, data, settings)
    Index.open(data, HashingEncoder(), TEST_ENCODER).close()


def test_a_folder_without_an_index_says_how_to_make_one(data: Path) -> None:
    with pytest.raises(IndexMissing, match="make one with `quotedesk build`"):
        hold_current(data)


def test_a_second_build_waits_for_the_first(seeds: Path, data: Path, settings: BuildSettings) -> None:
    waiting = threading.Event()
    hear = replace(listeners(), waiting=waiting.set)
    with build_lock(data, lambda: None):
        second = threading.Thread(target=build, args=(seeds, data, settings, hear))
        second.start()
        assert waiting.wait(10)
        assert current_name(data) is None
    second.join(60)
    assert current_name(data) == "000001"


def test_old_generations_go_when_nobody_holds_them(built: BuildReport, seeds: Path, data: Path, settings: BuildSettings) -> None:
    held = hold_current(data)
    write(seeds, 1)
    build_archive(seeds, data, settings)
    assert held.folder.is_dir()
    held.release()
    write(seeds, 2)
    build_archive(seeds, data, settings)
    assert [p.name for p in (data / "generations").iterdir()] == ["000003"]


def test_a_failed_build_leaves_nothing_behind(built: BuildReport, seeds: Path, data: Path, settings: BuildSettings) -> None:
    class Broken(HashingEncoder):
        def encode_passages(self, passages: object) -> list[PassageVectors]:
            raise OSError(28, "No space left on device")

    write(seeds, 1)
    with pytest.raises(OSError, match="No space left"):
        build(seeds, data, settings, Listeners(encoder=lambda *_: Broken()))
    assert [p.name for p in (data / "generations").iterdir()] == [built.generation]
    assert current_name(data) == built.generation


def test_a_file_that_changes_while_it_is_read_is_read_again(
    seeds: Path, data: Path, settings: BuildSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index import build as module

    digests = iter(["one", "other"])
    original = module._digest
    monkeypatch.setattr(module, "_digest", lambda f: next(digests, "") if f.path == "harbour.txt" else original(f))
    build_archive(seeds, data, settings)
    monkeypatch.undo()
    report = build_archive(seeds, data, settings)
    assert report.published
    assert report.encoded_passages == 0


def test_readers_never_see_a_mixed_or_missing_index(
    built: BuildReport, seeds: Path, data: Path, settings: BuildSettings, make_engine: MakeEngine
) -> None:
    engine, wrong, stop = make_engine(data), list[str](), threading.Event()

    def ask() -> None:
        while not stop.is_set():
            for quote in engine.ask("What did observer Quarrie say about rain at the station?").quotes:
                number = quote.article.id.removeprefix("made-")
                if quote.article.id.startswith("made-") and f"Quarrie{number}" not in quote.article.text:
                    wrong.append(quote.text)

    readers = [threading.Thread(target=ask) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(5):
        write(seeds, number, f"Version {number}.")
        build_archive(seeds, data, settings)
    stop.set()
    for reader in readers:
        reader.join(30)
    assert not wrong
    assert any("Quarrie4" in q for q in quoted(engine, "What did Quarrie4 say?"))


def test_the_database_is_never_written_by_readers(built: BuildReport, data: Path, make_engine: MakeEngine) -> None:
    database = data / "generations" / built.generation / "archive.sqlite"
    before = database.read_bytes()
    make_engine(data).ask("Who closed the pier?")
    assert database.read_bytes() == before
    assert sqlite3.connect(database).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_stems_meet_whatever_the_accents_and_case() -> None:
    assert tokenize("Vučić's ELECTIONS") == tokenize("vucic election")
    assert tokenize("The pier's planks") == tokenize("pier plank")
