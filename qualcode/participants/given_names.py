"""Words by which a name is known in a text: titles, common given names, places, and what is capital but nobody’s."""

from __future__ import annotations

from qualcode.transcripts.names_too import ALSO_WORDS as ALSO_WORDS

_TITLES = """
mr mrs ms miss mx dr doctor prof professor sir dame lady lord rev reverend father sister brother pastor imam rabbi
councillor cllr nurse matron constable pc sergeant sgt inspector captain colonel major judge
"""

_SHORTENED = """
mr mrs ms mx dr prof rev cllr sgt st
"""

_KIN = """
auntie aunty aunt uncle nan nana gran granny grandma grandpa grandad granddad cousin mam mum dad baby
"""

# Commonest in Britain, Ireland and America over the last ninety years, and among those who came there.
_GIVEN = """
aaron abby abdul abdullah abigail abraham ada adam adele adrian aggie agnes ahmad ahmed aidan aileen aisha aishah
alan alana albert alex alexander alexandra alfie alfred ali alice alicia alison alistair allan allen alma alyssa
amanda amelia amina aminah amir amit amy ana anastasia andre andrea andrew andy angela angie angus anita ann anna
annabel anne annette annie anthony antonio anya archie arjun arthur asha ashley ashok astrid audrey ava ayesha
barbara barry beatrice becky belinda ben benjamin bernadette bernard bert beryl beth bethany betty beverley bilal
billy bob bobby brad bradley brandon brenda brendan brian bridget bronwen bruce bruno bryan bryony caitlin callum
cameron camilla carl carla carlos carmen caroline carolyn carrie catherine cathy cecilia celia charlene charles
charlie charlotte chen cheryl chloe chris christina christine christopher cindy claire clara clare clarence claudia
clive colin colleen connor constance cora craig cynthia daisy damian dan daniel danielle danny daphne darren dave
david dawn debbie deborah declan deepak deirdre denise dennis derek desmond diana diane dimitri dmitri dominic
donald donna dora doreen doris dorothy doug douglas duncan dylan eddie edgar edith edna edward eileen elaine eleanor
elena eli elias elijah elise elizabeth ella ellen ellie elliot elsie emily emma eric erica erin ernest esme esther
ethan ethel eugene eva evan evelyn ewa ezra faisal farah fatima felicity felix fergus finlay finn fiona flora
florence frances francesca francis fred freda freddie frederick freya gareth garry gary gavin gemma geoff geoffrey
george georgia georgina gerald geraldine gerard gill gillian giovanni gladys glenda glynn gordon graeme graham greg
gregory greta gwen hamza hannah harold harriet harrison harvey hassan heidi helen helena henry herbert hilary hilda
howard hugh hussain ian ibrahim ida imran ingrid irene isaac isabel isabella isla ismail ivan jackie jacob
jacqueline jade jaime jake jamal james jamie jan jane janet janice jasmin jason javier jay jean jeanette jeff
jeffrey jemima jennifer jenny jeremy jermaine jerome jerry jess jesse jessica jessie jill jim jimmy jo joan joanna
joanne jodie joe joel johan john johnny jon jonathan jordan jorge jose joseph josephine joshua joyce juan juanita
judith judy julia julian julie juliet justin kamal karen karim karl kasia kate katherine kathleen kathryn kathy
katie katy kay keith kelly ken kenneth kerry kevin khadija khalid kim kimberley kiran kirsty krishna kristina kumar
kurt kyle lance lara larry laura lauren laurence leah lee leila lena leo leon leonard leroy leslie lewis liam
lillian linda lindsay lisa liz lizzie lloyd logan lorna lorraine louis louisa louise lucas lucia lucy luis luke luna
lydia lynn lynne mabel maggie mahmoud malcolm mandy manuel marcia marco marcus margaret maria mariam marian marie
marilyn mario marion marjorie marlene martha martin martina marvin mary maryam mateusz matt matthew maud maureen
maurice mavis maxine maya megan mehmet mei mel melanie melissa mia michael michelle mick miguel mike mildred millie
miranda miriam mohamed mohammad mohammed moira molly mona monica morgan muhammad muriel musa myra nadia nadine naomi
natalie natasha nathan neil nellie nelson niamh nicholas nicola nicole nigel nina noah noel nora noreen norma norman
olga oliver olivia omar oscar osman owen pamela parveen patricia patrick paul paula pauline pavel pedro peggy percy
peter petra phil philip phoebe phyllis pierre piotr polly poppy prakash priya rachel rahul raj rajesh ralph ramesh
raphael rashid raymond rebecca reg reggie rhys ricardo richard rick ricky rita robert roberta roberto rodney roger
roland ron ronald ronnie rory rosa rosalind rosemary rosie ross roy rukhsana rupert russell ruth ryan sabrina sadia
sally sam samantha samina samir samuel sandra sanjay sara sarah saul scott sean sebastian serena shabana shane
shannon sharon shaun sheila shelley shirley sian sidney simon simone sinead siobhan sofia sonia sophia sophie stacey
stan stanley stella stephanie stephen steve steven stuart sunil sunita susan susanna susie suzanne sven sybil sylvia
tamara tania tanya tara tariq tasha terence teresa terry thelma theo theodore theresa thomas tim timothy tina tobias
toby todd tom tommy toni tony tracey tracy trevor trish tristan tyler una ursula usman valerie vanessa vera verity
veronica vicky victoria vijay vincent vivian vivienne wallace walter wanda wayne wendy wesley wilfred william wilma
winifred winston xavier yasmin yolanda youssef yusuf yvette yvonne zac zachary zainab zara zoe
"""

