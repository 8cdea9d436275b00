"""What of a language tells where its sentences end: its abbreviations, and the words that begin a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Language:
    """Abbreviations in lower case without their last point, as they are written: `e.g`, `z.b`, `dott`.

    No sentence ends after one of `titles`, and none after one of `numbered` where a number follows. After one of
    `short` one ends only before one of `starters`, which begin a sentence far oftener than they are a name.
    `names` is whether every noun has a capital, and `ordinals` whether `2.` is how “second” is written.
    """

    titles: frozenset[str] = field(default_factory=frozenset)
    short: frozenset[str] = field(default_factory=frozenset)
    numbered: frozenset[str] = field(default_factory=frozenset)
    starters: frozenset[str] = field(default_factory=frozenset)
    nouns_have_capitals: bool = False
    ordinals: bool = False

    @property
    def abbreviations(self) -> frozenset[str]:
        """All of them."""
        return self.titles | self.short | self.numbered


# Written so in many languages.
_TITLES = "dr mr mrs ms prof st"
_SHORT = "etc cf vs approx al e.g i.e a.m p.m ph.d tel max"


def _language(titles: str, short: str, numbered: str, starters: str, *, german: bool = False) -> Language:
    return Language(
        frozenset(f"{_TITLES} {titles}".split()) - frozenset(short.split()),
        frozenset(f"{_SHORT} {short}".split()),
        frozenset(numbered.split()),
        frozenset(starters.split()),
        nouns_have_capitals=german,
        ordinals=german,
    )


UNKNOWN = _language("", "", "", "")

LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        "english": _language(
            "mx rev sr hon gen col capt lt sgt cllr supt insp mt",
            "st eg ie viz ca c esp incl excl resp min mins hr hrs ft dept est govt ave rd pm inc ltd co corp plc jr "
            "sr u.k u.s u.s.a n.h.s b.a m.a b.sc m.sc feb apr aug sep sept oct nov dec mon tue tues wed thu fri",
            "no nos vol p pp pg pgs fig figs ch sec para ext jan",
            "He She It They We You The A An And But So Or No Yes Yeah Yep Well That This There These Those What When "
            "Where Why How Who Because Not Then My Our His Her Their Your If In On At As Some Maybe Perhaps Okay OK "
            "Oh Right Now Just Do Did Is Are Was Were Can Could Would Will Have Has Had After Before Also Actually "
            "Anyway Even Everybody Everyone Nobody Nothing Sometimes Thank For From To Most All Mostly With Ask Like "
            "Once Which While Until Since Only Still Sorry Look Listen Basically Honestly Obviously Um Uh Er Erm Mm "
            "Let Let’s Let's It’s It's That’s That's He’s He's She’s She's They’re They're We’re We're You’re You're "
            "There’s There's What’s What's Don’t Don't Didn’t Didn't",
        ),
        "german": _language(
            "hr fr frl hrn dipl ing med phil",
            "bzw ca usw evtl sog ggf inkl exkl vgl mio mrd jh geb gest bspw usf evt zzgl min mind str u.a z.b d.h "
            "i.d.r o.ä u.ä s.o s.u v.a z.t bes allg ebd hrsg feb aug sept okt nov dez std",
            "nr abb kap bd art abs s tab",
            "Ich Er Sie Es Wir Ihr Du Man Der Die Das Ein Eine Den Dem Und Aber Oder Denn Dann Da Dort Hier Ja Nein "
            "Nee Doch Also Wenn Weil Als Wie Was Wer Wo Warum Wann So Nun Jetzt Danach Später Mein Meine Unser "
            "Unsere Dieser Diese Dieses Das’s Im In Am An Auf Mit Bei Nach Vor Von Für Nicht Nur Auch Schon Manchmal "
            "Vielleicht Genau Gut Okay Ähm Äh Hm Naja Jeder Alle Niemand Nichts Dafür Damit Deshalb",
            german=True,
        ),
        "french": _language(
            "m mm mme mmes mlle mlles me ste mgr pr",
            "env av bd ex p.ex par.ex c.-à-d apr éd tél min janv févr avr juil sept oct nov déc",
            "p pp chap art vol fig n no",
            "Je J’ai J'ai J’étais J'étais Tu Il Elle On Nous Vous Ils Elles Le La Les Un Une Des Et Mais Ou Donc Car "
            "Puis Alors Ensuite Après Avant Oui Non Si Ben Bon Euh Voilà C’est C'est C’était C'était Ce Ça Cela Ces "
            "Mon Ma Mes Notre Nos Son Sa Ses Leur Qui Que Quoi Quand Où Comment Pourquoi Parce Pas Dans En À Au Aux "
            "Avec Pour Par Sur Sans Tout Tous Personne Rien Parfois Enfin Là Ici D’abord Maintenant",
        ),
        "spanish": _language(
            "sr sra sres srta dra d dña ud uds vd lic ing gral profa mons",
            "aprox av avda ej p.ej ee ee.uu uu cía izq dcha a.c d.c ene feb abr ago sept oct nov dic min km",
            "pág págs núm núms art cap vol fig n.º nº p",
            "Yo Tú Él Ella Usted Nosotros Ellos Ellas Ustedes El La Los Las Lo Un Una Y E O Pero Porque Entonces "
            "Luego Después Antes Sí No Bueno Pues Así Eso Esto Esta Este Ese Esa Mi Mis Nuestro Nuestra Su Sus Que "
            "Qué Quién Cuando Donde Cómo Como Si En A De Con Por Para Sin Hay Había Era Fue Es Está Estaba Me Te Se "
            "Nos Nadie Nada Todo Todos Algunos También Ya Aquí Allí Ahora Siempre Nunca Tal Eh",
        ),
        "italian": _language(
            "sig sigg sig.ra sig.na dott dott.ssa prof.ssa avv ing on arch geom rag mons",
            "ecc es ad.es ca min gen feb apr ago sett ott nov dic s.p.a s.r.l",
            "pag pagg cfr cap art n nn vol fig p",
            "Io Tu Lui Lei Noi Voi Loro Il Lo La I Gli Le L’ Un Una Uno E Ed Ma O Però Perché Allora Poi Dopo Prima "
            "Sì No Beh Così Ecco Questo Questa Quello Quella Mio Mia Nostro Suo Sua Che Chi Cosa Quando Dove Come Se "
            "In A Da Di Con Per Su Senza C’è C’era È Era Ero Sono Ho Ha Mi Ti Si Ci Nessuno Niente Tutto Tutti Anche "
            "Già Qui Ora Adesso Sempre Mai Forse Insomma",
        ),
        "dutch": _language(
            "dhr mevr mw drs ir ing ds fam",
            "bijv bv enz ca o.a d.w.z m.a.w t.o e.d i.p.v zgn evt incl excl resp m.b.t n.a.v t.a.v z.o.z feb apr aug "
            "sept okt nov dec min str",
            "nr nrs blz art hfst afb p",
            "Ik Jij Je Hij Zij Ze Het Wij We Jullie U De Een En Maar Of Want Dus Toen Dan Daarna Later Ja Nee Nou "
            "Dat Dit Die Deze Er Daar Hier Mijn Onze Ons Zijn Haar Hun Wat Wie Waar Wanneer Waarom Hoe Als Omdat In "
            "Op Aan Met Bij Van Voor Naar Niet Ook Nog Nu Soms Misschien Iedereen Niemand Niets Alles Eh Goed",
        ),
        "portuguese": _language(
            "sra srs srta dra profa eng exmo exma sr d",
            "aprox av ex p.ex lda ltda séc cia jan fev abr ago set out nov dez min km",
            "pág págs núm n.º nº cap art vol fig p",
            "Eu Tu Ele Ela Nós Vós Eles Elas Você Vocês O A Os As Um Uma E Mas Ou Porque Então Depois Antes Sim Não "
            "Bom Pois Assim Isso Isto Este Esta Esse Essa Meu Minha Nosso Nossa Seu Sua Que Quem Quando Onde Como Se "
            "Em No Na De Do Da Com Por Para Sem Há Havia Era Foi É Está Estava Ninguém Nada Tudo Todos Também Já "
            "Aqui Ali Agora Sempre Nunca Talvez",
        ),
        "welsh": _language(
            "parch",
            "h.y e.e ayyb a.y.b y.h y.p gw tua ion chwef ebr gorff medi hyd tach rhag",
            "t tt tud rhif cyf",
            "Fi Mi Ti Fe Fo Ef Hi Ni Chi Nhw Y Yr A Ac Ond Neu Achos Wedyn Yna Ie Na Nage Oes Oedd Mae Maen Roedd "
            "Roeddwn Roedden Dw Dyna Dyma Felly Os Pan Beth Pwy Ble Sut Pam Fy Ein Ei Eu Yn Ar Am Gan Heb Neb Dim "
            "Pawb Hefyd Nawr Rŵan Es Dwi",
        ),
        "arabic": _language("د أ م ا", "", "ص رقم", ""),
    }
)


def language_of(name: str) -> Language:
    """What is known of a language by its English name; of others, what many have in common."""
    return LANGUAGES.get(name.casefold(), UNKNOWN)
