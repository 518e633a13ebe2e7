"""The command line, as real processes with the real model."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archives import make_article

ROOT = Path(__file__).parent.parent
EXAMPLE = "What did the Kremlin say about Serbia?"
SEED = next((ROOT / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def environment(model_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    data = tmp_path_factory.mktemp("seed") / "data"
    keep = {name: value for name, value in os.environ.items() if not name.startswith("QUOTEDESK_")}
    environment = keep | {"QUOTEDESK_CACHE_DIR": str(model_cache), "QUOTEDESK_DATA_DIR": str(data), "QUOTEDESK_TODAY": "2024-01-05"}
    built = run(environment, "build", "--seeds", str(ROOT / "seeds"))
    assert built.returncode == 0, built.stderr
    return environment


def run(environment: dict[str, str], *arguments: str, stdin: str = "", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot.faces.cli", *arguments]
    return subprocess.run(
        command, env=environment | {"PYTHONPATH": str(ROOT)}, input=stdin, capture_output=True, text=True, timeout=300, cwd=cwd
    )


def test_the_example_question_is_answered_from_the_seed(environment: dict[str, str]) -> None:
    done = run(environment, "ask", EXAMPLE)
    assert (done.returncode, done.stderr) == (0, "")
    text = SEED.read_text("utf-8")
    assert [number for number in (1, 2, 3, 4) if f"\n  [{number}] " in done.stdout] == [1, 2, 3]
    assert all(line in text for line in done.stdout.splitlines() if line and not line.startswith(" "))
    assert done.stdout.count("Anadolu Agency, Burç Eruygur, 25 Dec 2023") == 3
    assert "said by Dmitry Peskov, Kremlin spokesman" in done.stdout


def test_json_is_one_line_that_keeps_the_contract(environment: dict[str, str]) -> None:
    done = run(environment, "ask", EXAMPLE, "--json", "--limit", "2", "--passages")
    assert done.stdout.count("\n") == 1
    answer = json.loads(done.stdout)
    assert list(answer) == ["id", "question", "understood", "answered", "confidence", "took_ms", "quotes", "nearest", "passages"]
    assert list(answer["understood"]) == ["text", "speaker", "outlets", "since", "until", "follows"]
    assert list(answer["quotes"][0]) == [
        "article_id", "path", "sha256", "title", "outlet", "author", "published", "url", "link", "text", "start", "end", "speaker", "role",
        "kind", "score", "also_in",
    ]  # fmt: skip
    assert answer["answered"] and len(answer["quotes"]) == 2 and 0 <= answer["confidence"] <= 1
    assert answer["quotes"][0]["sha256"] == __import__("hashlib").sha256(SEED.read_bytes()).hexdigest()
    assert set(answer["passages"][0]) == {"article_id", "start", "end", "score"}
    assert json.loads(run(environment, "ask", EXAMPLE, "--json").stdout)["passages"] == []


def test_a_batch_keeps_order_conversations_and_bad_rows(environment: dict[str, str], tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": "a", "question": EXAMPLE}),
        json.dumps({"id": "b", "question": "And about the elections?", "after": "a"}),
        "not json",
        json.dumps({"id": "d", "question": ""}),
        json.dumps({"id": "e", "question": "x", "after": "nowhere"}),
        json.dumps({"id": 6, "question": "😀"}),
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(rows))
    done = run(environment, "ask", "--batch", str(tmp_path / "rows.jsonl"))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [a["id"] for a in answers] == ["a", "b", None, "d", "e", 6]
    assert answers[1]["understood"]["follows"] == EXAMPLE
    assert ["error" in a for a in answers] == [False, False, True, True, True, False]
    assert answers[5]["answered"] is False and answers[5]["quotes"] == []


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["ask", ""], 2, "the question is empty"),
        (["ask", "x" * 10_000], 2, "10,000 characters"),
        (["ask"], 2, "give one question, or --batch FILE"),
        (["ask", "q", "--limit", "0"], 2, "greater than or equal to 1"),
        (["ask", "q", "--config", "/none.toml"], 2, "--config"),
        (["ask", "--batch", "/none.jsonl"], 1, "/none.jsonl: no such file"),
        (["ask", "q", "--data", "/none"], 1, "make one with `quotedesk build`"),
        (["status", "--data", "/none"], 1, "make one with `quotedesk build`"),
        (["repl", "--data", "/none"], 1, "make one with `quotedesk build`"),
        (["build", "--seeds", "/none"], 1, "there is no such folder"),
        (["telegram"], 2, "QUOTEDESK_TELEGRAM_TOKEN"),
        (["fly"], 2, "No such command"),
    ],
)
def test_errors_are_one_line_with_an_exit_code(environment: dict[str, str], arguments: list[str], code: int, message: str) -> None:
    done = run(environment, *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr and "Traceback" not in done.stderr


def test_an_empty_folder_says_what_to_put_there(environment: dict[str, str], tmp_path: Path) -> None:
    done = run(environment, "build", "--seeds", str(tmp_path), "--data", str(tmp_path / "data"))
    assert done.returncode == 1
    assert "there are no articles in this folder; put .txt, .md, .html, .json or .jsonl files into it" in done.stderr


def test_the_summary_adds_up_and_problems_are_told(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("x")
    (tmp_path / "good.json").write_text(json.dumps(make_article(1)))
    (tmp_path / "bad.json").write_text("{")
    (tmp_path / "lines.jsonl").write_text(json.dumps(make_article(2)) + "\n{\n")
    done = run(environment, "build", "--seeds", str(tmp_path), "--data", str(tmp_path / "_data"))
    assert "files     4 found: 2 read, 1 not read, 1 ignored" in done.stdout
    assert "articles  2 in the index: 2 added" in done.stdout
    assert "not read: bad.json: not valid JSON" in done.stderr and "not read: lines.jsonl, line 2: not valid JSON" in done.stderr


def test_asking_loads_no_torch(environment: dict[str, str]) -> None:
    code = (
        "import sys; sys.argv = ['quotedesk', 'ask', 'What did Vucic say?']\n"
        "from bot.faces.cli import app\n"
        "app(standalone_mode=False)\n"
        "assert 'onnxruntime' in sys.modules and 'chromadb' in sys.modules\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'trafilatura', 'telegram'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr


def test_building_with_nothing_changed_loads_no_engine(environment: dict[str, str]) -> None:
    code = (
        f"import sys; sys.argv = ['quotedesk', 'build', '--seeds', {str(ROOT / 'seeds')!r}]\n"
        "from bot.faces.cli import app\n"
        "app(standalone_mode=False)\n"
        "heavy = {'torch', 'onnxruntime', 'chromadb', 'bm25s'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert "nothing had changed" in done.stdout


def test_the_repl_answers_shows_context_and_leaves(environment: dict[str, str]) -> None:
    lines = [
        EXAMPLE,
        ":sources",
        ":who Peskov Serbia",
        ":context 1",
        ":context 9",
        ":nonsense",
        ":help",
        ":new",
        ":open 1",
        "",
        ":quit",
        "never reached",
    ]
    done = run(environment, "repl", stdin="\n".join(lines))
    assert done.returncode == 0
    assert "said by Dmitry Peskov, Kremlin spokesman" in done.stdout
    assert "6 statements" in done.stdout
    assert "sha256 " in done.stdout and "give the number of a quote, 1 to 3" in done.stdout
    assert "there is no :nonsense; :help lists the commands" in done.stdout and "Ctrl-D" in done.stdout
    assert "there is no quote yet" in done.stdout
    assert "never reached" not in done.stdout


def test_the_way_to_the_prompt_loads_no_torch(environment: dict[str, str]) -> None:
    code = (
        "import sys; sys.argv = ['quotedesk', 'repl']\n"
        "from bot.faces.cli import app\n"
        "app(standalone_mode=False)\n"
        "sys.exit('torch was loaded' if 'torch' in sys.modules else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment | {"PYTHONPATH": str(ROOT)}, input="", capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr


def test_statements_are_listed_as_text_and_as_json(environment: dict[str, str]) -> None:
    listed = run(environment, "statements", "--speaker", "Peskov", "--about", "Serbia", "--since", "2023-12-01")
    assert listed.returncode == 0 and "Dmitry Peskov, Kremlin spokesman (direct)" in listed.stdout
    rows = [json.loads(line) for line in run(environment, "statements", "--json").stdout.splitlines()]
    assert {row["kind"] for row in rows} == {"direct", "indirect", "mixed"}
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
    assert run(environment, "statements", "--speaker", "Nobody", "--json").stdout == ""
    bad = run(environment, "statements", "--since", "soon")
    assert (bad.returncode, bad.stdout) == (2, "") and "--since: 'soon' is not accepted; give a day as YYYY-MM-DD" in bad.stderr


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did Vucic say about a color revolution?", "color revolution"),
        ("What share did the SPN win in Belgrade?", "34.27%"),
        ("Who tried to break into the city assembly?", "hundreds of residents"),
    ],
)
def test_the_seed_answers(environment: dict[str, str], question: str, expected: str) -> None:
    assert expected in json.loads(run(environment, "ask", question, "--json").stdout)["quotes"][0]["text"]


def test_whom_the_archive_never_names_is_met_with_silence(environment: dict[str, str]) -> None:
    done = run(environment, "ask", "What did Biden say about Serbia?")
    assert done.returncode == 0
    assert "Biden is not named in the archive." in done.stdout and "Nothing in the archive answers that." in done.stdout
    assert json.loads(run(environment, "ask", "What did Biden say about Serbia?", "--json").stdout)["quotes"] == []


def test_a_span_that_the_archive_does_not_reach_is_told(environment: dict[str, str]) -> None:
    done = run(environment, "ask", "What did Peskov say this week?")
    assert "The archive reaches to 2023-12-25; there is nothing newer." in done.stdout
    assert "Nothing in the archive answers that." in done.stdout


def test_status_says_what_the_index_holds(environment: dict[str, str]) -> None:
    assert "articles  1 in" in run(environment, "status").stdout
    status = json.loads(run(environment, "status", "--json").stdout)
    assert (status["articles"], status["first_day"], status["outlets"]) == (1, "2023-12-25", {"Anadolu Agency": 1})


def test_a_build_that_is_killed_leaves_the_index_answering(environment: dict[str, str], tmp_path: Path) -> None:
    from tests.bench.crash import campaign

    outcome = campaign(environment | {"PYTHONPATH": str(ROOT)}, tmp_path, kills=3, seed=20_240_105, articles=40)
    assert outcome.wrong == [] and outcome.killed >= 1 and outcome.completed


def test_closing_the_pipe_early_is_no_traceback(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text("\n".join(json.dumps({"id": str(i), "question": EXAMPLE}) for i in range(50)))
    command = [sys.executable, "-m", "bot.faces.cli", "ask", "--batch", str(tmp_path / "rows.jsonl")]
    process = subprocess.Popen(
        command, env=environment | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) in (1, -signal.SIGPIPE)
    assert "Traceback" not in errors


def test_article_text_cannot_command_the_terminal(environment: dict[str, str], tmp_path: Path) -> None:
    article = make_article(4) | {
        "text": "The station\x1b[2J\x1b]0;owned\x07 measured \u202e4 millimetres of rain on day4.",
        "title": "Rain\x1b[31m",
    }
    (tmp_path / "a.json").write_text(json.dumps(article))
    assert run(environment, "build", "--seeds", str(tmp_path), "--data", str(tmp_path / "_d")).returncode == 0
    done = run(environment, "ask", "How much rain did the station measure on day4?", "--data", str(tmp_path / "_d"))
    assert "measured" in done.stdout
    assert not {"\x1b", "\x07", "\u202e"} & set(done.stdout)
    exact = json.loads(
        run(environment, "ask", "How much rain did the station measure on day4?", "--json", "--data", str(tmp_path / "_d")).stdout
    )
    assert exact["quotes"][0]["text"] == article["text"]


def test_the_wheel_works_from_any_directory(environment: dict[str, str], tmp_path: Path) -> None:
    def do(*command: str, **more: str) -> str:
        done = subprocess.run(command, env=environment | more, capture_output=True, text=True, timeout=300, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return done.stdout

    do(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(ROOT))
    do(sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "venv"))
    (wheel,) = tmp_path.glob("*.whl")
    site = next((tmp_path / "venv").glob("lib/python3*/site-packages"))
    do(sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--ignore-installed", "--prefix", str(tmp_path / "venv"), str(wheel))
    (dependencies,) = {str(Path(p.__file__ or "").parent.parent) for p in (__import__("numpy"),)}
    found = do(
        str(tmp_path / "venv" / "bin" / "python"), "-c", "import bot; print(bot.__file__)", PYTHONPATH=f"{site}{os.pathsep}{dependencies}"
    )
    assert str(site) in found
    script = str(tmp_path / "venv" / "bin" / "quotedesk")
    assert "Peskov" in do(str(tmp_path / "venv" / "bin" / "python"), script, "ask", EXAMPLE, PYTHONPATH=f"{site}{os.pathsep}{dependencies}")


def test_an_article_is_shown_with_what_was_set_aside(environment: dict[str, str]) -> None:
    done = run(environment, "show", SEED.name)
    assert done.returncode == 0 and "place      Istanbul" in done.stdout and "set aside:" in done.stdout
    assert "[notice]" in done.stdout and "website contains only" in done.stdout.partition("set aside:")[2]
    (line,) = run(environment, "show", "--all", "--json").stdout.splitlines()
    shown = json.loads(line)
    assert (shown["id"], shown["path"], shown["published"], shown["language"]) == (SEED.name, SEED.name, "2023-12-25", "en")
    assert shown["text"].startswith("The Kremlin on Monday") and {"text", "reason", "start", "end"} == set(shown["set_aside"][0])
    for wrong in (["show"], ["show", "x", "--all"], ["show", "nothing.txt"]):
        assert run(environment, *wrong).returncode == 2


def test_what_was_understood_is_listed(environment: dict[str, str]) -> None:
    header, row = run(environment, "status", "--articles", "--csv").stdout.splitlines()
    assert header.startswith("id,path,title,subtitle,outlet,author,agency,published") and row.endswith(("agency updated url", "agency url"))
    assert json.loads(run(environment, "status", "--articles", "--json").stdout)["outlet"] == "Anadolu Agency"


def test_citations_are_checked_by_id_file_and_standard_input(environment: dict[str, str], tmp_path: Path) -> None:
    answered = run(environment, "ask", EXAMPLE, "--json").stdout
    by_id = run(environment, "verify", json.loads(answered)["id"], "--seeds", str(ROOT / "seeds"), "--json")
    assert [json.loads(line)["status"] for line in by_id.stdout.splitlines()] == ["unchanged"] * 3, by_id.stderr
    (tmp_path / "reply.txt").write_text(run(environment, "ask", EXAMPLE).stdout, "utf-8")
    pasted = run(environment, "verify", str(tmp_path / "reply.txt"), "--seeds", str(ROOT / "seeds"))
    assert pasted.returncode == 0 and pasted.stdout.endswith("3 unchanged, 0 moved, 0 edited, 0 gone\n"), pasted.stdout
    changed = json.loads(answered)
    printed = changed["quotes"][0]["text"]
    changed["quotes"][0]["text"] = printed.replace(printed.split()[5], "zeppelin", 1)
    edited = run(environment, "verify", "-", "--seeds", str(ROOT / "seeds"), "--json", stdin=json.dumps(changed))
    first = json.loads(edited.stdout.splitlines()[0])
    assert first["status"] == "edited" and printed in first["now"]
    for wrong in ("no-such-id", str(tmp_path / "empty.json")):
        (tmp_path / "empty.json").write_text("{}")
        assert run(environment, "verify", wrong).returncode == 2


def test_watching_indexes_what_appears_and_stops_when_told(environment: dict[str, str], tmp_path: Path) -> None:
    seeds, data = tmp_path / "seeds", tmp_path / "data"
    seeds.mkdir()
    (seeds / "a.json").write_text(json.dumps(make_article(1)))
    assert run(environment, "watch", "--once", "--seeds", str(seeds), "--data", str(data)).returncode == 0
    command = [sys.executable, "-m", "bot.faces.cli", "watch", "--seeds", str(seeds), "--data", str(data)]
    process = subprocess.Popen(command, env=environment | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert "watching" in process.stderr.readline()
    (seeds / "b.json").write_text(json.dumps(make_article(2)))
    lines = iter(process.stderr.readline, "")
    assert "1 added" in next(line for line in lines if "indexed" in line)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    process.stderr.close()
    assert run(environment, "watch", "--seeds", str(tmp_path / "none"), "--data", str(data)).returncode == 1
