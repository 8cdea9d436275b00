"""Common given names, and those that are words, too: “Hope:” before a turn is somebody, though the text hopes."""

from __future__ import annotations

_ALSO_WORDS = """
amber angel april art august autumn basil bill bishop black blaze bob brook brown buddy carol charity chase
christian clay cliff colt crystal daisy dawn dean destiny dick don drew earl eve faith ford forest frank gay gene
ginger glen grace grant green guy harmony harry hazel heath heather holly honey hope hunter iris ivy jack jade
jasmine josh joy june king lily long mark mason max may melody mercy miles nick norm olive page parker pat patience
pearl peg penny piper porter price prudence ray reed rich rob robin rose ruby rusty sandy scout short skip sky
sterling stone sue summer sunny tanner ted trace van victor viola violet virginia wade white will wren young
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

_WORDS_AS_SURNAMES = """
abbot archer ash bacon bailey baker ball banks barber barker barn baron bass beach bean bear beard bell berry best
birch bird blacksmith blank bloom blunt bolt bond booth bow bowler box brand bridge bridges bright brooks buck bull
burn burns bush butcher butler butt butter button cane cannon cap card carpenter carter case cash castle chamber
chambers chance chandler chapel chaplain cheese church clerk close cloud coal collier comb constable cook cooper
corner cotton couch court coward crane cross crouch crow crown cruise cutter dale dance day deacon deer dove down
drake draper driver duke dyer eagle earth east fair falconer farmer farrier fell field fields finch fish fisher
fletcher flint flood flower flowers fog foot foreman forester foster fowl fowler fox freeman friend frost fry fuller
game gardener gates gentry glass glover gold golden goldsmith good goose gore gray grey groom grove hall hand hands
hard hardy hare hatch hawk hay head heard hero hide high hill hills hole home hood hook horn horse house hunt inch
iron jewel jolly judge keen kettle key keys kind kings kitchen knight lake lamb lance land lane large lark law leaf
lean leather lever little lock locke lodge lord love low lucky major mallet malt man march marsh marshal meadows means
mercer merchant mile mill miller mills mist monk moon moor moss mount mountain nail needle new newman nice night noble
north nurse oak orange organ painter palace palmer parish park partridge peach peacock pear peel pepper pike pine
plant plumb plumber pool pope pot potter pound power powers priest prince prior proud quick rain rains ram ranger
raven read reader reeve rice rider ridge ring rivers roach road rock rod roof root rope roper rush saddler sadler
sailor salmon salt sands savage sawyer scholar sea seal self sergeant sexton sharp sharpe sheep shepherd shield
shields ship shoemaker shore silver singer skinner slate small smart smith smoke snow song south sparrow speaker speed
spice spring squire stable stamp star steel steward stewart stock stocks storm stout street strong swan sweet swift
tailor thatcher thorn tiller timber toll town towns tree trees trout true tucker turner twist vale vane vine waite
walker wall waller walls ward warden water waters watts way weather weaver weeks well wells wheat wheel wild winder
winter winters wise wolf wood woods wool words work workman worth wright yard yeoman yew
"""

ALSO_WORDS = frozenset(_ALSO_WORDS.split())
"""In small letters."""

WORDS_AS_SURNAMES = frozenset(_WORDS_AS_SURNAMES.split())
"""Surnames that are words where they are written small: baker, cook, wood."""

GIVEN = frozenset(_GIVEN.split())
"""Given names by which somebody is known where capitals tell nothing."""
