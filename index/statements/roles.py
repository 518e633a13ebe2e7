"""How articles print names and describe people: titles, roles, and which part of a noun phrase is the name."""

import re

from index.statements.given_names import given_sex, is_given
from index.statements.names import NAMES, PARTICLES, UPPER, name_words
from index.tokens import fold

_HONORIFICS = frozenset(
    "Mr Mr. Mrs Mrs. Ms Ms. Dr Dr. Sir Dame Lord Lady President Vice Senator Sen. Sen Representative Rep. Rep Congressman Congresswoman Governor Gov. Gov "
    "Mayor Judge Justice Chief General Gen. Lt. Lt Col. Sgt. Capt. Prof. Professor Secretary Minister Prime Foreign Chancellor Speaker Pope Rev. Rev "
    "Father Sister Archbishop Bishop Cardinal King Queen Prince Princess House Senate Majority Minority Leader State Attorney Ambassador Director "
    "Chairman Chairwoman Chair Former Deputy First Lady Republican Democratic Democrat Independent Press Councilman Councilwoman Sheriff Officer "
    "Detective Commissioner Spokesman Spokeswoman Inspector Superintendent Constable Captain Colonel Lieutenant Sergeant Admiral Brigadier Commander "
    "Rabbi Imam Sheikh Reverend Baroness Ayatollah Councillor Prof Col Sgt Capt Maj Insp Supt Det DS DI DCI WPC Cllr".split()
)
PERSONAL_TITLES = frozenset(
    "Mr Mrs Ms Dr Sir Lord Lady President Senator Sen Representative Rep Congressman Congresswoman Governor Gov Mayor Judge Justice General Gen Col Capt Professor Prof "
    "Secretary Minister Chancellor Pope Rev Archbishop Bishop Cardinal King Queen Prince Princess Ambassador Sheriff Dame Inspector Superintendent "
    "Constable Captain Colonel Lieutenant Sergeant Admiral Brigadier Commander Rabbi Imam Sheikh Reverend Baroness Ayatollah DS DI DCI WPC Cllr".split()
)
NO_PERSON = frozenset(
    "Daily Weekly Qaeda Jazeera Shabab Arabiya Caller Herald Tribune Gazette Chronicle Courier Observer Telegraph Examiner Inquirer Dispatch Sentinel Reuters El La Las Los San Santa Party House Assembly Committee University College City States Department Council Court Senate Congress Times Post News Union PAC Foundation "
    "Association Institute New North South East West Street County Center Party National International American Group Agency Bank Company Corp Inc "
    "Act Democratic Presidential Congressional Conservative Conservatives Liberals Latinos Muslims Christians Jews Voters Day Week Night Super Caucus Convention Conference Coalition Campaign Church School Hospital Hotel Lodge Tower Square Park Valley Island Islands "
    "Report Islamic Supreme Federal Democrat Republican VP CEO CFO COO GOP Watch Breakfast Press Journal Magazine Network Service Services Office Bureau Board Commission Ministry Government Republic Kingdom World War II "
    "Affairs Partnership Agreement Treaty Dear Hi Hello Thank Thanks Yes No Please Security Intelligence Force Army Navy Police Democrats Republicans Americans Hall Morning Today Tonight Face Nation Poll Project Train Mosque Temple Synagogue Cathedral Show Radio Podcast Program Programme Media Channel".split()
)
"""Words of which a name with one is no person's."""
_SURNAMES = frozenset("Hall Lodge Park Church West North Day Courier".split())
"""Those of them that are somebody's surname behind a first name."""
SEX_OF_TITLE = {"Mr.": "m", "Mr": "m", "Mrs.": "f", "Mrs": "f", "Ms.": "f", "Ms": "f", "Congressman": "m", "Congresswoman": "f", "Sir": "m"}
_POST_NOMINALS = frozenset("MP MSP MEP MLA TD QC KC SC PhD MD DDS Esq MBE OBE CBE KBE DBE RN".split())
POSSESSIVE = re.compile(r"(?:’s|'s|’|')$")
_PARTISANS = frozenset({"Democrat", "Republican", "American"})
_PARTY = re.compile(r"\s*\([^()]*\)$")
_PLACE = re.compile(r"\s+(?:of|for|from|in|to|at)\s.*$")
PREPOSITION = re.compile(r"\b(?:of|for|from|in|at|to|with|by|about|against|around|behind|under(?! secretary))\b")
DETERMINER = re.compile(r"^(?:the|a|an|one|his|her|its|their|another|that|this)\s+", re.IGNORECASE)
_HEAD_ENDS = re.compile(r"\.?(?:\s+(?:(?:of|for|from|in|at|on|with|who|and|outside|inside|near|during|after)\b|\()|$)")
_ROLES = (
    "gov activist actor actress adviser advisor aide ally ambassador analyst anchor architect archbishop artist assistant associate astronaut attorney author aunt "
    "banker billionaire biographer bishop blogger boss boxer brother builder candidate captain cardinal caucusgoer ceo challenger chair chancellor chaplain "
    "chef chief clerk coach columnist comedian commander commentator commissioner conservative consultant contender contributor coordinator correspondent cousin "
    "critic daughter dean delegate democrat deputy designer detective developer diplomat director doctor donor driver economist editor engineer entrepreneur "
    "envoy evangelist executive expert farmer father firefighter founder friend fundraiser general governor guru head heir historian hopeful host husband "
    "incumbent independent informant instructor insider inspector investigator investor journalist judge justice king lawmaker lawyer leader lecturer liberal librarian "
    "lieutenant lobbyist magnate major manager marine mayor member millionaire minister mogul moderate moderator mom mother musician neighbor neighbour nephew niece "
    "native newcomer nominee novelist nun nurse observer officer official operative operator organizer organiser owner panelist partner pastor patriarch physician pilot player poet pontiff "
    "politician pollster pope preacher premier president priest prince princess principal producer professor programmer prosecutor protester psychologist publisher "
    "queen rabbi realtor rep reporter representative republican researcher resident retiree reverend rival scholar scientist secretary sen senator sergeant sheriff "
    "singer successor predecessor sister soldier solicitor son sociologist speaker specialist spokesperson socialist star strategist student supervisor supporter surgeon teacher technician treasurer trustee tycoon "
    "admiral athlete ayatollah backbencher bandmate baroness barrister bartender baseman batsman bowler brigadier bassist broadcaster campaigner carpenter choreographer classmate "
    "colleague colonel composer constable councillor councilor counsel curator cyclist dissident drummer electrician footballer goalkeeper goalie golfer granddaughter grandfather grandmother grandson grower guard guitarist hairdresser herder "
    "imam jockey landlord linebacker lodger mechanic midfielder midwife miner monk mep mp oligarch ombudsman paramedic peer pianist pitcher postman presenter quarterback rapper receiver rookie roommate shareholder "
    "sheikh shepherd shopkeeper shortstop skipper sprinter stepfather stepmother striker superintendent survivor teammate trainer vicar violinist whistleblower winger "
    "uncle veteran volunteer voter warden whip widow wife winner witness worker writer"
)
ROLE_WORD = re.compile(
    rf"\b(?:{'|'.join(_ROLES.split())}|\w*(?:spokes|chair|committee|congress|council|assembly|business|states|alder|law|police|fire|fisher|anchor|crafts|camera|weather)(?:man|woman|men|women|person)|"
    rf"\w+(?:ologist|ographer|aholic|writer|runner|surgeon))s?\b",
    re.IGNORECASE,
)
KIN = "daughter|son|mother|father|wife|husband|widow|brother|sister"
_STRANGER = re.compile(
    r"(?:(?:[Tt]he\s)?(?:[\w.-]+\s){0,2}[\w.-]+['’]s?|[Hh]is|[Hh]er|[Tt]heir|(?P<the>[Tt]he)|[Aa]n?|[Oo]ne|[Aa]nother)\s(?:[\w’'.-]+\s){0,4}?(?P<who>[a-z][a-z-]+)(?=$|,|\s(?:who|in|at|from|with|of|for|on|near|outside|close|familiar)\b)"
)
_ANYONE = frozenset("man woman boy girl person teenager cashier waitress waiter shopper passer-by passenger source".split())
_WOMAN = re.compile(r"\w*woman|girl|mother|mom|wife|widow|daughter|sister|aunt|niece|actress|waitress|queen|princess|nun")
_MAN = re.compile(r"\w*man|boy|father|dad|husband|son|brother|uncle|nephew|actor|waiter|king|prince|priest")
_OFFICE = re.compile(
    r"(?:the\s)?(?:[\w-]+\s){0,2}(?:Secretary|Director|Speaker|Minister|President|Chief|Leader)\sof\s(?:the\s)?(?:\w+\s){0,2}"
)
"""Before a name: "Secretary of State"."""
_OFFICE_IN_SMALL = re.compile(
    r"(?:.*\sand\s)?(?:the\s)?(?:(?:[a-z]+-)?[a-z]+\s){0,2}(?:secretary|director|minister|chief|leader|head)\sof\s(?:the\s)?(?:[a-z]+\s){1,2}"
)
"""Before a name: "former secretary of state"."""
_PAST = (
    r"(?!(?:retired|undecided|unaligned|embattled|ousted|fired|disgraced|acclaimed|renowned|seasoned|appointed|elected|convicted|backed|tenured|decorated|celebrated|"
    r"respected|syndicated|accomplished|experienced|United|[\w-]+-\w+)\s)[a-z]{2,}ed"
)
"""A verb in the past, not a word for somebody: "retired"."""
_NO_ROLE = re.compile(
    r"^(?:along|as|with|without|including|could|should|may|might|can|last|eager|likely|able|unable|ready|two|three|four|several|many|who['’]s)\s|"
    r"\s(?:is|are|was|were|has|had|will|would|could|became)\s|"
    rf"^(?:according|not|said|says|told|tells|wrote|writes|took|gave|made|got|went|came|put|became|met|held|left|sat|stood|ran|won|lost|began|kept|spoke|sought|who|whom|whose|which|is|was|are|were|has|had|will|would|he|she|they|it|of|to|and|or|still|(?:\w+ly\s)?{_PAST})\s|\b(?:Rep|Sen|Gov|Gen|Lt|Mr|Ms|Dr)$|\s(?:said|says)\s|^[a-z]+ing\s(?:to|the|an?|his|her|its|their|for|in|on|at|from|with)\s|^\w+ly\s[a-z]+ing\s"
)
_TITLED = re.compile(rf"(?:Mrs?|Ms|Dr|Sen|Rep|Gov|Gen)\.\s(?:[{UPPER}][\w.-]*\s)*[{UPPER}][\w.-]*(?!['’\w.-])")
"""Of another in a list: "Lund, Sen. Odd Pell and"."""
_WITH_ANOTHER = re.compile(rf"{NAMES.pattern}\s(?:and|&)\s")
"""Two who do something, not who somebody is: "Lund and husband Odd"."""
_TO_SOMEBODY = frozenset({"rival", "opponent"})
_COMPARED = re.compile(r"\b(?:more|less|most|least)\s[a-z-]+\s(?:[a-z-]+\s)?(?:rival|opponent|challenger|critic|ally|foe)$")
"""What somebody is called, not is: "vastly more experienced rival"."""
_BEHIND_HEAD = re.compile(rf"{PREPOSITION.pattern}|\b(?:under|who|that|whose)\b")
_BEFORE_ROLE = re.compile(
    r"^(?:.*\s)?(?:(?i:and|but|that|as|when|while|although|though|after|before|by|with|to|from|for|in|on|at|why|including|whom|which|whose|where|both|like|even|just|"
    r"than|over|still|toward|towards|against|not|the|a|an)|met|meets|said|says|told|tells?|is|was|be|been|are|were|has|have|he|she|they|it|will|who|his|her|their|"
    rf"asks?|made|wrote|used|found|gave|took|got|threw|beat|beats|calls|faces?|trails|later|(?![Mm]arketing|[Hh]ousing|[Bb]anking|[Ee]ngineering|[Pp]lanning|[Bb]uilding|[Tt]raining|[Ss]hipping|[Pp]olling|[Ff]undraising)\w+ing|{_PAST})\s+(?=[\w’'.-])"
)
"""What stands before a role that stands before a name."""
_HONORIFIC_LAST = re.compile(r"(?<=\w)\s(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Prof)\.?$")
_BEFORE_DASH = re.compile(r"^.*\s[-–—]\s")
_PLURAL_TITLE = re.compile(r"^(Sen|Rep|Gov|Senator|Representative|Governor)s(\.?)$")
_SAYING_BEHIND = re.compile(r"\s(?:said|says|stated|states|told|wrote|writes|added|adds)$")
_WHO_CLAUSE = re.compile(r"\s(?:who|whose|whom)\s.*$")
_LOOSE_END = re.compile(r"(?:\s+(?:of|and|for|at|in|with|there|here|himself|herself))+\s*$")
_ENDS_SMALL = re.compile(r"\b[a-z]\w*\s$")
_INNER_CAPITAL = re.compile(r"^(Mc|O['’])([a-z])")
_ABBREVIATED = 3
"""Letters of the longest word that is an abbreviation: "CEO"."""
_PEOPLE = re.compile(rf"[{UPPER}]\w+(?:an|er|ite|crat)")


