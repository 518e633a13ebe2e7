"""Finds statements in a text by its marks and speech verbs: source, cue, content, kind. Whose they are: `people.py`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.quotation import quotations
from index.records import Sentence, Span
from index.sentences import split_paragraphs
from index.statements import cues

_FEW_WORDS = 3
_HIDDEN = "\x01"


@dataclass(frozen=True, slots=True)
class RawStatement:
    """A statement before its speaker is known: `spans` are the pieces of its content, in order."""

    spans: tuple[Span, ...]
    kind: str
    mention: Span | None
    cue: Span | None


def extract_statements(text: str, sentences: Sequence[Sentence], asides: Sequence[Span]) -> list[RawStatement]:
    """The statements of a text in order. Sentences that overlap an aside give none."""
    found = list[RawStatement]()
    open_before = False
    groups = _groups(sentences)
    for number, paragraph in enumerate(split_paragraphs(text)):
        quoted = _outermost(text, paragraph)
        masked = _masked(text, paragraph, quoted)
        in_paragraph = list[RawStatement]()
        for group in groups.get(number, []):
            if any(group.overlaps(a) for a in asides):
                continue
            in_paragraph += _of_group(text, masked, paragraph, group, quoted, in_paragraph)
        found += _continued(found, in_paragraph, open_before)
        open_before = _left_open(text, paragraph)
    return found


def _groups(sentences: Sequence[Sentence]) -> dict[int, list[Span]]:
    groups = dict[int, list[Span]]()
    last = -1
    for sentence in sentences:
        here = groups.setdefault(sentence.paragraph, [])
        if sentence.group == last and here:
            here[-1] = Span(here[-1].start, sentence.end)
        else:
            here.append(sentence.span)
        last = sentence.group
    return groups


def _outermost(text: str, paragraph: Span) -> list[Span]:
    """Quotations of more than a few words, or that end like a sentence; nested ones are part of them."""
    outer = list[Span]()
    for quotation in quotations(text, paragraph):
        if outer and quotation.start < outer[-1].end:
            continue
        words = quotation.of(text)
        if len(words.split()) > _FEW_WORDS or words.rstrip("\"”“»'’")[-1:] in ".,!?":
            outer.append(quotation)
    opened = re.match(r"[“\"]|''", text[paragraph.start : paragraph.end])
    if opened and not any(q.start == paragraph.start for q in quotations(text, paragraph)):
        outer = [q for q in outer if q.start > paragraph.end]
        outer.insert(0, paragraph)  # goes on in the next paragraph
    return outer


def _left_open(text: str, paragraph: Span) -> bool:
    return bool(re.match(r"[“\"]|''", paragraph.of(text))) and not any(q.start == paragraph.start for q in quotations(text, paragraph))


def _masked(text: str, paragraph: Span, quoted: Sequence[Span]) -> str:
    """The paragraph with its quotations blotted out, offsets kept."""
    masked = list(text[paragraph.start : paragraph.end])
    for quotation in quoted:
        start, end = quotation.start - paragraph.start, quotation.end - paragraph.start
        masked[start:end] = _HIDDEN * (end - start)
    return "".join(masked)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A cue with its source, offsets in the text; `start` to `end` is the attribution clause."""

    cue: Span
    mention: Span | None
    start: int
    end: int
    inverted: bool
    word: str


def _of_group(
    text: str, masked: str, paragraph: Span, group: Span, quoted: Sequence[Span], before: Sequence[RawStatement]
) -> Iterator[RawStatement]:
    shown = masked[group.start - paragraph.start : group.end - paragraph.start]
    inside = [q for q in quoted if group.start <= q.start < group.end]
    if inside and not any(c.isalnum() for c in shown):
        previous = before[-1] if before and before[-1].kind != "indirect" else None
        yield RawStatement((group,), "direct", previous.mention if previous else None, previous.cue if previous else None)
        return
    clauses = sorted(_clauses(shown, group.start), key=lambda c: c.start)
    for number, clause in enumerate(clauses):
        limit = next((c.start for c in clauses[number + 1 :] if c.mention == clause.mention or c.word == "according"), group.end)
        first = group.start if number == 0 else clauses[number - 1].end
        spans = _content(text, shown, group, clause, inside, Span(first, limit))
        if spans and clause.mention is not None:
            yield RawStatement(tuple(spans), _kind(text, spans, inside), clause.mention, clause.cue)


