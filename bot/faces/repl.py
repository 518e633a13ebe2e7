"""Question after question in a terminal."""

import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import FileHistory, InMemoryHistory
from rich.console import Console
from rich.text import Text

from bot.answering.answer import Engine
from bot.answering.conversation import Conversation
from bot.answering.records import Quote
from bot.answering.statements import StatementFilter, list_statements
from bot.faces.as_text import show
from bot.faces.statements import statement_lines
from bot.faces.wording import day, link, place, printable, source
from bot.settings import Settings
from index.archive import read_status
from index.errors import QuotedeskError
from index.sentences import split_paragraphs

_HELP = """Type a question; a follow-up may lean on the answer before ("and what about Serbia?", "and the latest?").
A sentence in quotation marks asks whether it was printed.
:sources     where the quotes of the last answer stand
:context N   quote N inside its paragraph
:who NAME [TOPIC]   what someone said, oldest first
:open N      opens the article of quote N in the browser, or says where its file is
:new         starts afresh
:status      what the archive holds
:help        this help
:quit        leaves, as does Ctrl-D; Ctrl-C cancels a line"""


@dataclass(slots=True)
class Repl:
    """The state of one session: the engine, the turns so far, where to print."""

    engine: Engine
    settings: Settings
    console: Console
    conversation: Conversation = field(default_factory=Conversation)

    def handle(self, line: str) -> bool:
        """Does what one line asks for; False when it asks to leave."""
        line = line.strip()
        if not line:
            return True
        try:
            if not line.startswith(":"):
                self._ask(line)
                return True
            name, _, rest = line[1:].partition(" ")
            if name in ("quit", "q", "exit"):
                return False
            self._command(name, rest.strip())
        except QuotedeskError as error:
            self._say(str(error))
        return True

    def _ask(self, question: str) -> None:
        answer = self.engine.ask(question, conversation=self.conversation)
        self.conversation = self.conversation.then(answer)
        show(self.console, answer)

    def _command(self, name: str, rest: str) -> None:
        command = COMMANDS.get(name)
        if command is None:
            self._say(f"there is no :{name}; :help lists the commands")
            return
        command(self, rest)

    def _say(self, text: str) -> None:
        self.console.print(Text(printable(text)))

    def help(self, _: str) -> None:
        """Lists the commands."""
        self._say(_HELP)

    def who(self, rest: str) -> None:
        """Lists what someone said, on a topic or on anything."""
        name, _, topic = rest.partition(" ")
        if not name:
            self._say("give a name, and a topic if you like: :who Peskov Serbia")
            return
        found = list_statements(self.settings.data_dir, StatementFilter(speaker=name, about=topic or None))
        for said in found:
            self._say("\n".join(statement_lines(said)))
        self._say(f"{len(found)} statements" if len(found) != 1 else "1 statement")

    def new(self, _: str) -> None:
        """Forgets the turns before."""
        self.conversation = Conversation()
        self._say("a new conversation")

    def sources(self, _: str) -> None:
        """Says where the quotes of the last answer stand."""
        for number, quote in enumerate(self._quotes(), 1):
            article = quote.article
            self._say(f"[{number}] {article.title}\n    {source(article)}\n    {place(quote)}\n    sha256 {article.sha256}")
            if address := link(quote):
                self._say(f"    {address}")

    def context(self, rest: str) -> None:
        """Shows a quote inside its paragraph."""
        quote = self._chosen(rest)
        if quote is None:
            return
        text = quote.article.text
        inside = [p for p in split_paragraphs(text) if p.start < quote.end and quote.start < p.end]
        start, end = min(p.start for p in inside), max(p.end for p in inside)
        parts = (text[start : quote.start], text[quote.start : quote.end], text[quote.end : end])
        before, words, after = map(printable, parts)
        self.console.print(Text.assemble(before, (words, "bold"), after))

    def open(self, rest: str) -> None:
        """Opens the article of a quote."""
        quote = self._chosen(rest)
        if quote is None:
            return
        address = link(quote)
        if address and webbrowser.open(address):
            self._say(f"opened {address}")
        else:
            self._say(address or f"no web address is known; the file is {self.settings.seeds_dir / quote.article.path}, {place(quote)}")

    def status(self, _: str) -> None:
        """Says what the archive holds."""
        held = read_status(self.settings.data_dir)
        self._say(f"{held.articles} articles, {day(held.first_day)} to {day(held.last_day)}; built {held.built_at}")

    def _quotes(self) -> tuple[Quote, ...]:
        last = self.conversation.last
        if last is None or not last.quotes:
            self._say("there is no quote yet; ask a question first")
            return ()
        return last.quotes

    def _chosen(self, rest: str) -> Quote | None:
        quotes = self._quotes()
        number = rest.strip("[]") or "1"
        if quotes and not (number.isdecimal() and 0 < int(number) <= len(quotes)):
            self._say(f"give the number of a quote, 1 to {len(quotes)}")
            return None
        return quotes[int(number) - 1] if quotes else None


COMMANDS: dict[str, Callable[[Repl, str], None]] = {
    "sources": Repl.sources, "context": Repl.context, "open": Repl.open, "who": Repl.who, "new": Repl.new, "status": Repl.status, "help": Repl.help,
}  # fmt: skip


def run(settings: Settings, console: Console) -> None:
    """Runs until the input ends or `:quit`; the model loads while the first question is typed."""
    status = read_status(settings.data_dir)
    sys.stderr.write(f"{status.articles} articles, {day(status.first_day)} to {day(status.last_day)}. Ask, or :help.\n")
    with closing(Engine(settings.engine)) as engine:
        engine.warm_up()
        repl = Repl(engine, settings, console)
        for line in _typed(settings.data_dir) if sys.stdin.isatty() else sys.stdin:
            try:
                if not repl.handle(line):
                    break
            except KeyboardInterrupt:
                sys.stderr.write("cancelled\n")


def _typed(data: Path) -> Iterator[str]:
    """Lines as they are typed, with history and completion; Ctrl-C drops a line, Ctrl-D ends."""
    words = WordCompleter([f":{name}" for name in (*COMMANDS, "quit")], sentence=True)
    session = PromptSession[str](history=_history(data), completer=words, complete_while_typing=False, reserve_space_for_menu=4)
    while True:
        try:
            yield session.prompt("? ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _history(data: Path) -> FileHistory | InMemoryHistory:
    try:
        (data / "repl_history").touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(data / "repl_history"))