def stranger(mention: str) -> str | None:
    """The word for somebody without a name: "spokeswoman" of "A Vale spokeswoman who came along"; "the mayor" has one somewhere."""
    found = _STRANGER.match(" ".join(mention.split()))
    known = found and found["the"]
    return found["who"] if found and (found["who"] in _ANYONE or (ROLE_WORD.fullmatch(found["who"]) and not known)) else None


def sex_of(word: str) -> str | None:
    """Of whom a word for a person tells the sex: "spokeswoman", "brother"."""
    return "f" if _WOMAN.fullmatch(word) else "m" if _MAN.fullmatch(word) else None


_OF_ANOTHER = re.compile(rf"{ROLE_WORD.pattern}\s(?:for|to)\s|^[Aa]n?\s(?:[\w’'-]+\s){{0,4}}?{ROLE_WORD.pattern}\s(?:of|with|at|from)\s")
"""Before a name that is another's: "a spokesman for former mayor"."""
_DOING = re.compile(
    r"[a-z]\s(?!(?:acting|incoming|outgoing|sitting|visiting|leading|ruling|reigning|ranking|standing|including)\b)[a-z]{3,}ing\s$"
)
"""Before the name of whoever something is done to: "a lawyer representing"."""


def head_name(part: str) -> tuple[str, str] | None:
    """What stands before the name that a noun phrase is about, and the name: "former Gov.", "Bill Lund" of "former Gov. Bill Lund of Vale"."""
    runs = list(NAMES.finditer(part))
    if len(runs) > 1 and runs[-1].end() == len(part) and _OFFICE.fullmatch(part, 0, runs[-1].start()):
        name, _ = named_person(runs[-1].group())
        if len(name.split()) > 1 and is_given(name):
            return part[: -len(name)].strip(), name
    before = part[: runs[-1].start()] if runs else ""
    if runs and runs[-1].end() == len(part) and _OFFICE_IN_SMALL.fullmatch(before) and is_given(runs[-1].group()):
        return DETERMINER.sub("", before.strip()), runs[-1].group()
    if runs and runs[-1].end() == len(part) and role_before(before) and _ENDS_SMALL.search(before) and not _OF_ANOTHER.search(before):
        return before.strip(), runs[-1].group()
    for match in runs:
        before = part[: match.start()]
        if PREPOSITION.search(before) or _DOING.search(before):
            return None
        if not POSSESSIVE.search(match.group()) and _HEAD_ENDS.match(part, match.end()):
            return before.strip(), match.group()
    return None


