"""Whose words they are, over short stories in the manner of many papers: invented people and outlets."""

import pytest

from index.sentences import split_sentences
from tests.archives import tagger
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
    (
        (
            'Vineyard owners in the Carrow hills say smoke has ruined the harvest. "You can taste it," says Bettina Roth, whose '
            'family has made wine here since 1911. Her neighbour, Jo Lamb, lost all of his Riesling. "I\'m not bitter," Lamb says. '
            '"The wine is."\n\n'
            'Agriculture Secretary Nils Bergman visited on Tuesday. He told growers that relief was "in the pipeline". "Which '
            'pipeline?" Roth shouted back. Bergman did not answer.'
        ),
        {"You can taste": "Bettina Roth", "I'm not bitter": "Jo Lamb", "in the pipeline": "Nils Bergman", "Which pipeline": "Bettina Roth"},
    ),
    (
        (
            'Hendrik Vos, the airline\'s boss, apologised to passengers on Monday. "We let you down," he wrote in a letter posted '
            'online. Pilots were less contrite. "We warned him in April," said Marta Ruiz of the pilots\' union. "He laughed." Vos\'s '
            'spokeswoman said he "did not recall laughing".\n\n'
            'Shares fell 6%. "The laugh cost about 40 million," quipped analyst Tobias Renn.'
        ),
        {"We let you": "Hendrik Vos", "We warned": "Marta Ruiz", "did not recall": "Vos's spokeswoman", "The laugh": "Tobias Renn"},
    ),
    (
        (
            'A senior diplomat said the talks were "on life support". Another Western official was blunter: "They\'re dead." The '
            'mediator, former president Aino Kallas, disagreed with both. "Talks are like bread," Kallas told public radio. "They '
            'rise when you stop poking them." She will return to the region next week. "With yeast," she added.'
        ),
        {
            "on life": "A senior diplomat",
            "They're dead": "Another Western official",
            "Talks are": "Aino Kallas",
            "With yeast": "Aino Kallas",
        },
    ),
    (
        (
            'According to the indictment, Marsh told an undercover agent: "Money is just paper with ambition." His lawyer, Dina '
            'Feld, says the remark was a joke. "My client is a comedian," Feld told the court. Judge Horace Lim was not amused: "So '
            'far, counsel, the only one laughing is the taxpayer."\n\n'
            "Marsh, who has pleaded not guilty, declined to be interviewed."
        ),
        {"Money is": "Marsh", "My client": "Dina Feld", "So far": "Horace Lim"},
    ),
    (
        (
            '"Is it art? I\'ve no idea," says the gallery\'s director. Visitors have strong views. "My dog could do it," says one. '
            '"Your dog has no vision," her friend replies. The artist herself, Ludmila Orsic, doesn\'t attend openings. "I\'ve seen '
            'it," she explains by email.'
        ),
        {"Is it art": "gallery's director", "My dog": "one", "Your dog": "her friend", "I've seen": "Ludmila Orsic"},
    ),
    (
        (
            'Governor Tess Holloway signed the bill at noon. "This is for the kids in the back row," Holloway said. State Senator '
            'Bud Crane, a Republican who had fought it for two years, stood beside her. "I still think it\'s too expensive," Crane '
            'said. "But I can count." The teachers\' association praised the law. Its president, Irma Sand, said it was "a start, '
            'and a late one."'
        ),
        {"This is for": "Tess Holloway", "I still think": "Bud Crane", "But I can": "Bud Crane", "a start,": "Irma Sand"},
    ),
    (
        (
            'The coach was asked if the club would appeal. "We\'ll read the report first," Dario Conti said. Conti, whose side lost '
            'its fourth match in a row, was then asked whether he feared for his job. "I have three children," he said. "I fear '
            'Sunday breakfast." Club president Elio Marchetti has backed him in public. "Dario stays," he told La Sera.'
        ),
        {"We'll read": "Dario Conti", "I have three": "Dario Conti", "I fear": "Dario Conti", "Dario stays": "Elio Marchetti"},
    ),
    (
        (
            "Since 2015 the charity has planted 4 million trees, its annual report says. Fewer than half survive, according to "
            "satellite images analysed by the University of Norrby. \"A tree isn't a number,\" says Norrby's Prof Ola Fisk, who led "
            "the analysis. The charity's founder, Rex Dole, disputes the method. \"You can't see a sapling from space,\" he says. "
            '"You can\'t see one from the road either," Fisk responds.'
        ),
        {"A tree isn't": "Ola Fisk", "You can't see a": "Rex Dole", "You can't see one": "Ola Fisk"},
    ),
    (
        (
            'The president\'s lawyer said the tape was fake. "It has been cut," Amir Sadek told reporters. An expert hired by the '
            'opposition, Dr Lise Haugen, found no cuts. "It\'s one take," she said. "I listened forty times." Sadek called her "a '
            'hobbyist".\n\n'
            'Parliament\'s speaker, Noor Aziz, urged calm. "Let the court listen," Aziz said.'
        ),
        {"It has been": "Amir Sadek", "It's one take": "Lise Haugen", "a hobbyist": "Amir Sadek", "Let the court": "Noor Aziz"},
    ),
    (
        (
            'Marketing chief Ulla Berg left the firm in June; finance director Ken Otto followed in July. "Timing is coincidence," '
            'Otto told the Dispatch. Berg laughed. "Ken can\'t even time an egg," she said.\n\n'
            'The chairman, Sir Alan Frobisher, said in the annual report that the board was "united". Asked about the departures, a '
            'spokesman said: "People move on."'
        ),
        {"Timing is": "Ken Otto", "Ken can't": "Ulla Berg", "united": "Alan Frobisher", "People move": "a spokesman"},
    ),
    (
        (
            '"Every village has a well story," the anthropologist Tuva Nord writes in her new book. Nord spent six years in the '
            'valley. "I went for a summer," she told me. Her husband joined her in the second year. "I was the one who carried '
            'water," he says. Their daughter was born there. Locals named her Well. "It was that or Bucket," Nord says.'
        ),
        {"Every village": "Tuva Nord", "I went for": "Tuva Nord", "I was the one": "Her husband", "It was that": "Tuva Nord"},
    ),
    (
        (
            'Finland\'s Aila Koski won the 10km in 24:31. "I skied angry," said Koski, 27, who finished ninth in the relay on '
            'Sunday. Sweden\'s Elsa Frid took silver. "Aila was angry, I was hungry," Frid joked. Favourite Kari Nes of Norway fell '
            'twice. "I have no words," she said. Her coach had several. "Wax, wax, and wax," Geir Holt said.'
        ),
        {"I skied": "Aila Koski", "Aila was": "Elsa Frid", "I have no": "Kari Nes", "Wax, wax": "Geir Holt"},
    ),
    (
        (
            'The prosecutor, Ms. Tan, asked the witness whether he had lied in March. "A little," Mr. Osei replied. "How little?" '
            'she asked. "Enough," he said.\n\n'
            'Judge Park ended the session early. "I have heard enough too," she said.'
        ),
        {"A little": "Osei", "How little": "Tan", "Enough,": "Osei", "I have heard": "Tan"},
    ),
    (
        (
            "WESTFIELD, Ohio — Former Gov. Alma Reyes told a crowd of about 300 on Saturday that she would not run for the Senate. "
            '"I\'ve had my turn," Reyes said to groans. "Somebody younger ought to have theirs."\n\n'
            "Her decision leaves Rep. Clay Dunning as the likely Democratic nominee. Dunning, reached at his farm, said he had "
            'learned of it from a reporter. "I\'m still chewing on it," he said.\n\n'
            'Republicans were quick to pounce. "Even Alma Reyes doesn\'t want to run with Clay Dunning," said Kip Farrell, a '
            'spokesman for the state party. Farrell\'s counterpart at the Democratic Party, Joy Okun, called that "cute."'
        ),
        {
            "I've had my": "Alma Reyes",
            "Somebody younger": "Alma Reyes",
            "I'm still": "Clay Dunning",
            "Even Alma": "Kip Farrell",
            "cute": "Joy Okun",
        },
    ),
    (
        (
            'The app\'s founder, 29-year-old Ravi Sethi, compares it to "a library card for lawnmowers". Investors have put in 12 '
            'million crowns. "I thought it was stupid," admits one of them, Greta Holm. "Then I looked in my own garage." '
            'Competitor ToolShare has sued. "They copied our drawer system," its lawyer wrote in a filing. Sethi shrugs. "You can\'t '
            'patent a drawer," he says.'
        ),
        {"I thought it": "Greta Holm", "Then I looked": None, "They copied": "its lawyer", "You can't patent": "Ravi Sethi"},
    ),
    (
        (
            '"My father built this boat," said Torvald Eide, running a hand along the gunwale, "and his father cut the oak." The '
            'museum wants it. Curator Signe Dahl says it is the last of its kind. "There were forty in 1950," Dahl says. "Now '
            "there's Torvald's.\" Eide hasn't decided. \"A boat in a museum is a chair,\" he says. His granddaughter Liv, 12, has. "
            '"It\'s going in the water," she says.'
        ),
        {"My father": "Torvald Eide", "There were forty": "Signe Dahl", "A boat in": "Torvald Eide", "It's going": "Liv"},
    ),
    (
        (
            'In a letter to shareholders, the bank\'s chief executive, Mr. Hale, wrote that the quarter had been "humbling". '
            'Analysts agreed. "Humbling is one word," said Priya Raman of Oak Securities. "Expensive is another." Mr. Hale will '
            "forgo his bonus. The bank's biggest investor, the pension fund Norvik, welcomed that. \"It's the least he can do,\" said "
            "its head of equities, Jens Blom."
        ),
        {"humbling": "Hale", "Humbling is": "Priya Raman", "It's the least": "Jens Blom"},
    ),
    (
        (
            "Ministers from nine countries met in Lakeside on Friday. The host, Environment Minister Chipo Moyo, opened with a "
            'warning: "The lake is leaving." Her Ostland colleague, Arne Vik, called for a joint fund. "We share the water, we '
            'share the bill," Vik said. Not everyone agreed. One delegate, speaking on condition of anonymity, said his country '
            'would pay "when the fish come back". Moyo, closing the meeting, quoted an old proverb: "He who waits for the tide gets '
            'wet feet."'
        ),
        {"The lake": "Chipo Moyo", "We share the water": "Arne Vik", "when the fish": "One delegate", "He who waits": "Chipo Moyo"},
    ),
    (
        (
            'The rapper was unrepentant. "Rhyme isn\'t a crime," Lil Quarry told fans outside the courthouse. His mother, Denise '
            'Hall, tugged at his sleeve. "Get in the car," she said. Prosecutor Lena Fuchs declined to comment, but her deputy, '
            'Karl Benn, said the verdict "speaks for itself". "So does my album," Quarry yelled from the back seat.'
        ),
        {"Rhyme isn't": "Lil Quarry", "Get in": "Denise Hall", "speaks for": "Karl Benn", "So does": "Lil Quarry"},
    ),
    (
        (
            'Climate scientist Ada Lindqvist has run the station for 22 years. Her logbook is famous. "1998: ice thick as a door," '
            'one entry reads. "2019: no door." The ministry wants to close the station. It costs "the price of two kilometres of '
            'road", Lindqvist points out. The minister, Per Strand, says satellites can do the job. "A satellite can\'t smell fog," '
            "counters Lindqvist's assistant, Finn Moen."
        ),
        {"1998: ice": "one entry", "the price of two": "Ada Lindqvist", "A satellite can't": "Finn Moen"},
    ),
    (
        (
            "LAKEPORT — The state's highest court on Thursday threw out a map that Republicans drew last year. \"The people are "
            'entitled to districts that look like a place," Chief Justice Marion Oates wrote for the majority. In dissent, Justice '
            'Paul Kerrigan called the ruling "a map drawn in robes."\n\n'
            'House Speaker Dale Rucker said lawmakers would appeal. "This isn\'t over," Rucker told reporters. Gov. Nina Castell, a '
            'Democrat, welcomed the decision. "It\'s a good day for voters," she said in a statement. Her Republican opponent, '
            'businessman Todd Lasky, said the court had "picked a team." He added that he would make it an issue in the fall '
            "campaign."
        ),
        {
            "The people are": "Marion Oates",
            "a map drawn": "Paul Kerrigan",
            "This isn't over": "Dale Rucker",
            "It's a good day": "Nina Castell",
            "picked a": "Todd Lasky",
        },
    ),
    (
        (
            'The prime minister\'s office said on Wednesday that talks with the union had failed. "We offered six percent," Finance '
            'Minister Ingrid Moen told parliament. "They wanted nine." Union leader Kjell Aas said the government "never moved an '
            'inch". "They came with one sheet of paper and left with the same sheet," he told Radio Nord.\n\n'
            'Teachers will walk out on Monday. "I\'d rather be in my classroom," said Marit Hove, a maths teacher in Vik. Her '
            "colleague Sven Lund agreed. \"But rent doesn't care what I'd rather,\" he said."
        ),
        {
            "We offered": "Ingrid Moen",
            "They wanted": "Ingrid Moen",
            "never moved": "Kjell Aas",
            "They came": "Kjell Aas",
            "I'd rather be": "Marit Hove",
            "But rent": "Sven Lund",
        },
    ),
    (
        (
            'Campaigning in Harlan County, Senator Joe Whitcomb promised to bring back mining jobs. "They wrote you off," Whitcomb '
            'told several hundred people in a high school gym. "I didn\'t." His rival, Representative Dana Pruett, has called the '
            'promise "a fairy tale with a hard hat." On Tuesday she went further. "Coal isn\'t coming back, and Joe knows it," Ms. '
            "Pruett said at a diner in Corbin. Mr. Whitcomb's campaign manager, Lee Tran, responded in an email: \"Dana Pruett gave "
            'up on Harlan County before she could find it."'
        ),
        {
            "They wrote": "Joe Whitcomb",
            "I didn't": "Joe Whitcomb",
            "a fairy": "Dana Pruett",
            "Coal isn't": "Dana Pruett",
            "Dana Pruett gave": "Lee Tran",
        },
    ),
    (
        (
            "Officials in Dorne said at least 11 people died when a ferry capsized on Sunday. Governor Amadou Sy told local radio "
            'that the boat was carrying twice its capacity. "There were goats on the roof," Sy said. Survivor Fatou Ndiaye, 33, '
            'held on to a jerrycan for three hours. "I sang to stay awake," she told AFP from her hospital bed. The ferry\'s owner '
            'could not be reached. A relative, who declined to be named, said he had "gone to the mosque."'
        ),
        {"There were goats": "Amadou Sy", "I sang": "Fatou Ndiaye"},
    ),
    (
        (
            'The company behind the app, Lumen, said it had fixed the flaw. "No user data was accessed," Lumen\'s chief technology '
            'officer, Asha Pillai, wrote in a blog post. Security researcher Milo Brandt, who found the bug, was skeptical. "They '
            'have no logs, so they have no idea," he said. Brandt said he had reported the problem in March and got "a form '
            'letter." A Lumen spokesperson, Jo Reid, apologized for the delay: "We dropped the ball."'
        ),
        {"No user": "Asha Pillai", "They have no logs": "Milo Brandt", "a form": "Milo Brandt", "We dropped": "Jo Reid"},
    ),
    (
        (
            'In her first speech since losing the leadership, former chancellor Hanne Brix urged her party to "stop shouting at the '
            'furniture". Her successor, Olaf Stein, sat in the front row. "Hanne is right about the furniture," he said afterwards, '
            'smiling. "We will buy a new sofa." Delegates were less amused. "People outside don\'t care about our sofa," said one, '
            "pensioner Uwe Kranz."
        ),
        {"stop shouting": "Hanne Brix", "Hanne is": "Olaf Stein", "We will buy": "Olaf Stein", "People outside": "Uwe Kranz"},
    ),
    (
        (
            '"He never once raised his voice," said former aide Linda Cho, who worked for the mayor from 2004 to 2009. "He\'d just '
            'take his glasses off." The mayor\'s son, Peter Vance Jr., remembers that gesture. "When the glasses came off, you ran," '
            'he said. At the funeral, Bishop Carl Odom called the mayor "a stubborn man who was usually right".'
        ),
        {"He never": "Linda Cho", "He'd just": "Linda Cho", "When the": "Peter Vance Jr.", "a stubborn": "Carl Odom"},
    ),
    (
        (
            'Russian state television showed the crew on Friday. "We are being treated well," the captain, Mykola Bondar, said on '
            "camera, appearing to read from a sheet. His wife, Oksana, does not believe it. \"He never says 'well',\" she told the "
            "BBX by phone from Odessa. Ukraine's foreign ministry called the broadcast \"a hostage video\". The Kremlin's spokesman, "
            'Dmitry Orlov, dismissed that as "hysteria", and said the men would be "tried according to law."'
        ),
        {"We are being": "Mykola Bondar", "He never says": "Oksana", "a hostage": "Ukraine's foreign ministry", "hysteria": "Dmitry Orlov"},
    ),
    (
        (
            'Doctors at St. Brigid\'s Hospital say they were not consulted. "I read it in the Gazette," said Dr. Colm Hayes, a '
            "surgeon there for 20 years. The health board's chair, Professor Una Tighe, says letters were sent. \"To every "
            'consultant, on the third of May," she insists. Hayes says he has checked his pigeonhole. "Nothing but a menu," he '
            "says."
        ),
        {"I read it": "Colm Hayes", "To every": "Una Tighe", "Nothing but": "Colm Hayes"},
    ),
    (
        (
            'Asked on "Morning Desk" whether she would serve in a coalition, Green leader Petra Lind said, "I\'d serve soup if it '
            'helped the climate." Conservative leader Max Brandell, appearing minutes later, said he had "no appetite for soup." '
            'Pollster Eva Krantz said voters were tired of both. "They want someone to take out the rubbish," she said.'
        ),
        {"I'd serve": "Petra Lind", "no appetite": "Max Brandell", "They want someone": "Eva Krantz"},
    ),
    (
        (
            'The Election Commission of Talvia certified the result on Tuesday. "The numbers are the numbers," commission chief '
            'Zaza Beridze said. President-elect Nino Kobakhidze thanked her supporters from a balcony. "Tonight we sleep," she told '
            'them. "Tomorrow we work." The losing candidate, banker Lasha Dolidze, conceded by text message. "I wish her luck," he '
            'wrote. "She\'ll need it."\n\n'
            'Foreign observers praised the vote. "It was calm and orderly," said the mission\'s head, former Dutch minister Femke '
            'Bos. A local monitoring group was more critical, saying it had recorded "at least 40 cases" of ballot stuffing.'
        ),
        {
            "The numbers are": "Zaza Beridze",
            "Tonight we": "Nino Kobakhidze",
            "Tomorrow we": "Nino Kobakhidze",
            "I wish her": "Lasha Dolidze",
            "It was calm": "Femke Bos",
        },
    ),
    (
        (
            'COLBY, Kan. — Rancher Dale Hoskins has not seen rain since May. "I\'d take a heavy dew," he said, scuffing at the dust. '
            'His wife, Carol, keeps the books. "There\'s not much to keep," she said.\n\n'
            'State climatologist Mary Knapp said the drought was the worst since 1956. "This isn\'t a dry spell," Knapp said. "It\'s '
            'a regime." Sen. Roy Tuttle, R-Kan., has asked Washington for emergency aid. In a letter to the agriculture secretary, '
            'Tuttle wrote that ranchers were "selling the mothers." A department spokesman said the request was under review.'
        ),
        {"I'd take": "Dale Hoskins", "There's not": "Carol", "This isn't a dry": "Mary Knapp", "selling the": "Roy Tuttle"},
    ),
    (
        (
            "The defendant's sister wept. \"He's not a monster,\" said Katya Orlova outside the courtroom. Prosecutors had asked for "
            '12 years. Judge Viktor Lysenko gave him seven, citing his age. "You\'re young enough to become somebody else," the '
            'judge told him. Defense attorney Pavlo Hrytsenko called the sentence harsh but said there would be no appeal. "Seven '
            "isn't twelve,\" he said."
        ),
        {"He's not": "Katya Orlova", "You're young": "Viktor Lysenko", "Seven isn't": "Pavlo Hrytsenko"},
    ),
    (
        (
            'Nobody at the plant saw the announcement coming. "I found out from Facebook," said welder Tony Brusco, 52. Plant '
            "manager Rita Sandoval told workers in the canteen that the line would move to Monterrey by spring. She told them she "
            'was sorry, too. "I believe her," Brusco said. "Doesn\'t pay my mortgage." Union local president Mike Dvorak vowed to '
            'fight. "They\'ll have to carry me out," he said, "and I\'m not light."'
        ),
        {"I found": "Tony Brusco", "I believe": "Tony Brusco", "They'll have": "Mike Dvorak"},
    ),
    (
        (
            '"There are two kinds of referee," says the former referee Graham Lunt. "The ones who\'ve been shouted at and liars." '
            'Lunt, now 70, keeps his whistles in a drawer. His daughter Kate, also a referee, keeps hers round her neck. "Dad never '
            'had VAR," she says. "He had a moustache." Lunt agrees that it helped. "Nobody argues with a moustache," he says.'
        ),
        {"There are two": "Graham Lunt", "Dad never": "Kate", "He had a": "Kate", "Nobody argues": "Graham Lunt"},
    ),
    (
        (
            'Health Secretary Oliver Dunne told the Commons that waiting lists had fallen for a third month. "We have turned the '
            'corner," he said. His Labour shadow, Meera Joshi, asked which corner. "The one with the ambulance parked on it?" she '
            'said, to laughter. The Speaker, Sir Neil Rudd, had to intervene twice. "The House will want to hear the answer," he '
            "said. It did not get one."
        ),
        {"We have turned": "Oliver Dunne", "The one with": "Meera Joshi", "The House will": "Neil Rudd"},
    ),
    (
        (
            'Environmental groups sued on Monday. "The permit is a joke," said Lena Whitehorse, who directs the River Alliance. The '
            'agency\'s acting administrator, Scott Purvis, defended it. "Every box was checked," Purvis said in an interview. Tribal '
            'chairman Joseph Red Elk said nobody had asked the tribe anything. "We were not a box," he said. Gov. Anne Mallory\'s '
            "office did not return calls."
        ),
        {"The permit": "Lena Whitehorse", "Every box": "Scott Purvis", "We were not": "Joseph Red Elk"},
    ),
    (
        (
            'Opening the exhibition, curator Paulo Mendes called the painter "the last honest liar". Mendes, who spent eight years '
            'tracking down the canvases, found one in a garage in Porto. "It was behind a fridge," he says. The garage\'s owner, '
            'Dona Rosa Alves, had no idea. "My husband thought it was ugly," she told the local paper. Art historian Beatriz Couto, '
            'of the University of Coimbra, dates it to 1911. "He was already ill," Couto says. "You can see it in the blues."'
        ),
        {
            "the last honest": "Paulo Mendes",
            "It was behind": "Paulo Mendes",
            "My husband": "Dona Rosa Alves",
            "He was already": "Beatriz Couto",
        },
    ),
    (
        (
            'The trade minister, Hiroko Tanabe, said on Thursday that Japan would "respond calmly". Her counterpart in Washington '
            'was less calm. "They\'ve been eating our lunch," Commerce Secretary Bill Rourke told Fox Business. Markets shrugged. '
            '"We\'ve heard it before," said Kenji Ota, a strategist at Mizuho Nagata. Ms. Tanabe is due to meet Mr. Rourke in Geneva '
            'next week. "I will bring lunch," she said.'
        ),
        {"respond calmly": "Hiroko Tanabe", "They've been": "Bill Rourke", "We've heard": "Kenji Ota", "I will bring": "Hiroko Tanabe"},
    ),
    (
        (
            "‘We were promised a bypass,’ said parish councillor Joan Tredwell. ‘What we have is a very long queue.’ The county "
            "council’s cabinet member for transport, Miles Orr, said he understood the frustration. ‘I sit in the same queue,’ he "
            "told residents on Monday. One of them, farmer Giles Hatch, suggested he try a tractor. ‘Everyone gets out of the way,’ "
            "Hatch said."
        ),
        {"We were promised": "Joan Tredwell", "What we have": "Joan Tredwell", "I sit in": "Miles Orr", "Everyone gets": "Giles Hatch"},
    ),
    (
        (
            "“Our houses are standing, but nothing stands in them,” said Leyla Demir, a teacher in the town of Karasu. Rescue "
            "workers left on Sunday. “They did what they could,” her neighbour Halil Acar said. “There was no one left to find.” "
            "President Orhan Celik, visiting the area for the first time, promised new homes within a year. “Not tents. Homes,” he "
            "said. The opposition accused him of arriving “eleven days and one earthquake late”."
        ),
        {"Our houses": "Leyla Demir", "They did what": "Halil Acar", "Not tents": "Orhan Celik", "eleven days": "opposition"},
    ),
    (
        (
            "“It’s a terrible bill,” Senator Ruth Gallagher said on CNB’s “The Dispatch.” “But it’s the only bill we have.” Asked "
            "whether she would vote for it, Ms. Gallagher sighed. “I’ll hold my nose with both hands,” she said.\n\n"
            "Representative Tom Ives, the bill’s author, was in a better mood. “She’ll come around,” he said of Ms. Gallagher. "
            "“They always do.” A White House official, granted anonymity to discuss private conversations, said the president was "
            "“not counting noses yet.”"
        ),
        {
            "It’s a terrible": "Ruth Gallagher",
            "But it’s": "Ruth Gallagher",
            "I’ll hold": "Ruth Gallagher",
            "She’ll come": "Tom Ives",
            "They always": "Tom Ives",
            "not counting": "A White House official",
        },
    ),
    (
        (
            "Peru’s new finance minister, Lucía Paredes Rojas, promised continuity. “The rules do not change,” Ms. Paredes told "
            "foreign reporters in Lima. Her predecessor, Óscar Villanueva, resigned on Friday after the president, Mateo Quispe, "
            "called him “a technician without a country.” Mr. Villanueva declined to respond. “I am a technician on vacation,” he "
            "wrote on Twitter."
        ),
        {"The rules do": "Lucía Paredes Rojas", "a technician without": "Mateo Quispe", "I am a technician": "Óscar Villanueva"},
    ),
    (
        (
            "The mine’s owner, Gold River, denies dumping waste. “The water is clean,” its country manager, Jean-Paul Mbala, said "
            "as he filled a glass. He did not drink it. Fishermen downstream tell another story. “The fish come up white,” said "
            "Didier Kasongo. His brother, Serge, no longer fishes. “I carry stones now,” Serge said. “For them.”"
        ),
        {"The water is": "Jean-Paul Mbala", "The fish come": "Didier Kasongo", "I carry": "Serge"},
    ),
    (
        (
            "Sources close to the talks told the Chronicle that a deal could come “within days”. The chief negotiator, Baroness "
            "Anne Holt, played that down. “Days, weeks, dentists’ appointments,” she said. Her opposite number, Luc Peeters, said "
            "that only “the last mile” was left. “The last mile is always uphill,” Lady Holt replied when told of the remark."
        ),
        {"within days": "Sources close to the talks", "Days, weeks": "Anne Holt", "The last mile is": "Anne Holt"},
    ),
    (
        (
            "Lawyers for the singer said the claims were “false and malicious.” “She will clear her name,” one of them, Barry "
            "Stone, told reporters outside the studio. The singer, who performs as Vega, wrote on Instagram that she was “done "
            "being quiet.” Her former manager, Kit Malloy, filed the lawsuit on Wednesday. In it, he says Vega once called him “a "
            "parasite in loafers.”"
        ),
        {"false and": "Lawyers", "She will clear": "Barry Stone", "done being": "singer", "a parasite": "Vega"},
    ),
    (
        (
            "Two days after the vote, nobody in Marsk knew who was mayor. “I am,” said Ole Bakke, the incumbent. “He isn’t,” said "
            "his challenger, Rune Dahl. The county clerk, Mrs. Elin Foss, asked both for patience. “There are eleven ballots under "
            "a radiator,” she explained. Mr. Dahl’s lawyer said he would wait. “We have nothing against radiators,” he said."
        ),
        {"I am,": "Ole Bakke", "He isn’t": "Rune Dahl", "There are eleven": "Elin Foss", "We have nothing": "Mr. Dahl's lawyer"},
    ),
    (
        (
            "Police in Harwick are looking for a man who returned 14 library books, the oldest due in 1974. “He just left them on "
            "the steps with a cheque,” librarian Nora Pym said. The cheque was for £3,000. Detective Sergeant Raj Patel stressed "
            "that the man was not in trouble. “We’d like to thank him,” DS Patel said. “And the council would like to know if it’ll "
            "clear.”"
        ),
        {"He just": "Nora Pym", "We’d like": "Raj Patel", "And the council": "Raj Patel"},
    ),
    (
        (
            "Defence Minister Aksel Rude told parliament the frigate would be repaired at home. “We built her, we can mend her,” he "
            "said.\n\n"
            "“It will cost what it costs. Nobody asked the price when she was launched, and nobody should ask it now.\n\n"
            "“There are 400 people in Horten who know every rivet.”\n\n"
            "The opposition’s defence spokeswoman, Kine Solli, was unmoved. “There are 400 rivets for every kroner he has,” she "
            "said."
        ),
        {"We built her": "Aksel Rude", "It will cost": "Aksel Rude", "There are 400 people": "Aksel Rude", "400 rivets for": "Kine Solli"},
    ),
    (
        (
            "14:05 The head of the rescue service, Marek Dudek, says 31 people have been brought out. “We still hear knocking,” he "
            "tells reporters.\n\n"
            "14:20 President Zofia Malec has arrived at the mine. She says she will stay “until the last one is up”.\n\n"
            "14:50 A miner’s wife, who gives her name as Ewa, says nobody has told the families anything. “We learn it from you,” "
            "she tells our reporter."
        ),
        {"We still hear": "Marek Dudek", "until the last": "Zofia Malec", "We learn it": "Ewa"},
    ),
    (
        (
            "Why did the dam fail? Engineers point to the spillway. “It was designed for the rain of 1962,” says Prof Alan Boyd of "
            "Carrow University, who inspected it last year. The water company disagrees. Its statement blames “an act of God”. “God "
            "did not pour that concrete,” replies Boyd.\n\n"
            "Residents like Moira Finlay, whose kitchen is full of silt, are tired of both. “One of them should bring a shovel,” "
            "she says."
        ),
        {"It was designed": "Alan Boyd", "God did not": "Alan Boyd", "One of them": "Moira Finlay"},
    ),
    (
        (
            "The Kremlin said on Tuesday it saw “no point” in new talks. “We have said everything,” spokesman Gleb Antonov told "
            "reporters on a conference call. “Twice.” Asked about reports that envoys had met in Vienna, Antonov said: “People go "
            "to Vienna for many reasons. There is the opera.”\n\n"
            "Kyiv’s chief negotiator, Roman Shevchuk, did not deny the meeting. “I do not like opera,” he wrote on Telegram. A "
            "senior European diplomat said the two sides were “humming the same tune in different keys”."
        ),
        {
            "no point": "Kremlin",
            "We have said": "Gleb Antonov",
            "Twice": "Gleb Antonov",
            "People go": "Gleb Antonov",
            "I do not": "Roman Shevchuk",
            "humming": "A senior European diplomat",
        },
    ),
    (
        (
            "Jurors heard a recording in which Mr. Bell tells a clerk to “lose the file”. “Which file?” the clerk asks. “All of "
            "them,” Mr. Bell replies. His lawyer, Ms. Adeline Roux, told the jury it was irony. “My client collects antiques and "
            "irony,” she said. Prosecutor Sam Whitfield was brief. “He collected 2.3 million dollars,” Whitfield said."
        ),
        {"Which file": "clerk", "All of them": "Bell", "My client": "Adeline Roux", "He collected": "Sam Whitfield"},
    ),
    (
        (
            "Mayor Hal Decker, a Democrat, and Council President Jean Moore, a Republican, appeared together on Thursday. “We "
            "disagree on everything but snow,” Mr. Decker said. Ms. Moore nodded. “And I have doubts about his snow,” she said. "
            "Both said the plows would be out by midnight. Public works director Lon Hsu said that depended on “whether the salt "
            "gets here.”"
        ),
        {"We disagree": "Hal Decker", "And I have": "Jean Moore", "whether the salt": "Lon Hsu"},
    ),
    (
        (
            "The shelter’s founder, Sister Agnes Boyle, died on Sunday. She was 91. “She once threw a bishop out for smoking,” "
            "recalled her successor, Martin Kerr. The bishop in question, the Rt. Rev. Francis Daly, confirmed it. “I deserved it,” "
            "he said with a laugh. “It was her only chair.”"
        ),
        {"She once": "Martin Kerr", "I deserved": "Francis Daly", "It was her": "Francis Daly"},
    ),
    (
        (
            "According to a survey by the Norvik Institute, 61 percent of voters think the minister should go. “That is a number, "
            "not a reason,” the minister, Ida Krogh, said. Her party’s youth wing wants her out, too. “It is also a reason,” its "
            "chairman, Emil Dahl, told TV Nord. Prime Minister Lars Voss has said that Ms. Krogh has his “full confidence”, which "
            "in Norvik is usually the end."
        ),
        {"That is a number": "Ida Krogh", "It is also": "Emil Dahl", "full confidence": "Lars Voss"},
    ),
    (
        (
            "Fans queued from dawn. “I’ve been here since Tuesday,” said Yuki Mori, 19, wrapped in a foil blanket. Her friend Aoi "
            "had flown in from Sapporo. “She said it would be fun,” Aoi said, nodding at Mori. “It’s raining sideways.” Promoter "
            "Ken Bates said 40,000 tickets had sold in nine minutes. “We broke the internet and then we broke the ushers,” he said."
        ),
        {"I’ve been here": "Yuki Mori", "She said it": "Aoi", "We broke": "Ken Bates"},
    ),
    (
        (
            "The governor’s veto surprised even allies. “I read it three times,” state Rep. Carla Yoon, D-Minton, said in a phone "
            "interview. “I still don’t see the problem.” In his veto message, Gov. Phil Sorensen wrote that the bill “solves last "
            "year’s emergency.” Yoon’s co-sponsor, Republican Dell Harkness, was philosophical. “Governors get three a session,” he "
            "said. “That was number four.”"
        ),
        {
            "I read it three": "Carla Yoon",
            "I still don’t see": "Carla Yoon",
            "solves last": "Phil Sorensen",
            "Governors get": "Dell Harkness",
            "That was number": "Dell Harkness",
        },
    ),
    (
        (
            "Tech executive Nadia Rahman told senators that her company had never sold the data. “Not once,” she said. Sen. Gil "
            "Ferris, R-Ida., held up a contract. “Then what did I buy?” he asked. Rahman conferred with her lawyer. “A license,” "
            "she replied. Laughter rippled through the hearing room. “I rest my case,” Ferris said."
        ),
        {"Not once": "Nadia Rahman", "Then what": "Gil Ferris", "A license": "Nadia Rahman", "I rest": "Gil Ferris"},
    ),
    (
        (
            "In an op-ed for the Lindmere Courier, former minister Greta Solheim argues that the reform “was dead on arrival”. "
            "Current minister Pål Viken disagrees. “It was dead when she left it to me,” he told the paper. Solheim, reached on "
            "holiday, laughed. “Pål was my deputy,” she said. “He signed it.”"
        ),
        {"was dead on": "Greta Solheim", "It was dead when": "Pål Viken", "Pål was my": "Greta Solheim"},
    ),
    (
        (
            "Team captain Rosa Delgado limped off after 20 minutes. “It’s the hamstring,” coach Ines Fuentes said. “Again.” "
            "Delgado, speaking on crutches, was more hopeful. “Two weeks,” she said. Club doctor Marc Ribas would not be drawn: "
            "“Hamstrings don’t read calendars.”"
        ),
        {"It’s the ham": "Ines Fuentes", "Two weeks": "Rosa Delgado", "Hamstrings don’t": "Marc Ribas"},
    ),
    (
        (
            "“It’s not a strike, it’s a sleep-in,” joked night nurse Pauline Okoro outside Ward 6. The trust says 40 operations "
            "were cancelled. “Patients are paying for this,” medical director Simon Leigh told BBX Radio. Okoro’s union rep, Jed "
            "Marsh, said Leigh “hasn’t been on a ward since the flood”. The trust declined to comment on the flood."
        ),
        {"It’s not a strike": "Pauline Okoro", "Patients are": "Simon Leigh", "hasn’t been": "Jed Marsh"},
    ),
    (
        (
            "Farm groups praised the tariff; brewers did not. “Beer is made of barley and patience, and we’re out of both,” said "
            "Hans Oberle of the brewers’ association. Economy Minister Lotte Kranz said prices would rise “by a sip”. “A sip per "
            "sip,” Oberle shot back. Kranz’s predecessor, Udo Feld, now a lobbyist, offered to mediate. “I know both sides’ "
            "thirst,” he said."
        ),
        {"Beer is": "Hans Oberle", "by a sip": "Lotte Kranz", "A sip per": "Hans Oberle", "I know both": "Udo Feld"},
    ),
    (
        (
            "Asked why he ran, Tomasz Wilk, 84, pointed at the mountain. “It was looking at me,” he said. His time was 9 hours 12 "
            "minutes. His trainer, who is also his granddaughter, had told him not to. “He doesn’t listen to anyone under 80,” "
            "Hanna Wilk said. Race director Piotr Maj presented him with a chair. “In case the mountain looks at him again,” Maj "
            "said."
        ),
        {"It was looking": "Tomasz Wilk", "He doesn’t listen": "Hanna Wilk", "In case": "Piotr Maj"},
    ),
    (
        (
            "The imam of the Green Mosque, Sheikh Idris Halabi, opened the doors on Friday night. “Water does not ask who you are,” "
            "he told the families on the carpet. Father Brendan Coyle of St Mary’s brought blankets. “I brought the blankets, he "
            "had the boiler,” the priest said. Councillor Sal Dunmore, whose own house was flooded, slept between the two. “I’ve "
            "never been so prayed for,” she said."
        ),
        {"Water does": "Idris Halabi", "I brought": "Brendan Coyle"},
    ),
    (
        (
            "Prosecutors dropped the case on Monday. “The evidence evaporated,” District Attorney Lou Pacheco told reporters. "
            "Defense lawyer Erin Vaughn had another word for it. “It never condensed,” she said. The victim’s brother, Manny Ortiz, "
            "walked out without speaking. His mother stayed. “Somebody ran over my son,” she said. “That didn’t evaporate.”"
        ),
        {"The evidence": "Lou Pacheco", "It never": "Erin Vaughn", "Somebody ran": "His mother", "That didn’t": "His mother"},
    ),
    (
        (
            "Alder Mayor Ines Lund met voters on Saturday and says she will run again. “I am not tired,” she said.\n\n"
            "State Sen. Odd Pell was joined at the rally by Gov. Karin Holt and joked, “They let me out for the day.”"
        ),
        {"I am not tired": "Ines Lund", "They let me": "Odd Pell"},
    ),
    (
        (
            "The union's longest serving member has no doubts. Odd Pell's most serious claim is that the board “sold the "
            "yard twice.” The board's answer was brief. “We sold it once,” said its chair, Ines Lund."
        ),
        {"We sold it once": "Ines Lund"},
    ),
    (
        (
            "Pell himself, who was not at the hearing, has called the charges “a fairy tale.” The prosecutor, Ines Lund, "
            "would not comment.\n\n"
            "Odd Pell will appear in court on Monday."
        ),
        {"a fairy tale": "Odd Pell"},
    ),
    (
        (
            "On the wall of the office hangs a framed letter from Karin Holt. “You still owe me a boat,” the letter says.\n\n"
            "Lund's campaign sent out an e-mail on Sunday that did not name him. “Ines needs you now,” the e-mail said."
        ),
        {"You still owe": "Karin Holt", "Ines needs you": "Lund's campaign"},
    ),
    (
        (
            "Speaking in Vale, Foreign Ministry spokesman Lu Fang said nobody had been told. “This is not how neighbours "
            "behave,” he told reporters."
        ),
        {"This is not how": "Lu Fang"},
    ),
    (
        (
            "Ines Lund was asked by the moderator, Odd Pell, whether the tax would stay. The senator's answer was that “no "
            "tax lives forever.”"
        ),
        {"no tax lives": "Ines Lund"},
    ),
    (
        (
            "Aron and Mirela Tasic lost their son in the war. Mr. Tasic has since spoken in nine towns. “I want one "
            "apology,” he said. Mrs. Tasic stays at home. “I have no words left,” she said."
        ),
        {"I want one apology": "Aron Tasic", "I have no words": "Mirela Tasic"},
    ),
    (
        ("Zyrlinda Kosh is listed as the league's chair. Last week she announced online, in capital letters, “I AM LEAVING THE BOAT!”"),
        {"I AM LEAVING": "Zyrlinda Kosh"},
    ),
    (
        "Pell complained that Karin Holt had not spoken at the meeting. (She says the microphone was off.)",
        {"the microphone was": "Karin Holt"},
    ),
    (
        ("Unlike President Lund, Mr. Pell has never held office. “I have held a job,” he said.\n\nNobody answered for President Lund."),
        {"I have held": "Pell"},
    ),
    (
        (
            "Rep. Odd Pell spoke first. The rise of Marko Dahl gave Pell a reason to run. He said the party “needs a "
            "plumber, not a painter.”"
        ),
        {"needs a plumber": "Odd Pell"},
    ),
    (
        (
            "Sen. Odd Pell told reporters he was ready. Speaking to “Vale Tonight” on Monday, Pell did not attack his "
            "rivals, particularly Govs. Jon Holt and Marko Dahl, who say he is too young.\n\n"
            "He dismissed the polls as “tea leaves.”"
        ),
        {"he is too young": "Marko Dahl", "tea leaves": "Odd Pell"},
    ),
    (
        (
            "“If they start now, they are on time,” said Rico JuÃ¡rez, a strategist who once worked for Mayor Odd Pell. “I "
            "would have liked it sooner.”\n\n"
            "“Any later and I would worry,” he added."
        ),
        {"Any later": "Rico Juárez"},
    ),
    (
        (
            "The groups wrote to Ines Lund on Friday. Lund should act, the groups say. They argue that she “knows better.”\n\n"
            "“You promised us a bridge in May,” the letter says."
        ),
        {"You promised": "groups"},
    ),
    (
        (
            "“Pell is our best speaker,” Marko Dahl said of his friend, Odd Pell. Pell is also the better cook, Dahl "
            "argued.\n\n"
            "“Pell never burns the fish,” he said."
        ),
        {"Pell never burns": "Marko Dahl"},
    ),
    (
        (
            "A 29-year-old Vale woman, meanwhile, was fined in July over comments about the shelter. “Out with the lot!” she "
            "wrote below a photograph."
        ),
        {"Out with the lot": "A 29-year-old Vale woman"},
    ),
    (
        (
            "One of the central claims of President Odd Lund’s speech on Wednesday does not stand up.\n\n"
            "He told his audience, to applause: “Nobody has ever been better prepared than Karin Holt.”"
        ),
        {"Nobody has ever": "Odd Lund"},
    ),
    (
        ("At that moment the Vale ambassador to the League of Ports, Zyri Oster, coughed at the back. “At last,” he said."),
        {"At last": "Zyri Oster"},
    ),
    (
        (
            "DAMASK — The rebels will not disarm before the vote, Samir al-Haddad said on Thursday. “We have seen this paper "
            "before,” the commander told reporters in the border town of Rasim. Al-Haddad’s deputy, Yusuf Karimi, was less "
            "guarded. “Paper burns,” he said.\n\n"
            "Interior Minister Bashir al-Nuri called the remarks “theatre.” Haddad, he said, had agreed to every line in "
            "private."
        ),
        {"We have seen": "Samir al-Haddad", "Paper burns": "Yusuf Karimi", "theatre": "Bashir al-Nuri"},
    ),
    (
        (
            "“We’re not closing,” insisted plant manager Sue Ellen Krantz as trucks lined up behind her to take the presses "
            "away. Workers were not convinced. “Those are the presses,” said Art Doyle, 58, who has run one since high "
            "school. A company spokeswoman said later that the machines were “being rotated.” Doyle laughed when that was "
            "read to him. “Rotated to Mexico,” he said."
        ),
        {
            "We’re not closing": "Sue Ellen Krantz",
            "Those are": "Art Doyle",
            "being rotated": "A company spokeswoman",
            "Rotated to": "Art Doyle",
        },
    ),
    (
        (
            "VALE — In an interview with the Harbour Weekly published on Tuesday, Odd Lund was asked, “Would you sell the pier?” "
            "Lund laughed. “I would sell the mayor first,” he said."
        ),
        {"Would you sell": None, "I would sell": "Odd Lund"},
    ),
    (
        (
            "“Nobody mends a pier in winter,” said J.M. Pell, a fellow at the Institute of Ports and author of two books on "
            "harbours. He added that the town had “been very slow about it, slower than anyone could expect.”"
        ),
        {"Nobody mends": "J.M. Pell", "been very slow": "J.M. Pell"},
    ),
    (
        (
            "In the old market a group in “We are Ashby” shirts stood in silence. Juan “Chico” Marquez of Oster carried a "
            "photograph of the ship. “I cried the whole way,” he said."
        ),
        {"I cried": "Juan “Chico” Marquez"},
    ),
    (
        (
            "After a week of harsh words from the candidate for governor, Ines Lund, his son said Odd Pell was just getting "
            "started. Erik Pell, son of the shipping magnate, spoke to the Courant. “He has not even warmed up,” the younger "
            "Pell said."
        ),
        {"was just getting": "Erik Pell"},
    ),
    (
        (
            "“Do you want the short list?” Karin Holt asked the governor. “I am looking at many people,” Odd Pell said. “A "
            "sailor?” Holt repeated. The governor nodded. “A good sailor,” Pell said."
        ),
        {"the short list": "Karin Holt", "I am looking": "Odd Pell", "A sailor": "Karin Holt", "A good sailor": "Odd Pell"},
    ),
    (
        (
            "The plan drew rebukes from the Admiralty and others along the coast. “We have to close the port,” the Labour "
            "nominee told “Vale in the Morning” after he was asked about the raid."
        ),
        {"We have to close": "Labour nominee"},
    ),
    (
        (
            "“I can do what I like with my boat,” Odd Pell told the Courant. He wrote in the advertisement that some of the money "
            "would go to the lifeboat men.\n\nPolice sergeant Tig Holt holds up the anchor that Odd Pell used to break the "
            "gate.\n\n“The engine runs, as I have proved,” he added."
        ),
        {"do what I like": "Odd Pell", "The engine runs": "Odd Pell"},
    ),
    (
        (
            "“We want a new crew,” said Tig Holt, a banker.\n\nOdd Pell has told nobody how he will go on, saying in his letter "
            "only that he is “mending some things.” He added: “My crew stays with me.”"
        ),
        {"a new crew": "Tig Holt", "mending some": "Odd Pell", "My crew stays": "Odd Pell"},
    ),
    (
        "Tig Holt has long opposed the plan. In what she described as “the worst week of my life,” Ines Lund lost two ferries.",
        {"the worst week": "Ines Lund"},
    ),
    (
        "In what he called a “rant,” President Odd Pell took a whack at the fishing lobby.",
        {"rant": "Odd Pell"},
    ),
    (
        (
            "Odd Pell says he is ill. Nobody will stand in for him.\n\n“The Pell campaign has told us that Odd Pell will not be "
            "there,” the release said."
        ),
        {"has told us": "release"},
    ),
    (
        (
            "“It is our port,” said Ines Lund, the mayor. She would not say more.\n\n“We will not sell,” she said.\n\nThe Vale "
            "businessman has praised the buyer, saying the port is “a beggar's bowl.”"
        ),
        {"We will not": "Ines Lund", "beggar's bowl": "Vale businessman"},
    ),
    (
        (
            "There is no such overlap with Lund's crew. Although Ines Lund denies it, there is talk. For Lund, a harbour clerk who "
            "asked for silence said, “There were talks.”"
        ),
        {"There were talks": "a harbour clerk"},
    ),
    (
        (
            "Former treasurer Jan Holt, an early supporter of the plan, calls the quay “a priority.” “It will stay so,” she said in "
            "an interview. “People want it.”\n\nShe expects a fight. “He has said things that I did not like,” she said, “but at "
            "least he is no Ines Lund, who hides.”"
        ),
        {"It will stay": "Jan Holt", "He has said things": "Jan Holt"},
    ),
    (
        (
            "ISIS Declares War On Ferries. Karin Holt posted the headline “ISIS Declares War On Ferries” on Tuesday.\n\nHolt's "
            "sharp posts include one last week.\n\n“When a ferry sinks we weep,” she posted."
        ),
        {"When a ferry": "Karin Holt"},
    ),
    (
        (
            "President Igor Lund of Lindmeria spoke for three hours on Thursday.\n\n“I admire him,” said Odd Pell, a candidate.\n\n"
            "He was asked about Odd Pell. “There is no doubt that he is a talented man,” the Lindmerian leader said."
        ),
        {"I admire": "Odd Pell", "There is no doubt": "Igor Lund"},
    ),
    (
        (
            "“I play a ghost,” said Ines Lund, the “Harbour Nights” star.\n\nZoe Pell changed her name. Then the “Ferrymen” star "
            "posted a message: “Names are free.”"
        ),
        {"I play": "Ines Lund", "Names are": "“Ferrymen” star"},
    ),
    (
        (
            "“They made this plan to vex us,” said Thomas Burke, a leader of the Harbour League.\n\nEven the organizer of a rival "
            "march said the plan was “unsafe.”"
        ),
        {"They made": "Thomas Burke", "unsafe": "organizer of a rival march"},
    ),
    ("The mill is a museum now. Said Dorothy Lund, who grew up there, “We were proud.”", {"We were": "Dorothy Lund"}),
    (
        (
            "The woman who started it all is a cook named Ada, who works by the pier.\n\n"
            '"He truly cares about this town," she said of Odd Pell.\n\n'
            'She had no plans to shout anything. "It just came out," she said.'
        ),
        {"He truly cares": "Ada", "It just came out": "Ada"},
    ),
    (
        (
            '"I do not want to get on the wrong side of Pell," said one former campaign staffer, who said he left on good terms but '
            'was intimidated by the legal language. "I could not afford to defend myself."\n\n'
            "Sam Holt, a contestant on the show, said that he had signed as well."
        ),
        {"I could not afford": "one former campaign staffer"},
    ),
    (
        (
            '"It was not a convincing argument," said one Democrat familiar with the discussion, who added that the council seemed '
            '"rattled" and "frustrated" by the rising opposition to its policy.'
        ),
        {"rattled": "one Democrat familiar with the discussion"},
    ),
    (
        (
            '"The intensity of his supporters is so much greater," said Rep. Tig Holt (D-Ashby), an Ines Lund endorser whose district '
            'went strongly for her but who suggested that Odd Pell could pull out voters who might skip elections. "In Ashby, she '
            'crushed him, and yet in calls to our office it was like 3 to 1."'
        ),
        {"In Ashby": "Tig Holt"},
    ),
    (
        (
            "In October a judge in Ashby sentenced a 26-year-old man to five months for what he had written about the ferrymen.\n\n"
            'A 29-year-old Lindmere woman, meanwhile, was fined after she had posted about the strike. "Drown them!" she wrote.'
        ),
        {"Drown them": "A 29-year-old Lindmere woman"},
    ),
    (
        (
            "The pier can be saved, Professor Lee Holt of Ashby College said on Monday.\n\n"
            "''Without the ferry it is still a harbour, and the boatmen had a good year,'' she said."
        ),
        {"Without the ferry": "Lee Holt"},
    ),
    (
        (
            "ASHBY (Northern Press) - The far-right party's leader, Marine Le Roux, backed Odd Pell on Wednesday.\n\n"
            '"I would choose him," Le Roux told the Courant.'
        ),
        {"I would choose him": "Marine Le Roux"},
    ),
    (
        (
            "PIER SURVIVORS, THROUGH THE LENS “It is about giving people who lost their boats a way to tell it.” [Courant]\n\n"
            "The ferry was full on Monday, Ines Lund said."
        ),
        {"It is about giving": None},
    ),
    (
        'The contention of former secretary of state Ines Lund that the letters were "over-classified" got some help on Friday.',
        {"over-classified": "Ines Lund"},
    ),
    (
        'San Pelle chapter president Luis Holt told The Harbour Post: "A lot of people assume that. But we are three hundred."\n\nHe added that nobody minds.',
        {"A lot of people assume": "Luis Holt"},
    ),
    (
        'Nelson Pell, a former aide to Mr. Odd Lund and now the chairman of the party in Ashby, said of Mr. Lund: "He is ours."',
        {"He is ours": "Nelson Pell"},
    ),
    (
        '"Loved the ferry series and wish they had another season coming!" Odd Lund said.\n\nGov. Tig Holt has been busy, but his guilty pleasure is "Harbour Life." Holt has been at many games.',
        {"Harbour Life": None},
    ),
    (
        'Odd Lund criticized the plan.\n\nThe ferry will work with whoever is elected, the prime minister\'s spokesman said.\n\n"He has made his views on Odd Lund very clear," the spokesman said. "He stands by them."',
        {"He has made": "prime minister's spokesman", "He stands": "prime minister's spokesman"},
    ),
    (
        "In Lindmere, local party leaders say Odd Pell's visits have also included questions. \"He just stopped and said, 'How do we win this?'\" Will Holt, the chairman for the northern suburbs, said of the meeting.",
        {"He just stopped": "Will Holt"},
    ),
    (
        'Ines Lund is telling diners that "I need you."\n\nMaking her way around Chez Valmont, Lund and husband Odd, thanked another guest. She says, "With your help, we can do it."',
        {"With your help": "Ines Lund"},
    ),
    (
        'Senate leader Tig Holt is criticizing President Odd Lund as a weak captain.\n\nIn a statement, the Vermont Republican on Tuesday called Lund\'s plan "a leaking boat."',
        {"a leaking boat": "Tig Holt"},
    ),
    (
        'Tig Holt has left the race.\n\nOdd Lund is taking questions in a boathouse in front of some 230 people.\n\nThe billionaire businessman began by calling the port "a bargain."',
        {"a bargain": "Odd Lund"},
    ),
    (
        'Speaker Tig Holt says the whole world is watching and that he can understand the fears about Republican Odd Lund.\n\nIn an interview, the Vermont Republican said allies wanted to know if the port is "still open."',
        {"still open": "Tig Holt"},
    ),
    (
        'The capital\'s new mayor on Tuesday rejected Odd Lund\'s offer of "an exception."\n\nMayor Sadia Holt of Ashby beat him in May.\n\n"I want no favours," the capital\'s new mayor said.',
        {"I want no favours": "Sadia Holt"},
    ),
    (
        "“With half the vote in, it is one long election day,” said Lund's deputy campaign manager, Rich Holt, who ran the ferry count in 2012.",
        {"With half": "Rich Holt"},
    ),
    (
        'The court ruled on Monday. Two objectors, Lars Holt and Will Pell, said the ruling was "a joke."',
        {"a joke": "Lars Holt and Will Pell"},
    ),
    (
        'Several leading candidates, including Odd Lund and Senator Tig Holt, called the pier "a ruin."',
        {"a ruin": "Several leading candidates"},
    ),
    (
        '"It covers all of it," said Tig Holt.\n\nThe South Vale Republican said that the pier was "never central" to the inquiry.',
        {"never central": "Tig Holt"},
    ),
    (
        'The Vale Board of Elections said: "Further talk of this is unnecessary."',
        {"Further talk": "Vale Board of Elections"},
    ),
    (
        'Mayor Bill de Lund shut the unit.\n\nTrade candidate Odd Pell said the harbour was at risk.\n\nDe Lund said it was "not a great idea."',
        {"not a great idea": "Bill de Lund"},
    ),
    (
        'On Thursday Odd Pell called upon Mayor Bill de Lund to watch the piers again. De Lund disbanded the unit in April 2014.\n\n"There is hatred," the Liberal candidate said in an interview.',
        {"There is hatred": "Odd Pell"},
    ),
    (
        'Fell Rovers came from two down to beat Carrow Athletic 3-2 on Saturday, and their manager could hardly speak.\n\n"I have no voice left," said Dougie Marr. "I used it all up in the ninetieth minute."\n\nThe winner came from substitute Elio Bastos, who had been on the pitch for four minutes. "He told me to stand at the far post and wait," the 19-year-old said of Marr. "So I waited."\n\nCarrow captain Hugh Lyle was less amused. "That\'s a foul on the goalkeeper every day of the week," he said.\n\nHis manager, Anneke Voss, refused to criticise the referee but said the second goal "should be looked at by somebody with a calendar."\n\nMarr, told of her remark, smiled. "Anneke is a friend," he said.',
        {
            "I have no voice": "Dougie Marr",
            "I used it all up": "Dougie Marr",
            "He told me to stand": "Elio Bastos",
            "So I waited": "Elio Bastos",
            "That's a foul": "Hugh Lyle",
            "should be looked at": "Anneke Voss",
            "Anneke is a friend": "Dougie Marr",
        },
    ),
    (
        'A woman who was pulled from the River Ash on Sunday night has thanked the two teenagers who saved her.\n\nMaud Fennel, 71, slipped while walking her dog near the weir. "I went under twice," she told the Ash Valley Courier from her hospital bed.\n\nBrothers Kit and Joel Sandring heard the dog before they saw her. "It just wouldn\'t stop barking," said Kit, 16. "I thought it was stuck."\n\n"He went in first," Joel, 14, said. "I held on to his coat."\n\nTheir mother, Petra, only learned of it from a neighbour. "They came home wet and said it had rained," she said.\n\nSergeant Amir Chaudry, of Ash Valley Police, said the boys had been "extraordinarily brave", but warned others not to do the same: "Call us first."',
        {
            "I went under": "Maud Fennel",
            "It just wouldn't stop": "Kit Sandring",
            "I thought it was": "Kit Sandring",
            "He went in first": "Joel Sandring",
            "I held on": "Joel Sandring",
            "They came home": "Petra",
            "extraordinarily brave": "Amir Chaudry",
            "Call us first": "Amir Chaudry",
        },
    ),
    (
        'Sen. Ada Crewe, R-Dorn, said Thursday she would vote against the farm bill, complicating the plans of Majority Leader Tom Vickery.\n\n"I told Tom months ago that I can\'t go home with this," Crewe said in a radio interview with host Bill Gantry on Thursday.\n\nGantry asked whether Vickery had threatened her. "Tom doesn\'t threaten," she replied. "He sighs."\n\nA Vickery aide, who spoke on condition of anonymity to discuss private talks, said the leader was "patient to a fault."\n\nRep. Joss Alder, the bill\'s author, said that Crewe "has had every chance to be heard," and her vote will be missed "only by her."\n\nCrewe\'s predecessor, former senator Walt Ibbotson, endorsed the bill on Wednesday. In a statement, he said the valley\'s farmers "cannot eat principles."',
        {
            "I told Tom months": "Ada Crewe",
            "Tom doesn't threaten": "Ada Crewe",
            "He sighs": "Ada Crewe",
            "patient to a fault": "A Vickery aide",
            "has had every chance": "Joss Alder",
            "only by her": "Joss Alder",
            "cannot eat principles": "Walt Ibbotson",
        },
    ),
    (
        'Singer Lotte Haas cancelled her tour on Tuesday, hours after a row with promoter Big Lantern.\n\n"I\'m so sorry. I tried," Haas tweeted to her four million followers.\n\nBig Lantern chief Rik Maas responded within minutes. "Refunds are automatic," he posted. "Explanations are not."\n\nHaas\' brother and drummer, Jonas, wrote on Instagram that the family was "relieved, honestly."\n\n"Lotte hasn\'t slept since Lisbon," he continued.\n\nFans were divided. "I flew from Oslo for this," said Tove Lien, 24, outside the arena. Her friend Maja Strand shrugged: "Then we\'ll see Oslo twice."',
        {
            "I'm so sorry": "Lotte Haas",
            "Refunds are automatic": "Rik Maas",
            "Explanations are not": "Rik Maas",
            "relieved, honestly": "Jonas",
            "hasn't slept": "Jonas",
            "I flew from Oslo": "Tove Lien",
            "see Oslo twice": "Maja Strand",
        },
    ),
    (
        '"The water came like a train," said Ines Lund, a 34-year-old seamstress who lost her house.\n\nLund will not go back. "A river remembers," said the seamstress.',
        {"The water came": "Ines Lund", "A river remembers": "Ines Lund"},
    ),
    (
        'Search company Quill apologized on Thursday after its assistant told users that the moon was "closed for repairs."\n\n"This was our mistake," the company said.',
        {"This was our mistake": "Quill"},
    ),
    (
        'The Vale Foundation has paid for the pier since 1990. Its rival, the Norrow Foundation, has not.\n\n"The pier is safe," the foundation said in a statement.',
        {"The pier is safe": "foundation"},
    ),
    (
        'When the lights went out in Oskby last winter, the mayor lit a candle and went on with the meeting.\n\nBirgit Aas — mayor since 2011, dairy farmer since birth — remembers it well: "Somebody moved to adjourn. I couldn\'t see who, so I ignored it."\n\nHer deputy, Nils Rand, laughs. "It was me," he admits.\n\nPower engineer Sunniva Lie puts the blame on a single squirrel. "He\'s in a jar in my office," Lie says. Then, more seriously: "The grid is sixty years old. So are we."\n\nThe energy ministry\'s Kjell Borg told Parliament that the grid was "adequate for the expected squirrels."\n\n"Kjell should come and meet ours," Aas says.',
        {
            "Somebody moved": "Birgit Aas",
            "It was me": "Nils Rand",
            "He's in a jar": "Sunniva Lie",
            "The grid is sixty": "Sunniva Lie",
            "adequate for the": "Kjell Borg",
            "Kjell should come": "Birgit Aas",
        },
    ),
    (
        'The youngest chess champion in the country still asks her mother before she uses the stove.\n\n"I can see eleven moves ahead but not the burner," said Wren Okafor, who is 12.\n\nHer coach, Lazlo Petri, 70, says she is the best he has taught. "I have taught two champions," he says. "She beat the other one."\n\nThe other one, Tim Sorrell, now 24, agrees. "I offered a draw, and she asked me if I was tired," he recalls.\n\nOkafor\'s mother, Ngozi, a nurse, has never learned the rules. "I know when she\'s losing because she hums," she says.\n\nWas she humming on Sunday? "Not once," says Ngozi Okafor.\n\nPetri has only one complaint. "She thanks the pieces," he says.',
        {
            "I can see eleven": "Wren Okafor",
            "I have taught": "Lazlo Petri",
            "She beat the other": "Lazlo Petri",
            "I offered a draw": "Tim Sorrell",
            "I know when": "Ngozi Okafor",
            "Not once": "Ngozi Okafor",
            "She thanks": "Lazlo Petri",
        },
    ),
    (
        'Novelist Conrad Eames, who died on Thursday at 88, once said that obituaries were "the only reviews one can trust."\n\nHis editor of forty years, Beatrix Holloway, called him "the last man to be rude in complete sentences."\n\n"He sent back my edits with edits," Holloway said. "And he was right about the commas."\n\nIn 1974 Eames told an interviewer that he wrote "to find out what the butler thought." His rival Gerald Pym, reviewing the novel that followed, complained that the butler "thinks rather a lot like Mr. Eames."\n\nThe two men did not speak again. But Pym, now 91, was generous on Friday. "I read it again last night," he said. "The butler was right."\n\nEames\'s daughter, the playwright Sophie Eames, said he had died as he lived, "correcting the nurse."',
        {
            "the only reviews": "Conrad Eames",
            "the last man": "Beatrix Holloway",
            "He sent back": "Beatrix Holloway",
            "And he was right": "Beatrix Holloway",
            "to find out": "Conrad Eames",
            "thinks rather": "Gerald Pym",
            "I read it again": "Gerald Pym",
            "The butler was right": "Gerald Pym",
            "correcting the nurse": "Sophie Eames",
        },
    ),
    (
        'Rep. Gordon Yates has spent the better part of a year insisting that he does not want to be speaker. On Tuesday he insisted again.\n\n"I have a wife, three kids and a boat," Yates said on "Capitol Mornings." Host Dana Ferrell asked him which he would give up.\n\n"The kids are grown," he said.\n\nBut allies say he has been calling members late into the night. One of them, Rep. Ty Boggs, put it this way: "Gordon isn\'t running. He\'s just standing where the finish line is."\n\nMinority Leader Irene Castro told reporters that she would welcome him. "I have always enjoyed beating Gordon," Castro said.\n\nCurrent Speaker Ed Munro, who announced last week that he would step down, has not endorsed. In a letter to colleagues, Munro wrote: "I leave the gavel to whoever wants it least." Yates, asked about that line, said it was "clearly about me."',
        {
            "I have a wife": "Gordon Yates",
            "The kids are grown": "Gordon Yates",
            "Gordon isn't running": "Ty Boggs",
            "standing where": "Ty Boggs",
            "I have always": "Irene Castro",
            "I leave the gavel": "Ed Munro",
            "clearly about me": "Gordon Yates",
        },
    ),
    (
        'In Vale, a company has closed its yard.\n\n"The yard was empty," the company said.',
        {"The yard was": "company"},
    ),
    (
        'According to Odd Pell, a report of his was lost.\n\nIt was found on Monday. "The pier is rotten," the report said.',
        {"The pier is": "report"},
    ),
]


