"""Languages: found in articles and questions, stemmed, searched across scripts; who said what in Turkish, Russian and Serbian."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answering.answer import Engine
from index.archive import Archive
from index.build import BuildSettings
from index.languages import as_code, find_language, question_language
from index.records import Article, Statement
from index.sentences import split_sentences
from index.statements.foreign import find_by_rules
from index.tokens import fold, tokenize
from tests.archives import HARBOUR, TEST_ENCODER, HashingEncoder, build_archive

NEWS = Path(__file__).parent / "fixtures" / "news"
EXPECTED = json.loads((NEWS / "expected.json").read_text("utf-8"))
FOUR = {"en", "tr", "ru", "sr"}
TEXTS = {
    "tr": "\n\n".join(EXPECTED["gol/degirmen.html"]["body"]),
    "ru": "\n\n".join(EXPECTED["zarechny/most.html"]["body"]),
    "sr": "\n\n".join(EXPECTED["lipovac/stanica.html"]["body"]),
    "sr-Latn": "\n\n".join(EXPECTED["jasenica/most.html"]["body"]),
}


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_the_language_of_an_article_is_found(language: str) -> None:
    assert find_language(TEXTS[language]) == language.partition("-")[0]


def test_english_and_what_is_too_short_to_tell() -> None:
    assert find_language(HARBOUR) == "en" and find_language("Ano.") is None and find_language("12 34 56 78 " * 10) is None
    assert [as_code(c) for c in ("en-GB", "TR_tr", "English", "sr-Latn-RS", "", None, "?")] == ["en", "tr", "en", "sr", None, None, None]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What did Vucic say?", "en"), ("Шта је рекао Вучић?", "sr"), ("Что сказал Песков?", "ru"), ("Nermin Aksoy değirmen için ne dedi?", "tr"),
        ("Šta je rekao Živojin Perić o mostu?", "sr"), ("Кто открыл мост?", "ru"), ("Ко је најавио пругу?", "sr"),
    ],
)  # fmt: skip
def test_the_language_of_a_question_is_found(question: str, language: str) -> None:
    assert question_language(question, FOUR) == language
    assert question_language("Who said it?", {"en"}) == "en"


@pytest.mark.parametrize(
    ("one", "first", "other", "second"),
    [
        ("Вучић", "sr", "Vucic", "en"), ("Вучић", "sr", "Vučić", "sr"), ("Песков", "ru", "Peskov", "en"), ("Пескова", "ru", "Peskov", "en"), ("Захарова", "ru", "Zakharova", "en"),
        ("Београд", "sr", "Beograd", "sr"), ("Erdoğan'ın", "tr", "Erdogan", "en"), ("Шойгу", "ru", "Shoygu", "en"), ("Џајић", "sr", "Džajić", "sr"), ("Вучићу", "sr", "Vučić", "sr"),
    ],
)  # fmt: skip
def test_a_name_is_the_same_word_in_either_script(one: str, first: str, other: str, second: str) -> None:
    assert set(tokenize(one, first)) & set(tokenize(other, second))


def test_english_is_stemmed_as_before_and_other_languages_by_their_own_stemmer() -> None:
    assert tokenize("The ministers promised aid") == tokenize("The ministers promised aid", None) == ["minist", "promis", "aid"]
    assert set(tokenize("мосты", "ru")) & set(tokenize("мосту", "ru")) and not set(tokenize("мосты", "ru")) & set(tokenize("место", "ru"))
    assert set(tokenize("köylüler", "tr")) & set(tokenize("köylü", "tr"))
    assert tokenize("и не на", "ru") == tokenize("ve bir de", "tr") == tokenize("и је да", "sr") == []


@pytest.fixture
def mixed(tmp_path: Path, data: Path, settings: BuildSettings) -> Path:
    seeds = tmp_path / "mixed"
    seeds.mkdir()
    for language, text in TEXTS.items():
        (seeds / f"{language}.txt").write_text(f"Vest\n\n{text}", "utf-8")
    (seeds / "harbour.txt").write_text(HARBOUR, "utf-8")
    build_archive(seeds, data, settings)
    return data


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("Шта је рекао Горан Петковић?", "sr.txt"), ("What did Goran Petkovic say?", "sr.txt"), ("Šta je rekao Goran Petković?", "sr.txt"), ("Что сказал Пётр Орехов о мосте?", "ru.txt"),
        ("What did Petr Orekhov say?", "ru.txt"), ("Nermin Aksoy ne dedi?", "tr.txt"), ("Живојин Перић", "sr-Latn.txt"), ("Who voted to close the ferry pier?", "harbour.txt"),
    ],
)  # fmt: skip
def test_an_archive_of_several_languages_is_searched_across_them(mixed: Path, question: str, article: str) -> None:
    archive = Archive(mixed, TEST_ENCODER, HashingEncoder)
    with archive.current() as index:
        hits, _ = index.search(question)
        best = max(hits, key=lambda hit: hit.lexical)
        assert index.document(best.article_no).article.id == article and best.lexical > 0
    archive.close()


def statements(text: str, language: str) -> list[Statement]:
    return find_by_rules(Article("a", "a", "0", "T", text, language=language), split_sentences(text), language)


def said(text: str, language: str) -> list[tuple[str | None, str | None, str, str]]:
    return [(s.speaker, s.role, s.kind, s.spans[0].of(text)) for s in statements(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "speaker", "role", "kind", "words"),
    [
        ("ru", "«Мы закончили до зимы», — заявил глава города Пётр Орехов на церемонии.", "Пётр Орехов", "глава города", "direct", "«Мы закончили до зимы»"),
        ("ru", "«Это было трудное решение», — сказала Анна Ветрова.", "Анна Ветрова", None, "direct", "«Это было трудное решение»"),
        ("ru", "Пётр Орехов заявил: «Мы закончили до самой зимы».", "Пётр Орехов", None, "direct", "«Мы закончили до самой зимы»"),
        ("ru", "Инженер Анна Ветрова сообщила, что опоры укрепили ещё летом.", "Инженер Анна Ветрова", None, "indirect", "опоры укрепили ещё летом"),
        ("ru", "Глава города Пётр Орехов отметил, что движение откроют во вторник.", "Пётр Орехов", "Глава города", "indirect", "движение откроют во вторник"),
        ("sr", "„Чекали смо веома дуго“, рекао је начелник станице Горан Петковић.", "Горан Петковић", "начелник станице", "direct", "„Чекали смо веома дуго“"),
        ("sr", "„Čekali smo veoma dugo“, rekla je Milica Gajić.", "Milica Gajić", None, "direct", "„Čekali smo veoma dugo“"),
        ("sr", "„Čekali smo veoma dugo“, kaže Milica Gajić.", "Milica Gajić", None, "direct", "„Čekali smo veoma dugo“"),
        ("sr", "Министарка саобраћаја Јелена Вукић најавила је да ће пруга бити готова.", "Јелена Вукић", "Министарка саобраћаја", "indirect", "ће пруга бити готова"),
        ("sr", "Snežana Radić kaže da će vojska postaviti most.", "Snežana Radić", None, "indirect", "će vojska postaviti most"),
        ("tr", "“Bu değirmen köyün belleğidir,” dedi muhtar Nermin Aksoy.", "Nermin Aksoy", "muhtar", "direct", "“Bu değirmen köyün belleğidir,”"),
        ("tr", "Nermin Aksoy, “Bu değirmen köyün belleğidir” dedi.", "Nermin Aksoy", None, "direct", "“Bu değirmen köyün belleğidir”"),
        ("tr", "Nermin Aksoy, “Bu değirmen köyün belleğidir” diye konuştu.", "Nermin Aksoy", None, "direct", "“Bu değirmen köyün belleğidir”"),
        ("tr", "Kemal Tuna, çarkın taşlarını yeniden yonttuğunu söyledi.", "Kemal Tuna", None, "indirect", "çarkın taşlarını yeniden yonttuğunu"),
    ],
)  # fmt: skip
def test_speakers_are_found_by_rules(language: str, text: str, speaker: str, role: str | None, kind: str, words: str) -> None:
    assert said(text, language) == [(speaker, role, kind, words)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Он прочитал книгу «Война и мир графа Толстого» за неделю."), ("sr", "Гледали смо представу „Кир Јања и његови људи“ у суботу."), ("tr", "Sergide “Köyün eski günleri anlatıyor” adlı tablo var."),
        ("ru", "«Это было трудное решение», — сказал он."),
    ],
)  # fmt: skip
def test_where_no_rule_fits_nobody_is_named(language: str, text: str) -> None:
    assert all(speaker is None for speaker, _, _, _ in said(text, language))


def test_a_pronoun_is_whoever_was_named_just_before_and_a_surname_the_one_who_has_it() -> None:
    text = "«Мы закончили до зимы», — заявил Пётр Орехов.\n\n«Это было непросто, но мы успели», — добавил он.\n\n«Спасибо всем, кто помогал», — сказал Орехов."
    assert [speaker for speaker, _, _, _ in said(text, "ru")] == ["Пётр Орехов"] * 3


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        ("ru", "«Мы закончили до зимы», — заявила Анна Ветрова.\n\n«Это было непросто, но мы успели», — добавил он.", ["Анна Ветрова", None]),
        ("ru", "«Мы закончили до зимы», — заявила Анна Ветрова.\n\n«Это было непросто, но мы успели», — добавила она.", ["Анна Ветрова"] * 2),
        ("sr", "„Čekali smo dugo“, rekla je Milica Gajić.\n\n„Nije bilo lako“, dodao je on.\n\n„Nije bilo lako“, dodala je ona.", ["Milica Gajić", None, "Milica Gajić"]),
        ("sr", "„Чекали смо дуго“, рекао је Горан Гајић.\n\n„Није било лако“, додао је он.", ["Горан Гајић"] * 2),
        ("ru", "«Мы закончили до зимы», — заявил Пётр Орехов.\n\nПозже Орехов сказал, что движение откроют во вторник.", ["Пётр Орехов"] * 2),
    ],
)  # fmt: skip
def test_he_is_not_a_woman_and_later_is_no_name(language: str, text: str, speakers: list[str | None]) -> None:
    assert [speaker for speaker, _, _, _ in said(text, language)] == speakers


@pytest.mark.parametrize(
    ("language", "speakers"),
    [
        ("tr", ["Nermin Aksoy", "Usta Kemal Tuna"]),
        ("ru", ["Пётр Орехов"]),
        ("sr", ["Горан Петковић", "Јелена Вукић"]),
        ("sr-Latn", ["Živojin Perić", "Snežana Radić"]),
    ],
)
def test_speakers_of_whole_articles(language: str, speakers: list[str]) -> None:
    found = [s.speaker for s in statements(TEXTS[language], language.partition("-")[0]) if s.speaker]
    assert found[: len(speakers)] == speakers


def test_every_statement_is_within_its_article() -> None:
    for language, text in TEXTS.items():
        for statement in statements(text, language.partition("-")[0]):
            assert all(0 <= span.start < span.end <= len(text) for span in statement.spans) and fold(statement.spans[0].of(text)).strip()


def test_a_question_in_serbian_is_answered(mixed: Path, make_engine: Callable[..., Engine]) -> None:
    answer = make_engine(mixed).ask("Шта је рекао Горан Петковић?")
    assert "Чекали смо дуго" in answer.quotes[0].text and answer.quotes[0].speaker == "Горан Петковић"


@pytest.mark.parametrize(
    "text",
    [
        "Мост на ул. Ленина открыл В. В. Орехов вчера.", "Завод им. Кирова дал 200 тыс. Рублей городу.", "Работали инженеры, строители и др. Специалисты города.",
        "Bakan Sn. Nermin Aksoy geldi.", "Prof. Dr. Kemal Tuna konuştu.", "Stigli su, npr. Gajić i tzv. Odbor za most.", "Дошли су, нпр. Гајић и тзв. Одбор за мост.",
    ],
)  # fmt: skip
def test_abbreviations_end_no_sentence(text: str) -> None:
    assert len(split_sentences(text)) == 1


@pytest.mark.parametrize(
    "text", ["Мост открыли. Пришли все.", "Köprü açıldı. Herkes geldi.", "Most je otvoren. Svi su došli.", "Шта је било? Нико не зна."]
)
def test_full_stops_end_sentences_in_every_language(text: str) -> None:
    assert len(split_sentences(text)) == 2
