"""Whose words they are, over short stories in the manner of many papers: invented people and outlets."""

import pytest

from tests.test_statements import statements

STORIES = [
    (
        (
            'The chancellor told MPs the plan was "dead in the water". Ms Harrowgate, who took office in March, said she would "not '
            'be lectured" by the opposition.\n\n'
            'Shadow treasury minister Dev Anand MP hit back: "She has lost control of the numbers."\n\n'
            '"It\'s a mess," one Tory backbencher told the Guardian of Lindmere. "Nobody knows what the policy is any more."\n\n'
            'A Treasury spokesperson said: "We do not comment on leaks." They added that the figures would be published "in due '
            'course".'
        ),
        {
            "dead in the water": "chancellor",
            "She has lost control": "Dev Anand",
            "It's a mess": "one Tory backbencher",
            "We do not comment": "A Treasury spokesperson",
        },
    ),
    (
        (
            'Kestrel FC manager Aldo Brisi hailed his side\'s spirit after the 3-2 win. "The lads dug in," the Italian said. "At '
            "half-time I told them: 'Enjoy it.'\"\n\n"
            'Striker Tomas Wren, 24, who scored twice, revealed: "I nearly missed the bus."\n\n'
            'Brisi\'s opposite number, Karin Holt, was less impressed. "We gave them three presents," she fumed. "That\'s not good '
            'enough at this level."\n\n'
            'Asked whether Wren would be sold in January, Brisi replied: "Next question."'
        ),
        {
            "The lads dug in": "Aldo Brisi",
            "I nearly missed": "Tomas Wren",
            "We gave them": "Karin Holt",
            "That's not good": "Karin Holt",
            "Next question": "Aldo Brisi",
        },
    ),
    (
        (
            'NEW DELTA: The opposition on Tuesday accused the government of "murdering democracy" after 14 lawmakers were '
            'suspended. "This is a black day," Congress of Unity leader Ravi Menon told reporters outside parliament. Minister '
            'Anjali Desai rejected the charge, saying the suspended members had "insulted the chair". She said the rules were '
            'clear. "They left us no option," Desai said.\n\n'
            "Menon alleged that microphones had been switched off. The speaker's office, in a statement, denied this."
        ),
        {"This is a black day": "Ravi Menon", "insulted the chair": "Anjali Desai", "They left us": "Anjali Desai"},
    ),
    (
        (
            'Police said on Sunday that two men had been arrested. "We believe there\'s no wider threat," Chief Inspector Rhona Bell '
            'told a news conference. Neighbours described the brothers as quiet. "They\'d always say hello," said Mrs. Ada Finch, '
            "71, who lives next door. Her husband, Len, said he heard shouting at about 2 a.m.\n\n"
            'A witness, who asked not to be named, said: "There was glass everywhere."\n\n'
            "In court papers, prosecutors say the pair bought the fertiliser in May. Defence counsel Jon Ash QC told the judge his "
            'clients were "model citizens".'
        ),
        {"We believe": "Rhona Bell", "They'd always": "Ada Finch", "There was glass": "A witness", "model citizens": "Jon Ash"},
    ),
    (
        (
            'The vaccine cut infections by 62%, researchers reported on Monday in the Journal of Field Medicine. "That is better '
            'than we dared hope," said lead author Dr Mina Sorel of the University of Ostby. But Pauli Renn, an epidemiologist who '
            'was not involved in the study, urged caution. "It\'s one season, one country," he said. "I\'d want to see it repeated."\n\n'
            "According to the World Clinic Fund, 4 million children miss the jab each year. The WCF's director-general, Ousmane "
            'Faye, tweeted that the result was "a gift".'
        ),
        {"That is better": "Mina Sorel", "It's one season": "Pauli Renn", "a gift": "Ousmane Faye"},
    ),
    (
        (
            'President Vasil Doru on Friday vowed to "finish the job", telling supporters in the capital that foreign powers were '
            'behind the protests. His rival Elena Marcu, speaking at a separate rally, said Doru was "afraid of his own people". '
            '"He\'s been hiding for weeks," said Marcu. Doru, she added, would lose.\n\n'
            "The European Council's Ana Pohl said the vote had been marred by fraud. Her report, seen by the Tribune, says ballots "
            'were "pre-filled". Doru\'s office dismissed it as "fiction".'
        ),
        {
            "finish the job": "Vasil Doru",
            "afraid of": "Elena Marcu",
            "He's been hiding": "Elena Marcu",
            "pre-filled": "Her report",
            "fiction": "Doru's office",
        },
    ),
    (
        (
            "BELGRADE (Newswire) - Serbia's ruling party on Monday rejected claims of vote rigging, with Prime Minister Ana "
            'Brankovic saying observers had found "no irregularity that could change the result".\n\n'
            '"Whoever has proof should go to court," Brankovic told state broadcaster RTB.\n\n'
            'Opposition leader Marko Jelic disagreed. "They bused in thousands," Jelic told AFP by telephone. The bloc\'s co-leader '
            'Marina Alek, on the eighth day of a hunger strike, said through an aide that she was "weak but stubborn".\n\n'
            'Moscow weighed in as well. Foreign Ministry spokeswoman Darya Zhukova said the West was trying to "shake" Serbia. "We '
            'see the handwriting," Zhukova said, without elaborating. Kremlin spokesman Lev Pankov, asked about the protests, said '
            'only: "It is a matter for Belgrade."'
        ),
        {
            "no irregularity": "Ana Brankovic",
            "Whoever has": "Ana Brankovic",
            "They bused": "Marko Jelic",
            "weak but": "Marina Alek",
            "We see the": "Darya Zhukova",
            "It is a matter": "Lev Pankov",
        },
    ),
    (
        (
            'As Ortega put it, "You cannot eat a strategy paper." In the words of his predecessor, Lucia Bram, the ministry is "a '
            'museum of good intentions".\n\n'
            'Per the audit, 40 of the 52 bridges need repair. Its author, engineer Wim Tholen, calls that number "optimistic".\n\n'
            '"We inherited this," a spokesman for the ministry, Henk Dries, said in an emailed statement. The opposition\'s '
            'transport critic, Joke van der Meer, was scathing: "They inherited it in 2011."'
        ),
        {"You cannot eat": "Ortega", "optimistic": "Wim Tholen", "We inherited": "Henk Dries", "They inherited": "Joke van der Meer"},
    ),
    (
        (
            'The judge was unmoved. "You had every chance," Justice Imani Cole told the defendant, who wept. "You took none of '
            'them." Sentencing him to nine years, she said the fraud had been "breathtaking in its pettiness". His lawyer said he '
            "would appeal.\n\n"
            "The victim's daughter, who cannot be named for legal reasons, said outside court: \"Nine years isn't enough.\" Her "
            'mother, she said, "died waiting". "I hope he reads every letter we sent," she said.\n\n'
            'Prosecutor Neil Obi, for the Crown, had told jurors that the 58-year-old accountant treated the charity "like a cash '
            'machine".'
        ),
        {
            "You had every": "Imani Cole",
            "You took none": "Imani Cole",
            "breathtaking": "Imani Cole",
            "Nine years isn't": "victim's daughter",
            "I hope he reads": "victim's daughter",
            "like a cash": "Neil Obi",
        },
    ),
    (
        (
            '"My brother is innocent," said Tariq. "He was at home with me," the 19-year-old added. Police Commissioner Helen '
            'Strand said detectives had "a mountain of evidence". But the commissioner conceded that mistakes were made, and '
            'apologised to the family. "I\'m sorry," she said. "We should have called them first."\n\n'
            'Tariq\'s mother said nothing. Their neighbour Bill, a retired postman, shook his head. "Good lad, that," he said.'
        ),
        {"My brother is": "Tariq", "a mountain": "Helen Strand", "I'm sorry": "Helen Strand", "Good lad": "Bill"},
    ),
    (
        (
            'Oil prices could fall to $50 a barrel, the International Fuel Agency said in a report published on Thursday. "Demand '
            "is melting,\" said the agency's executive director, Faisal Rahmani. Analysts polled by Newswire expect an average of "
            "$62.\n\n"
            "Rahmani said that OPAC members had cheated on quotas; a delegate from one of them, speaking on condition of anonymity, "
            'called that "a lie". Norway\'s oil minister Siri Dahl said: "We produce what we promised." Rahmani and Dahl said they '
            "would meet in June."
        ),
        {"Demand is": "Faisal Rahmani", "a lie": "a delegate", "We produce": "Siri Dahl"},
    ),
    (
        (
            '"The numbers do not lie," the finance minister, Obren Kral, told lawmakers in Vesna on Tuesday. "But people who quote '
            'them do."\n\n'
            "Kral's deputy, Mila Stanek, was booed when she rose to speak. She said only that the budget \"will pass with or without "
            'the noise". "Sit down," one lawmaker shouted. Speaker Ivo Baric called for order: "Colleagues, please."\n\n'
            '"We are not a debating club," said Stanek\'s party chief, former premier Goran Lisak, whose bloc holds 61 seats. Lisak '
            'declined to say whether he would run again. "Ask me in spring," he told a reporter from the Vesna Herald, Petra Novy, '
            "who had asked."
        ),
        {
            "The numbers": "Obren Kral",
            "But people": "Obren Kral",
            "will pass": "Mila Stanek",
            "Sit down": "one lawmaker",
            "Colleagues": "Ivo Baric",
            "We are not": "Goran Lisak",
            "Ask me": "Goran Lisak",
        },
    ),
    (
        (
            'Coach Dana Whitlock said her team "ran out of legs" in the fourth quarter. Guard Mikey Torres had 31 points for the '
            'Comets. "I don\'t look at the stat sheet," Torres said. "Ever." Whitlock, in her ninth season, laughed when told of the '
            'remark. "He looks," she said.\n\n'
            'For the Harbor Hawks, rookie Jalen Pruitt added 18. "It stings," Pruitt said. Hawks coach Bill Ferrante was ejected in '
            'the third quarter; he was not available for comment. Assistant coach Ray Dunn spoke instead. "Bill\'s fine," he said.'
        ),
        {
            "ran out": "Dana Whitlock",
            "I don't look": "Mikey Torres",
            "He looks": "Dana Whitlock",
            "It stings": "Jalen Pruitt",
            "Bill's fine": "Ray Dunn",
        },
    ),
    (
        (
            'In an interview with the Carrow Gazette, novelist Una Prior said she had "no patience for nostalgia". Her new book, '
            'she explained, took six years. "My editor stopped calling," she says now. "I think he assumed I\'d died." Prior\'s '
            'editor, Max Lindqvist, remembers it differently: "I called every Friday."\n\n'
            'Critics have been kind. "A small, hard diamond of a book," wrote Jonah Reyes in the Herald. The Tribune\'s Sally Oakes '
            'called it "overpraised". Prior has not read either review. "Life is short," she said, quoting her mother.'
        ),
        {
            "no patience": "Una Prior",
            "My editor": "Una Prior",
            "I called": "Max Lindqvist",
            "A small, hard": "Jonah Reyes",
            "overpraised": "Sally Oakes",
            "Life is short": "Una Prior",
        },
    ),
    (
        (
            'Senator Rita Vance (I-Colton) accused the utility of "playing dead". Its chief executive, Tom Brandt, fired back in a '
            'letter to lawmakers obtained by the Dispatch: "Our crews worked 16-hour shifts." Vance\'s office did not respond to a '
            'request for comment. A person familiar with the talks said that a deal was near; another said it was "miles off". '
            "Consumer advocate Lou Ann Petty, who has sued Brandt's company three times, said she believed neither.\n\n"
            '"When they say near, I hear never," Petty said.'
        ),
        {"playing dead": "Rita Vance", "Our crews": "Tom Brandt", "When they say": "Lou Ann Petty"},
    ),
    (
        (
            'The minister\'s chief of staff, speaking on background, called the leak "amateur hour". His boss, Transport Minister '
            'Rolf Aasen, struck a different note. "We welcome scrutiny," Aasen told the Harbour Times. "We always have."\n\n'
            'Opposition MP Kirsten Dahle wasn\'t buying it: "They welcome scrutiny the way a cat welcomes a bath."'
        ),
        {"amateur hour": "minister's chief of staff", "We welcome": "Rolf Aasen", "They welcome": "Kirsten Dahle"},
    ),
    (
        (
            'In 2019, then-mayor Paula Ruiz had promised the tram by 2022. "It\'ll be running before the lime trees bloom," she said '
            'at the time. Her successor, Emil Santos, now says 2027. "I inherited a hole," he jokes. Ruiz, reached by phone, '
            'bristled. "He inherited a contract," said the former mayor, 64.\n\n'
            'City engineer Wanda Li would say only that "ground conditions" were to blame.'
        ),
        {"It'll be": "Paula Ruiz", "I inherited": "Emil Santos", "He inherited": "Paula Ruiz", "ground conditions": "Wanda Li"},
    ),
    (
        (
            'The union\'s statement read: "We will not be bullied." Its president, Carla Duarte, told members in an email: "Stay '
            'home on Monday." The company said the strike was "illegal and unnecessary". "We\'ve put a fair offer on the table," it '
            "said in a statement. A judge is due to rule on Friday.\n\n"
            "Duarte's rival, Ben Cho, who leads the drivers' branch, urged members to cross the line. \"Rent is due,\" Cho posted."
        ),
        {
            "We will not": "union's statement",
            "Stay home": "Carla Duarte",
            "illegal and": "company",
            "We've put": "company",
            "Rent is due": "Ben Cho",
        },
    ),
    (
        (
            'Sheriff\'s deputies found the boat at dawn. "There was nobody on it," Deputy Carl Munn said. Sheriff Ana Ortiz said the '
            'search would go on "as long as it takes". Family spokesman Luis Vega thanked the volunteers. "They haven\'t slept," he '
            'said. Vega said the boys, both 15, "know that water". The boys\' coach, Tim Boyle, organised the search parties. "I\'ve '
            'got 60 kids who want to help," Boyle said, "and a storm coming."'
        ),
        {
            "There was nobody": "Carl Munn",
            "as long as": "Ana Ortiz",
            "They haven't": "Luis Vega",
            "know that water": "Luis Vega",
            "I've got 60": "Tim Boyle",
        },
    ),
    (
        (
            'Lawmakers voted 61-39 to pass the bill, which critics say will gut the courts. "Today we buried the separation of '
            'powers," opposition leader Tamar Galili said. Justice Minister Oren Shaked called that "hysteria". The prime minister '
            'did not attend. In a video posted after the vote, he said: "The sky has not fallen." Galili responded in kind: "Look '
            'up."'
        ),
        {"Today we": "Tamar Galili", "hysteria": "Oren Shaked", "The sky": "prime minister", "Look up": "Tamar Galili"},
    ),
]


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_each_quotation_is_its_speakers(story: str, expected: dict[str, str]) -> None:
    found = statements(story)
    quoted = {words: {s.speaker for s in found for span in s.spans if words in span.of(story)} for words in expected}
    assert quoted == {words: {speaker} for words, speaker in expected.items()}