def _clauses(shown: str, base: int) -> Iterator[_Clause]:
    last_end, mention = 0, None
    if match := cues.COLON.search(shown):
        mention = _span(match, "mention", base)
        yield _Clause(_span(match, "cue", base), mention, base, base + match.end("cue"), False, ":")
        last_end = match.end("cue")
    for match in cues.ACCORDING.finditer(shown):
        if source := cues.SOURCE_AFTER.match(shown, match.end()):
            yield _Clause(
                _span(match, "cue", base), _span(source, "mention", base), base + match.start(), base + source.end(), False, "according"
            )
    found = sorted([*cues.CUE.finditer(shown), *cues.PARTICIPLE.finditer(shown)], key=lambda m: m.start("cue"))
    for match in found:
        if match.start("cue") < last_end:
            continue
        clause = _clause(shown, base, match, mention)
        if clause is not None:
            last_end, mention = clause.end - base, clause.mention
            yield clause


def _clause(shown: str, base: int, match: re.Match[str], subject: Span | None) -> _Clause | None:
    at, cue, word = match.start("cue"), _span(match, "cue", base), match["cue"]
    if match.re is cues.PARTICIPLE:
        mention = subject or _first_subject(shown, base, at)
        return _Clause(cue, mention, cue.start, cue.end, False, word) if mention else None
    if source := _source_before(shown, at, cues.may_be_noun(word)):
        return _Clause(cue, Span(base + source.start, base + source.end), base + source.start, cue.end, False, word)
    if _may_invert(shown, at) and (after := cues.AFTER.match(shown, match.end())):
        return _Clause(cue, _span(after, "mention", base), cue.start, base + after.end("mention"), True, word)
    if cues.may_be_noun(word):
        return None
    head = shown[: _before_auxiliaries(shown, at)]
    if cues.COORDINATED.search(head) and (mention := subject or _first_subject(shown, base, at)):
        return _Clause(cue, mention, cue.start, cue.end, False, word)
    return None


def _span(match: re.Match[str], name: str, base: int) -> Span:
    """A named group, without a day at its end ("the Kremlin on Monday")."""
    day = cues.DAY_LAST.search(match[name])
    return Span(base + match.start(name), base + (match.start(name) + day.start() if day else match.end(name)))


def _first_subject(shown: str, base: int, at: int) -> Span | None:
    subject = cues.SUBJECT_FIRST.match(shown, 0, at)
    return _span(subject, "mention", base) if subject else None


def _before_auxiliaries(shown: str, at: int) -> int:
    """Where the auxiliaries and adverbs before a cue begin; `at` where there are none."""
    found = cues.AUXILIARIES.search(shown[:at])
    return found.start() if found else at


def _may_invert(shown: str, at: int) -> bool:
    before = shown[:at].rstrip()
    return not before or before[-1] in f"{_HIDDEN},—–-?!"


_BEFORE = (
    cues.PRONOUN_BEFORE, cues.WHO_BEFORE, cues.APPOSITION_BEFORE, cues.NAME_BEFORE, cues.POSSESSED_BEFORE, cues.NAMED_GROUP_BEFORE,
    cues.COMMON_BEFORE, cues.PLURAL_BEFORE,
)  # fmt: skip
_NAMED = (cues.PRONOUN_BEFORE, cues.WHO_BEFORE, cues.NAME_BEFORE)
_REACH = 260
_NEAR = 60


def _source_before(shown: str, at: int, named_only: bool) -> Span | None:
    """The source that stands before a cue and its auxiliaries."""
    end = _before_auxiliaries(shown, at)
    offset = max(0, end - _REACH)
    head = shown[offset:end]
    for pattern in _NAMED if named_only else _BEFORE:
        if match := pattern.search(head):
            return _span(match, "mention", offset)
    return None


def _content(text: str, shown: str, group: Span, clause: _Clause, inside: list[Span], reach: Span) -> list[Span]:
    """The pieces of what is reported: before and after an attribution clause, within the reach that its neighbours leave."""
    start = _content_start(text, shown, group, clause)
    after = _trim(text, Span(start, _content_end(shown, group, start, max(reach.end, start))))
    before = _trim(text, Span(reach.start, clause.start))
    leading = [q for q in inside if reach.start - 2 <= q.start and q.end <= clause.start]
    trailing = [q for q in inside if q.start >= clause.end - 1]
    if leading and (clause.inverted or _is_near(shown, leading[-1].end - group.start, clause.start - group.start)):
        opened = leading[0].start if not _trim(text, Span(reach.start, leading[0].start)) else reach.start
        return [Span(opened, leading[-1].end), *trailing]
    if clause.word == "according":
        return [before] if before and clause.start > group.start + 2 else [after] if after else []
    if trailing and after and trailing[0].start <= after.start + 2 and clause.word not in ("told", "tells", "tell"):
        return [Span(trailing[0].start, trailing[-1].end) if _is_one_run(shown, group, trailing) else after]
    if _follows_content(shown, group, clause) and before:
        rest = _trim(text, Span(clause.end, reach.end))
        goes_on = rest is not None and shown[clause.end - group.start :].lstrip().startswith(",") and len(rest.of(text)) > 25
        return [before, rest] if goes_on and rest and not _is_setting(rest.of(text)) else [before]
    if clause.inverted:
        return []
    return [after] if after and _reports(text, shown, group, clause, after) else []


