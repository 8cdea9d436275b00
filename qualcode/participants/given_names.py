"""Words by which a name is known in a text: titles, common given names, places, and what is capital but nobody’s."""

from __future__ import annotations

from qualcode.transcripts.names_too import ALSO_WORDS as ALSO_WORDS
from qualcode.transcripts.names_too import GIVEN as GIVEN
from qualcode.transcripts.names_too import WORDS_AS_SURNAMES as WORDS_AS_SURNAMES

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