def role_before(words: str) -> str | None:
    """The role that stands right before a name: "campaign manager" of "said Lund's campaign manager"; None where none does."""
    role = _BEFORE_ROLE.sub("", DETERMINER.sub("", _HONORIFIC_LAST.sub("", words.strip())))
    of_what, _, behind = role.partition(" of ")
    role = behind if behind and not (ROLE_WORD.search(of_what) or _OFFICE.match(f"{role} ")) else role  # "the appointment of editor"
    return role if role and (ROLE_WORD.search(role.split()[-1]) or _OFFICE.match(f"{role} ")) else None


def role_beside(words: str) -> str | None:
    """The role that stands between commas beside a name: "chair of the council"."""
    role = _WHO_CLAUSE.sub("", _SAYING_BEHIND.sub("", DETERMINER.sub("", words.strip(" ,"))))
    role = _LOOSE_END.sub("", role.rpartition("''")[0] if role.count("''") % 2 else role)  # "author of ''The Pier"
    named = (
        " " in role and NAMES.fullmatch(role) and (role.split()[0] in _HONORIFICS or is_given(role))
    )  # "the imam of the Vale Mosque, Sheikh Odd Lund,"
    return (
        role
        if ROLE_WORD.search(role) and not (_NO_ROLE.search(role) or _TITLED.match(role) or _WITH_ANOTHER.match(role) or named)
        else None
    )