SENTENCES = [
    ("Odd Pell", "will run", "A day after Ines Lund said she would quit, Odd Pell announced that he will run."),
    ("Ines Lund", "would quit", "A day after Ines Lund said she would quit, Odd Pell announced that he will run."),
    ("Odd Pell", "a fool", 'Ines Lund quoted Odd Pell as saying she was "a fool."'),
    ("Odd Pell", "the worst", 'Ines Lund has said little about the deal that Odd Pell called "the worst" ever.'),
    ("Odd Pell", "go home", 'Ines Lund remembers the day Odd Pell told her to "go home."'),
    ("Ines Lund", "deeply worried", 'Ines Lund told Odd Pell, Tig Holt and others that she was "deeply worried."'),
    ("Odd Pell", "a mistake", 'Odd Pell, like Ines Lund before him, calls the bridge "a mistake."'),
    ("Tig Holt", "a crime scene", 'Police officer Tig Holt, who arrested Odd Pell, called Ines Lund\'s garden "a crime scene."'),
    ("Odd Pell", "a disaster", 'Ines Lund hit back at Odd Pell for calling her budget "a disaster."'),
    ("Odd Pell", "too slow", 'Ines Lund dismissed criticism from Odd Pell that she was "too slow."'),
    ("Odd Pell", "too slow", 'Ines Lund brushed off Odd Pell\'s charge that she was "too slow."'),
    ("Odd Pell", "hand it over", 'Ines Lund testified that Odd Pell ordered her to "hand it over."'),
    ("Odd Pell", "I did it", 'Ines Lund said Odd Pell confessed: "I did it."'),
    ("Odd Pell", "I did it", 'Ines Lund said that Odd Pell had told her, "I did it."'),
    ("Tig Holt", "too proud", "Ines Lund's allies bristled at Tig Holt's suggestion that she was \"too proud.\""),
    ("Tig Holt", "stinks", '"It stinks," Tig Holt texted Ines Lund, according to Odd Pell.'),
    ("Odd Pell", "a witch hunt", 'Ines Lund opened an inquiry that has been denounced by Odd Pell as "a witch hunt."'),
    ("Odd Pell", "bring it on", 'Ines Lund promised a fight. Odd Pell\'s answer was "bring it on."'),
    ("Odd Pell", "Bring it on", 'Ines Lund promised a fight. Odd Pell\'s answer: "Bring it on."'),
    ("Odd Pell", "shameful", 'Ines Lund shrugged off being called "shameful" by Odd Pell.'),
    ("Tig Holt", "mad", 'Ines Lund heard from Tig Holt that the plan was "mad."'),
    ("Odd Pell", "sell it", 'Ines Lund says Odd Pell\'s advice was to "sell it."'),
    ("Odd Pell", "a coward", 'Ines Lund, stung by Odd Pell\'s remark that she was "a coward," walked out.'),
    ("Tig Holt", "a coward", 'Ines Lund walked out when a reporter read her Tig Holt\'s tweet calling her "a coward."'),
    ("Odd Pell", "the end", 'Ines Lund fears what Odd Pell has termed "the end" of the port.'),
    ("Odd Pell", "reckless", 'Ines Lund defended the plan against Odd Pell\'s charge that it was "reckless."'),
    ("Odd Pell", "reckless", 'Ines Lund defended a plan criticized as "reckless" by Odd Pell.'),
    ("Odd Pell", "reckless", 'Ines Lund defended a plan that was dismissed by Odd Pell as "reckless."'),
    ("Tig Holt", "broken", 'Ines Lund echoed Tig Holt\'s line that the harbour is "broken."'),
    ("Odd Pell", "fake", 'Ines Lund cited an email in which Odd Pell called the bids "fake."'),
    ("Odd Pell", "fake", 'Ines Lund produced a tape of Odd Pell saying the bids were "fake."'),
    ("Odd Pell", "a disgrace", 'Ines Lund faced boos after Odd Pell\'s tweet that she was "a disgrace."'),
    ("Odd Pell", "never wrote", 'Ines Lund showed reporters a letter that Odd Pell says he "never wrote."'),
    ("Odd Pell", "a ruin", 'Ines Lund loves it. In Odd Pell\'s telling, the pier is "a ruin."'),
    ("Odd Pell", "a ruin", 'Odd Pell, whom Ines Lund beat twice, called the pier "a ruin."'),
]


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_each_quotation_is_its_speakers(story: str, expected: dict[str, str | None]) -> None:
    found = statements(story)
    quoted = {words: {s.speaker for s in found for span in s.spans if words in span.of(story)} for words in expected}
    assert quoted == {words: {speaker} for words, speaker in expected.items()}


@pytest.mark.parametrize(("speaker", "words", "text"), SENTENCES)
def test_words_told_by_another_are_whose_they_were(speaker: str, words: str, text: str) -> None:
    assert {s.speaker for s in statements(text) for span in s.spans if words in span.of(text)} == {speaker}


def test_a_story_s_marks_are_the_same_whatever_is_read_with_it() -> None:
    read = [(story, split_sentences(story)) for story, _ in STORIES]
    alone = [marked for one in read for marked in tagger().mark([one])]
    assert tagger().mark(read) == alone
