"""What the reader's cross-encoder sees of a candidate: the sentence, what it stands under, and its neighbours."""

_BEFORE, _AFTER, _HEADING = 180, 140, 110
SEPARATOR = " [SEP] "


def evidence_text(sentence: str, *, heading: str = "", before: str = "", after: str = "") -> str:
    """The sentence first, then its heading, the end of what stands before and the start of what follows."""
    return SEPARATOR.join((sentence, heading[:_HEADING], before[-_BEFORE:], after[:_AFTER]))
