"""The words that report speech, and the shapes of the sources that stand beside them."""

import re

_SAY = (
    "said says say told tells tell added adds add wrote writes tweeted tweets asked asks noted notes note announced announces suggested suggests "
    "suggest argued argues argue explained explains acknowledged acknowledges declared declares continued continues insisted insists insist "
    "warned warns warn replied replies responded responds recalled recalls concluded concludes claimed claims claim stated states admitted admits "
    "confirmed confirms denied denies deny alleged alleges contended contends contend maintained maintains remarked remarks quipped quips joked "
    "jokes reiterated reiterates emphasized emphasizes stressed stresses complained complains complain testified testifies predicted predicts "
    "predict promised promises vowed vows pledged pledges revealed reveals observed observes asserted asserts shouted shouts exclaimed mused muses "
    "opined posted posts reported reports report cautioned cautions countered counters lamented laments boasted boasts urged urges urge disclosed "
    "mentioned mentions conceded concedes proclaimed hinted commented comments estimated estimates called calls call described describes describe "
    "accused accuses accuse criticized criticizes criticize praised praises dismissed dismisses demanded demands proposed proposes questioned "
    "questions blasted blasts slammed slams mocked mocks defended defends blamed blames thanked thanks condemned condemns apologized "
    "wondered wonders assured assures barked chanted yelled screamed whispered joshed sneered thundered went spoke read reads recommended "
    "recommends pointed begged pleaded rejected referred ridiculed derided decried labeled labelled dubbed deemed portrayed characterized hailed "
    "touted compared likened invoked chided scolded taunted attacked lauded applauded endorsed ruled determined informed instructed repeated "
    "elaborated clarified signaled indicated quoted cited cites"
)
_NOUNS = frozenset(
    "claims claim reports report notes note calls call comments posts states estimates promises questions demands counters remarks promises "
    "say urge read reads thanks attacks cites went pointed spoke".split()
)
"""Cues that are as often nouns, or say nothing by themselves: a name or pronoun must stand before them."""

NEEDS_QUOTATION = frozenset(
    "went spoke read reads pointed continued continues shouted shouts barked chanted yelled screamed agreed observed observes invoked compared "
    "attacked endorsed rejected referred portrayed characterized hailed touted deemed dubbed labeled labelled ruled determined quoted cited cites "
    "informed instructed repeated indicated signaled recommended recommends thanks mentioned mentions posted posts posts states".split()
)
"""Cues that report a statement only where there is a quotation or a "that" beside them."""

_PARTICIPLE = (
    "saying adding telling writing noting explaining arguing insisting warning suggesting declaring claiming stating acknowledging asserting "
    "concluding calling tweeting asking predicting promising stressing emphasizing recalling complaining describing accusing urging vowing "
    "pledging alleging denying announcing mentioning portraying citing boasting joking replying criticizing blaming praising contending"
)
_AUX = (
    r"(?:(?:(?:on\s+|late\s+|early\s+)*(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|has|have|had|also|then|later|once|often|never|repeatedly|previously|recently|now|just|still|even|would|will|did|is|was|are|were|been|himself|"
    r"herself|themselves|both|all|not|n't|didn't|\w+ly)\s+)*"
)

CUE = re.compile(rf"\b(?P<cue>{'|'.join(sorted(set(_SAY.split()), key=len, reverse=True))})\b(?!-|’|')")
PARTICIPLE = re.compile(
    rf"(?:^|[,;—–-]\s*|\x01\s*|\b(?:by|and|while|before|in|is|are|was|were|been|for|after|without)\s+)(?P<cue>{'|'.join(_PARTICIPLE.split())})\b"
)
ACCORDING = re.compile(r"\b(?P<cue>[Aa]ccording to|[Ii]n the words of)\s+")
AUXILIARIES = re.compile(rf"(?<![\w’'])(?:{_AUX})$|$")
COORDINATED = re.compile(r"(?:\b(?:and|but|then|or)|,)\s+$")
ENDS_CONTENT = re.compile(
    rf",\s+(?:and\s+)?(?:{'|'.join(_PARTICIPLE.split())}|pointing|referring|drawing|despite|though|although)\b|\s[-–—]\s*\x01"
)


def may_be_noun(cue: str) -> bool:
    """Whether a cue is as often a noun."""
    return cue in _NOUNS