def _is_near(shown: str, quotation_end: int, clause_start: int) -> bool:
    """Whether nothing but a few words of the source's own description stands between a quotation and its clause."""
    between = shown[quotation_end:clause_start].strip(" ,-–—")
    return len(between) <= _NEAR and not any(c in ",.;:" for c in between)


def _is_one_run(shown: str, group: Span, quotations: list[Span]) -> bool:
    between = shown[quotations[0].end - group.start : quotations[-1].start - group.start]
    return not any(c.isalnum() for c in between.replace(_HIDDEN, ""))


def _content_end(shown: str, group: Span, start: int, end: int) -> int:
    stop = cues.ENDS_CONTENT.search(shown, start - group.start + 12, end - group.start)
    return group.start + stop.start() if stop else end


def _follows_content(shown: str, group: Span, clause: _Clause) -> bool:
    """Whether the clause comes after, or interrupts, what it reports: "It rained, he said"."""
    ahead = shown[: clause.start - group.start].rstrip()
    tail = shown[clause.end - group.start :].strip(" .")
    if len(ahead) < 15 or ahead[-1] not in ",—–-":
        return False
    return clause.inverted or not tail or tail[0] in ",:—–-" or _is_setting(tail)


def _reports(text: str, shown: str, group: Span, clause: _Clause, content: Span) -> bool:
    words = content.of(text)
    if len(words.split()) < _FEW_WORDS and not re.search(r"[\"“”]|''", words):
        return False
    if clause.word not in cues.NEEDS_QUOTATION:
        return True
    return bool(re.search(r"[\"“”]|''", words)) or bool(re.match(r"[^,.;]{0,60}?\s+that\s", shown[clause.end - group.start :]))


def _content_start(text: str, shown: str, group: Span, clause: _Clause) -> int:
    end = clause.end
    rest = shown[end - group.start :]
    addressed = clause.inverted or clause.word in ("told", "tells", "tell", "telling", "assured", "informed")
    if addressed and (addressee := cues.ADDRESSEE.match(rest)):
        end += addressee.end()
    rest = text[end : group.end]
    if link := re.match(rf"\s+{_WHEN}(?=\S)", rest):
        end += link.end()
        rest = text[end : group.end]
    if link := re.match(r"[^,:“\"]{0,80}?(?:,|:)\s*(?=[“\"]|'')|\s*(?::|,)\s", rest):
        end += link.end()
    return end


_WHEN = (
    r"(?:(?:on\s+)?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|yesterday|last\s+\w+|this\s+\w+|in\s+an?\s+(?:\w+\s+){0,3}?"
    r"(?:interview|statement|email|e-mail|tweet|post|speech|debate))(?:\s+(?:morning|afternoon|evening|night))?\s+)"
)
_SETTING = re.compile(
    r",?\s*(?:in|on|at|during|of|to|from|after|before|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|last|this|earlier|via|when|while|as|with)\b"
)


def _is_setting(tail: str) -> bool:
    return bool(_SETTING.match(tail))


def _kind(text: str, spans: Sequence[Span], inside: Sequence[Span]) -> str:
    if all(any(q.start <= s.start + 1 and s.end <= q.end + 1 for q in inside) or any(s.start == q.start for q in inside) for s in spans):
        return "direct"
    marked = any(q.overlaps(s) for q in inside for s in spans) or any(re.search(r"[“”\"]|''", s.of(text)) for s in spans)
    return "mixed" if marked else "indirect"


def _trim(text: str, span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in ",:;—–-"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",:;—–-"):
        end -= 1
    return Span(start, end) if any(c.isalnum() for c in text[start:end]) else None


def _continued(found: list[RawStatement], new: list[RawStatement], open_before: bool) -> list[RawStatement]:
    """Joins bare quotations to the attributed one before them, within the paragraph or from one left open."""
    joined = list[RawStatement]()
    for statement in new:
        previous = joined[-1] if joined else (found[-1] if open_before and found else None)
        bare = statement.cue is None or (previous is not None and statement.cue == previous.cue)
        if bare and previous is not None and statement.kind == "direct" and previous.kind != "indirect":
            merged = RawStatement((*previous.spans, *statement.spans), previous.kind, previous.mention, previous.cue)
            if joined:
                joined[-1] = merged
            else:
                found[-1] = merged
        else:
            joined.append(statement)
    return joined