def of_one(role: str | None) -> str | None:
    """A role unless it is that of several, "Democratic candidates", or none but to somebody else: "rival", "far more experienced rival"."""
    if role and (role.lower() in _TO_SOMEBODY or _COMPARED.search(role)):
        return None
    heads = ROLE_WORD.findall(_BEHIND_HEAD.split(role)[0]) if role else []
    return None if heads and re.search(r"(?<!s)s$|men$", heads[-1]) else role


def is_no_person(name: str) -> bool:
    """Whether a name is of something else: "Vale Town Hall", but not "Denise Hall"."""
    *given, last = name_words(name) or [""]
    return not NO_PERSON.isdisjoint(given) or (
        last in NO_PERSON and not (last in _SURNAMES and len(given) == 1 and given_sex(name) is not None)
    )


def split_name(printed: str) -> tuple[str, str | None]:
    """A printed name without honorifics, party and place, and the honorifics as role."""
    words = bare(printed).removeprefix("The ").split()
    while len(words) > 2 and words[-1].strip(",") in _POST_NOMINALS:
        words.pop()
    last = max((i for i, word in enumerate(words[:-1]) if word in _HONORIFICS), default=-1)
    if not NO_PERSON.isdisjoint(words[last + 1 :]):
        last = -1  # "State Department", "Democratic National Convention"
    role = " ".join(word for word in words[: last + 1] if word not in SEX_OF_TITLE) or None
    role = role if role and ROLE_WORD.search(role) else None
    owner = max((i for i, word in enumerate(words[:-1]) if POSSESSIVE.search(word)), default=-1)  # "Vale Post's Odd Pell"
    return " ".join(words[max(last, owner) + 1 :]), role