_NOBODYS = """
i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december christmas easter ramadan eid diwali hanukkah halloween english british welsh
scottish irish polish spanish french german italian chinese indian pakistani bangladeshi american african asian
european jewish muslim christian catholic protestant hindu sikh buddhist portuguese romanian russian ukrainian
turkish arabic latin greek dutch japanese korean somali nigerian jamaican caribbean bengali punjabi urdu england
scotland wales britain uk usa us eu europe america africa asia facebook google zoom whatsapp youtube instagram
twitter tiktok netflix amazon internet web covid covid-19 wi-fi wifi tv ok okay gp nhs phd cv it adhd ptsd hiv aids
id pdf faq god jesus bible koran quran christ iphone android microsoft windows word excel powerpoint apple mac linux
skype teams p q a b c d e f g h j k l m n o r s t u v w x y z am pm bc ad dna mri ct cd dvd pc sms usb url html yes
no oh hey hi hello thanks thank bye wow awesome cool great sure please sorry um uh mm hmm yeah
"""

_PLACES_AFTER = """
in at from near to around outside towards via
"""

_PLACE_WORDS = """
street road lane avenue close crescent drive gardens hill park square bridge station town village island river bay
county isle valley court terrace
"""

_ORGANISATION_WORDS = """
hospital school college university academy surgery clinic church mosque temple synagogue chapel centre center ltd
limited trust council association charity group project foundation institute library club hostel hotel bank company
inc plc society union team service services ward department
"""

_BETWEEN = """
of the de la le van von der den del da di dos al bin ibn upon st
"""

_DOES = """
said says is was has had told tells came comes went goes did does didn't doesn't wasn't isn't hasn't hadn't got gets
took takes made makes thinks thought knows knew wants wanted works worked lives lived died left asked asks gave
gives helped helps used looked looks rang phoned called calls
"""

TITLES = frozenset(_TITLES.split())
"""What stands before somebody's name."""

SHORTENED = frozenset(_SHORTENED.split())
"""Titles that may have a full stop after them."""

KIN = frozenset(_KIN.split())
"""Titles within a family, which stand before a given name; small letters count as well."""

"""Names that are words as well."""

GIVEN = frozenset(_GIVEN.split())
"""Given names by which somebody is known where capitals tell nothing."""

NOBODYS = frozenset(_NOBODYS.split())
"""What is written with a capital and is nobody's name: days, months, peoples, what everybody uses."""

PLACES_AFTER = frozenset(_PLACES_AFTER.split())
"""What a place stands after."""

PLACE_WORDS = frozenset(_PLACE_WORDS.split())
"""What a place ends with."""

ORGANISATION_WORDS = frozenset(_ORGANISATION_WORDS.split())
"""What an organisation ends with."""

BETWEEN = frozenset(_BETWEEN.split())
"""Small words within a name."""

DOES = frozenset(_DOES.split())
"""What somebody does of whom a name tells, and no auxiliary is followed by."""