_LEADING = (
    "When|As|While|But|And|In|On|At|After|Before|If|Though|Although|Because|Since|Then|Now|Later|Meanwhile|However|Still|So|Yet|For|To|From|By|With|That|"
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Here|There|What|Where|Which|Like|Even|Also|Earlier|Last|Today|Yesterday|Tonight|Asked|Instead"
)
_CAP = rf"(?!(?:{_LEADING})\b)(?:[A-Z][\w.’'&-]*[\w]|[A-Z]\.|[A-Z])"
_DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_CAP_NEXT = rf"(?!(?:{_DAY})\b)(?:[A-Z][\w.’'&-]*[\w]|[A-Z]\.|[A-Z])"
_JOIN = r"(?:of|the|for|and|de|del|la|van|von|der|al|bin|ibn|to)"
_ROLE = (
    r"(?!(?:after|other|over|under|either|never|however|rather|whether|later|earlier|ever|her|order|number|together|another|further|longer|matter|water|power|"
    r"paper|letter|winter|summer|member of|remember|consider|offer|answer|enter|went|sent|spent|meant|recent|current|present|percent|most|just|last|first|next|"
    r"against|or|nor|for|more|before|where|were|there|here|during|less|unless|across|process|business|access|success|press on|as|is|was|has|his|this|does|"
    r"have|give|live|five|drive|believe|receive|leave|move|above|want|moment|government|statement)\b)"
    r"(?:former|longtime|then|veteran|top|senior|chief|vice|deputy|state|party|campaign|fellow|presidential|national|general|foreign|prime|press|"
    r"communications|executive|billionaire|conservative|liberal|local|"
    r"[a-z-]*(?:man|men|woman|women|person|people|er|or|ist|ian|ant|ent|ess|chair|chief|aide|host|guru|expert|critic|coach|star|judge|mom|secretary|attorney|analyst|delegate|candidate|nominee|colleague|magnate|mogul|friend|wife|husband|son|daughter|head|rival|team|office|campaign))"
)
NAME = rf"{_CAP}(?:\s+(?:{_JOIN}\s+){{0,2}}{_CAP_NEXT})*(?:,\s(?:Jr|Sr)\.)?(?:\s\([^()]{{1,30}}\))?"
PERSON = rf"{_CAP}(?:\s+(?:(?:de|del|la|van|von|der|al|bin|ibn)\s+){{0,2}}{_CAP_NEXT})*"
_PARTY = r"(?:\s\([^()]{1,30}\))?"
TITLED = (
    rf"(?!(?:{_LEADING})\b)(?=[A-Z]|{_ROLE}\s)(?:(?:{_CAP}(?:’s|'s|’|')?|{_ROLE}|{_JOIN})\s+){{0,9}}{_CAP_NEXT}(?:,\s(?:Jr|Sr)\.)?{_PARTY}"
)
DETERMINED = (
    r"(?:[Tt]he|[Aa]|[Aa]n|[Oo]ne|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Aa]nother|[Ss]ome|[Mm]any|[Tt]wo|[Ss]everal|[Bb]oth|[Mm]ost|[Mm]y|[Oo]ur|[Tt]hat|[Tt]his|[Aa]ll)"
    r"\s+(?:(?!that\b|which\b|who\b|when\b|said\b)[\w’'.&-]+\s+){0,7}?[\w’'-]+"
)
PLURAL = r"(?:[\w’'-]+\s+){0,3}?(?:[a-z]+(?:s|people|police))"
PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|[Ii]t|[Yy]ou|[Oo]thers)"
_SUBJECT = rf"(?:{TITLED}|{DETERMINED})"

PRONOUN_BEFORE = re.compile(rf"(?<![\w’'])(?P<mention>{PRONOUN})\s+$")
WHO_BEFORE = re.compile(rf"(?P<mention>(?:{TITLED}|{DETERMINED}),?\s+(?:[^,.;:\x01]{{0,80}},\s+)?who)\s+$")
APPOSITION_BEFORE = re.compile(rf"(?P<mention>{_SUBJECT}),\s[^.;:\x01]{{2,160}},\s+$")
NAME_BEFORE = re.compile(rf"(?<![\w’'])(?P<mention>{TITLED})\s+$")
POSSESSED_BEFORE = re.compile(rf"(?<![\w’'])(?P<mention>{_CAP}(?:\s+{_CAP_NEXT})*(?:’s|'s|’|')\s+(?:[\w’'-]+\s+){{0,4}}?[\w’'-]+)\s+$")
NAMED_GROUP_BEFORE = re.compile(
    rf"(?:^|[,;:—–\x01]\s*|\b(?:that|and|but|as|while|when)\s+)(?P<mention>{_CAP}(?:\s+{_CAP_NEXT})*\s+(?:[a-z’'-]+\s+){{0,3}}[a-z’'-]+)\s+$"
)
COMMON_BEFORE = re.compile(
    rf"(?:^|[,;:—–\x01]\s*|\b(?:that|and|but|as|while|because|when|which|what|where|than)\s+)(?P<mention>{DETERMINED})\s+$"
)
PLURAL_BEFORE = re.compile(rf"(?:^|[,;:—–\x01]\s*|\b(?:that|and|but|as|while|what|when)\s+)(?P<mention>{PLURAL})\s+$")
AFTER = re.compile(
    rf"\s+(?P<mention>{PRONOUN}(?=\W)|{TITLED}|{DETERMINED}(?=\s*[,.;\x01]|\s+(?:in|on|at|during|of|to|from|after|before|who)\b|$))"
)
SOURCE_AFTER = re.compile(
    r"(?P<mention>(?:[^,.;:\x01]|(?<=[A-Z])\.|(?<=[MD]r)\.|(?<=Ms)\.|(?<=Mrs)\.|(?<=Sen)\.|(?<=Rep)\.|(?<=Gov)\.|\.(?=\w)){2,140})"
)
DAY_LAST = re.compile(
    r"\s+(?:(?:on|late|early|last|this)\s+)*(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|yesterday|week|month|year)(?:\s(?:morning|afternoon|evening|night))?$"
)
SUBJECT_FIRST = re.compile(rf"(?:[^,\x01]{{0,60}},\s+)??(?P<mention>{PRONOUN}(?=\s)|{TITLED}|{DETERMINED})(?=\W)")
COLON = re.compile(rf"(?:^|[-–—]\s+|\x01\s*)(?P<mention>{TITLED})(?:,\s[^:\x01]{{2,120}})?(?P<cue>:)\s*\x01")
ADDRESSEE = re.compile(
    r"\s+(?:(?:the\s+)?[\w’'.&-]+(?:\s+[\w’'.&-]+){0,7}?(?=\s+that\b|\s+(?:he|she|it|they|there|the|his|her|in|on|during|at|after)\b|,|:|\s*\x01))"
)
