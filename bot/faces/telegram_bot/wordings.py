"""Longer texts that the bot says in more than one place."""

from bot.answering.records import Answer
from bot.faces.language import Language

WHO = "/who "
_ABOUT_SHOWN = 100


def opening_of(answer: Answer, say: Language) -> str:
    """What stands above the quotes: nothing above an answer, whose they are above a list of statements."""
    if not answer.question.startswith(WHO):
        return ""
    about = answer.question.removeprefix(WHO)[:_ABOUT_SHOWN]
    return say.plural(
        "{about}: {count} statement, oldest first", "{about}: {count} statements, oldest first", len(answer.quotes), about=about
    )


def settings_text(say: Language) -> str:
    """Above the buttons of /settings."""
    return say("How many quotes shall a reply show at first, and in which language shall I talk to you? Quotes stay as they were printed.")


def help_text(say: Language, bot: str, *, admin: bool) -> str:
    """/help."""
    parts = [
        say("Send me a question, and I look for the words that were printed: who said them, where and when. What I quote stands word for word in the article."),
        say("Name an outlet, a day or a month if you like: “What did Politico report about the budget in March?” Ask on: “and what about the elections?” Send me a quotation and I look whether it was printed."),
        "\n".join(
            [
                say("/who NAME – everything somebody said; /who NAME TOPIC – on a topic (a name of several words in quotation marks)"),
                say("/latest – the newest articles; /sources – which outlets there are"),
                say("/new – start afresh; /history – what you asked; /settings – language, number of quotes"),
                say("/privacy – what is kept; /export – your questions as a file; /forget – delete them"),
            ]
        ),
        say("In a group, write to me: @{bot} and your question, or reply to one of my messages, or /ask@{bot} and the question. In any chat, type @{bot} and a question to pick a quote.", bot=bot),
    ]  # fmt: skip
    if admin:
        parts.append(
            say("For admins: /status, /reindex, /users, /allow CODE or ID, /deny ID, /feedback. Write /allow@{bot} in a group to let all its members ask.", bot=bot)
        )  # fmt: skip
    return "\n\n".join(parts)


def privacy_text(say: Language, keep_days: int) -> str:
    """/privacy."""
    if keep_days:
        kept = say.plural(
            "I keep your questions with my answers for {count} day, so that follow-ups, buttons and /history work. Your id and the settings you chose are kept until you send /forget.",
            "I keep your questions with my answers for {count} days, so that follow-ups, buttons and /history work. Your id and the settings you chose are kept until you send /forget.",
            keep_days,
        )
    else:
        kept = say("I keep no question on disk once it is answered; follow-ups and buttons work until I am restarted. Your id and the settings you chose are kept until you send /forget.")  # fmt: skip
    seen = say("Whoever runs this bot sees how many questions are asked, not what is asked; only a question that you send in yourself with a button can be read.")  # fmt: skip
    cited = say("Which quotes an answer gave is kept under the answer's number, without your question or your id, so that they can be checked later.")  # fmt: skip
    rights = say("/export gives you everything that is kept of you, /forget deletes it at once. Nothing is passed on to others. Telegram itself delivers and stores your messages.")  # fmt: skip
    return f"{kept}\n\n{seen}\n\n{cited}\n\n{rights}"