def named_person(printed: str) -> tuple[str, str | None]:
    """Name and role of what is printed like a name: "Vale Senior Adviser Ines Lund", "Maybe Donald Trump"."""
    name, role = split_name(printed)
    tokens = name_words(name)
    inner = range(1, len(tokens) - 1) if name and not is_given(name) else range(0)
    first = next((i for tells in (given_sex, is_given) for i in inner if tells(tokens[i])), 0)
    guard = len(tokens) > 2 and ROLE_WORD.fullmatch(tokens[0]) and fold(tokens[1]) not in PARTICLES  # not "Marine Le Pen"
    if not first and guard and (given_sex(tokens[1]) or not is_given(name)):
        first = 1  # "Guard Mikey Torres"
    if len(tokens) > 1 and tokens[0].endswith("s") and ROLE_WORD.fullmatch(tokens[0][:-1]) and given_sex(tokens[1]):
        return " ".join(name.split()[1:]), None  # "Brothers Kit and Joel Lund"
    if len(tokens) > 2 and tokens[0] in ("Said", "Says") and given_sex(tokens[1]):
        first = 1  # a sentence's verb
    first = first or next((i for i in range(len(tokens) - 2, 1, -1) if ROLE_WORD.fullmatch(tokens[i - 1])), 0)
    while first > 1 and tokens[first - 1].endswith(".") and len(tokens[first - 1]) == len("W."):
        first -= 1  # "White House Counsel W. Neil Lund"
    before = " ".join(tokens[:first])
    if ROLE_WORD.search(before):
        role = f"{role} {before}" if role else before  # "Chief Executive"
    return " ".join(name.split()[first:]), role


def is_people(word: str) -> bool:
    """Whether a word is for those of a place or party: "Texan", "Democrat"."""
    return _PEOPLE.fullmatch(word) is not None and word not in NO_PERSON - _PARTISANS


def name_in_small(name: str) -> str:
    """A person's name that is printed in capitals: "Odd McLund" of "ODD MCLUND"."""
    if not name.isupper() or " " not in name or not is_given(name):
        return name
    return " ".join(
        _INNER_CAPITAL.sub(lambda m: m[1] + m[2].upper(), word.capitalize()) if word[1:2] != "." else word for word in name.split()
    )


def tidy_role(role: str) -> str | None:
    """A role as one person has it, without what stood before it and another title behind it: "Sen." of "Sens.", "CNN host" of "CNN HOST"; a rival is none."""
    role = _HONORIFIC_LAST.sub("", _BEFORE_DASH.sub("", role))
    role = _PLURAL_TITLE.sub(r"\1\2", role).rstrip(" ,;–—-")
    if role.rpartition(" ")[2].lower() in _TO_SOMEBODY:
        return None
    if not role.isupper():
        return role
    return " ".join(
        word if len(word) <= _ABBREVIATED else word.capitalize() if word.endswith(".") else word.lower() for word in role.split()
    )


def bare(printed: str) -> str:
    """A printed name without party, place and possessive."""
    return _PLACE.sub("", _PARTY.sub("", POSSESSIVE.sub("", " ".join(printed.split()))))
