"""Words that hold a language together and say little alone, left out of lists of frequent words.

Articles, pronouns, prepositions, conjunctions, auxiliaries, the commonest adverbs, and what fills a pause in speech.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_ENGLISH = """
a an the this that these those such same other another each every either neither both all any some no none one ones
i me my mine myself you your yours yourself yourselves he him his himself she her hers herself it its itself we us
our ours ourselves they them their theirs themselves who whom whose which what whatever whoever someone somebody
something anyone anybody anything everyone everybody everything nobody nothing there here where when why how of in
on at to from by with without within into onto out off up down over under above below between among through across
along around about against after before behind beside besides beyond during since until till toward towards upon via
near for as than like per except despite and or but nor so yet if unless whether because although though while
whereas be am is are was were been being do does did doing done have has had having can could will would shall
should may might must ought going gonna gotta wanna get gets got getting gotten let lets used isn't aren't wasn't
weren't don't doesn't didn't haven't hasn't hadn't can't cannot couldn't won't wouldn't shan't shouldn't mightn't
mustn't needn't ain't i'm you're we're they're i've you've we've they've could've should've would've might've i'd
you'd he'd she'd we'd they'd it'd that'd there'd who'd i'll you'll he'll she'll we'll they'll it'll that'll there'll
who'll y'all let's not never only just also too very quite rather even still again ever always often sometimes
already then now once almost perhaps maybe else much many more most less least few several well away er erm um umm
uh uhm uhh hm hmm hmmm mm mmm mhm mmhm ah aah oh ooh eh yeah yeh yep yup yes nah nope ok okay right really actually
basically obviously literally sort kind thing things bit lot lots mean know say says said saying anyway etc s t d ll
m re ve
"""

_GERMAN = """
der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines dies diese dieser
dieses diesen diesem jene jener jenes jenen jenem jede jeder jedes jeden jedem alle alles allen allem aller mancher
manche manches manchen welche welcher welches welchen welchem solche solcher solches beide beiden einige einigen
einiger etwas nichts man niemand jemand wer wen wem wessen was ich mich mir mein meine meinen meinem meiner meines
du dich dir dein deine deinen deinem deiner er ihn ihm sein seine seinen seinem seiner seines sie ihr ihre ihren
ihrem ihrer ihres es wir uns unser unsere unseren unserem unserer euch euer eure euren eurem ihnen sich selbst
selber einander in im ins an am ans auf aufs aus bei beim bis durch für fürs gegen hinter mit nach neben ohne seit
über um unter von vom vor vorm während wegen zu zum zur zwischen ab außer trotz und oder aber sondern denn weil dass
daß ob wenn als wie obwohl damit sodass bevor nachdem falls indem sowie weder noch bin bist ist sind seid war warst
waren wart gewesen sei wäre wären werde wirst wird werden wurde wurden worden würde würden geworden habe hab hast
hat haben habt hatte hatten hattest gehabt hätte hätten kann kannst können könnt konnte konnten könnte könnten muss
musst müssen müsst musste mussten müsste soll sollst sollen sollte sollten will willst wollen wollt wollte wollten
darf darfst dürfen durfte durften dürfte mag mögen möchte möchten mochte lassen lässt tut tun tat nicht auch nur
schon sehr so da dann dort hier nun jetzt immer wieder nie mal eben halt doch ja nein nee ganz gar eigentlich
irgendwie irgendwo irgendwas irgendwann vielleicht natürlich einfach überhaupt ziemlich mehr viel viele vielen wenig
weniger meist meistens oft manchmal dabei dafür dagegen daher dahin damals danach daran darauf daraus darin darüber
darum davon davor dazu deshalb deswegen trotzdem also außerdem sogar fast etwa ungefähr genau wo woher wohin wann
warum wieso weshalb wobei wofür womit worüber hin her raus rein rauf runter äh ähm öh hm hmm mhm aha ach ah oh na
naja tja okay ok gut sozusagen quasi sag sage sagen sagt gesagt weiß glaube ne gell sachen sache ding dinge usw
"""

_FRENCH = """
le la les un une des du de au aux ce cet cette ces ceci cela ça c mon ma mes ton ta tes son sa ses notre nos votre
vos leur leurs quel quelle quels quelles quelque quelques chaque tout toute tous toutes aucun aucune certain
certaine certains certaines plusieurs autre autres même mêmes tel telle tels telles nul nulle je j tu il elle on
nous vous ils elles me m te t se s moi toi lui soi eux y en l celui celle ceux celles qui que qu quoi dont où lequel
laquelle lesquels lesquelles auquel duquel personne rien quelqu'un à dans par pour sur sous avec sans chez vers
entre contre pendant depuis avant après devant derrière jusque jusqu dès parmi malgré selon hors près loin et ou
mais donc or ni car si comme quand lorsque lorsqu puisque puisqu parce quoique afin ainsi alors puis ensuite être
suis es est sommes êtes sont étais était étions étiez étaient été étant fus fut furent serai sera seras serons
seront serais serait seraient sois soit soient ai as a avons avez ont avais avait avions aviez avaient eu ayant
aurai aura aurons auront aurais aurait auraient aie ait aient fais fait faisons faites font faisait faisaient faire
vais va allons allez vont allait allaient aller peux peut pouvons pouvez peuvent pouvait pourrait pouvoir dois doit
devons doivent devait devrait devoir veux veut voulait voudrait faut fallait faudrait ne n pas plus moins jamais
point non oui ouais très trop assez peu beaucoup bien aussi encore déjà toujours souvent parfois ici là maintenant
presque seulement surtout vraiment tellement plutôt autant tant combien comment pourquoi voilà voici euh heu hum hm
mh ben bah bon bin hein ah oh eh enfin bref genre disons d'accord ok okay dire dis dit disais sais sait savez crois
pense trucs truc chose choses espèce d
"""

_SPANISH = """
el la los las lo un una unos unas este esta estos estas ese esa esos esas aquel aquella aquellos aquellas esto eso
aquello mi mis tu tus su sus nuestro nuestra nuestros nuestras vuestro vuestra vuestros vuestras mío mía míos mías
tuyo tuya suyo suya suyos suyas cada todo toda todos todas algún alguno alguna algunos algunas ningún ninguno
ninguna otro otra otros otras mismo misma mismos mismas tal tales cual cuales cualquier cualquiera ambos varios
varias yo tú él ella ello usted ustedes nosotros nosotras vosotros vosotras ellos ellas me te se nos os le les mí ti
sí conmigo contigo consigo quien quienes que qué quién cuál cuáles algo alguien nada nadie uno a al ante bajo con
contra de del desde durante en entre hacia hasta mediante para pa por según sin sobre tras y e o u pero mas sino ni
si porque pues aunque como cuando donde mientras entonces luego además ser soy eres es somos sois son era eras
éramos eran fui fue fuimos fueron sido siendo sea sean sería será serán fuera estar estoy estás está estamos estáis
están estaba estabas estábamos estaban estuve estuvo estado estando esté estén haber he has ha hemos habéis han
había habían hay hubo habrá habría haya hayan habido tener tengo tienes tiene tenemos tienen tenía tenían tuve tuvo
tenido tenga hacer hago hace hacen hacía hizo hecho ir voy vas va vamos van iba iban ido poder puedo puedes puede
podemos pueden podía podían pude pudo podría deber debo debe deben debía debería querer quiero quiere quería no
también tampoco muy mucho mucha muchos muchas poco poca pocos pocas más menos tan tanto tanta tantos tantas
demasiado bastante ya aún todavía siempre nunca jamás ahora antes después aquí ahí allí allá acá así bien casi sólo
solo solamente quizá quizás cómo cuándo dónde cuánto cuánta cuántos cuántas incluso eh em ehm mmm hm ah oh ay bueno
vale claro osea digamos digo dice dicen decir dije dijo sé sabe sabes creo cosa cosas vez veces tipo
"""

_ITALIAN = """
il lo la i gli le un uno una l questo questa questi queste quello quella quelli quelle quel quei quegli ciò mio mia
miei mie tuo tua tuoi tue suo sua suoi sue nostro nostra nostri nostre vostro vostra vostri vostre loro proprio
propria ogni ognuno tutto tutta tutti tutte alcuno alcuna alcuni alcune qualche qualcuno qualcosa nessun nessuno
nessuna niente nulla altro altra altri altre stesso stessa stessi stesse tale tali quale quali certo certi certe io
tu egli lui lei esso essa noi voi essi esse mi ti si ci vi ne me te sé li chi che cui cosa di a da in con su per tra
fra del dello della dei degli delle dell al allo alla ai agli alle all dal dallo dalla dai dagli dalle dall nel
nello nella nei negli nelle nell sul sullo sulla sui sugli sulle sull col coi senza verso contro durante dopo prima
sopra sotto dentro fuori davanti dietro presso fino oltre e ed o od ma però anzi oppure né se perché poiché quando
mentre come dove dunque quindi allora poi infatti anche pure essere sono sei è siamo siete era eri ero eravamo erano
fui fu furono stato stata stati state sia siano sarà saranno sarebbe fosse avere ho hai ha abbiamo avete hanno avevo
avevi aveva avevamo avevano ebbe avuto abbia abbiano avrà avrebbe fare faccio fai fa facciamo fanno faceva facevano
fatto andare vado vai va andiamo vanno andava stare sto stai sta stiamo stanno stava potere posso puoi può possiamo
possono poteva potrebbe dovere devo devi deve dobbiamo devono doveva dovrebbe volere voglio vuoi vuole vogliamo
vogliono voleva vorrei non no sì più meno molto molta molti molte poco poca pochi poche tanto tanta tanti tante
troppo abbastanza già ancora sempre mai spesso ora adesso qui qua lì là così bene quasi solo soltanto forse ecco c'è
davvero eh ehm beh mah boh ah oh uhm mm cioè insomma diciamo ok okay praticamente tipo dire dico dici dice so sai
penso credo cose c d m t s v un' n
"""

_DUTCH = """
de het een dit dat deze die zo'n zulk zulke elk elke ieder iedere iedereen alle alles al sommige enkele enige geen
niemand niets iemand iets andere ander anders zelf zelfde beide ik mij me mijn mijne jij je jou jouw u uw hij hem
zijn zij ze haar wij we ons onze jullie hun hen zich elkaar men wie wat welk welke er hier daar waar van in op aan
met bij voor naar uit over onder door om tot tegen tussen zonder sinds na achter naast tijdens via binnen buiten
langs rond per vanaf vanuit af toe en of maar want dus omdat doordat als dan toen terwijl hoewel zodat voordat nadat
indien mits noch ben bent is was waren geweest wees word wordt worden werd werden geworden heb hebt heeft hebben had
hadden gehad kan kun kunt kunnen kon konden zou zouden zal zult zullen moet moeten moest moesten mag mogen mocht
mochten wil wilt willen wilde wilden wou ga gaat gaan ging gingen gegaan doe doet doen deed deden gedaan laat laten
komt kom niet ook nog wel weer steeds altijd nooit soms vaak heel erg zeer meer veel minder weinig meest nu straks
eerst gewoon eigenlijk natuurlijk misschien alleen bijna ongeveer echt best toch even eens hoe wanneer waarom
waardoor waarbij waarvan daarna daarom daardoor daarbij daarvan daarmee ervan erbij ermee eraan erop erin hierin
hierbij zo eh ehm uh uhm hm mm mhm ah oh nou ja nee jawel okay oke hè hoor zeg zeggen zegt zei weet denk vind ding
dingen soort beetje enzo enzovoort 't 'n 's
"""

_PORTUGUESE = """
o a os as um uma uns umas este esta estes estas esse essa esses essas aquele aquela aqueles aquelas isto isso aquilo
meu minha meus minhas teu tua teus tuas seu sua seus suas nosso nossa nossos nossas vosso vossa cada todo toda todos
todas tudo algum alguma alguns algumas nenhum nenhuma outro outra outros outras mesmo mesma mesmos mesmas tal tais
qual quais qualquer ambos vários várias certo certa eu tu ele ela você vocês nós vós eles elas gente me te se nos
vos lhe lhes mim ti si comigo contigo consigo connosco conosco quem que quê algo alguém nada ninguém lo la los las
de do da dos das em no na nas num numa dum duma por pelo pela pelos pelas para pra pro ao à aos às com sem sob sobre
entre até desde contra durante após perante dele dela deles delas nele nela nisso nisto naquele naquela daquele
daquela disso disto e ou mas porém nem porque pois embora como quando onde enquanto então logo portanto depois antes
ser sou és é somos são era eras éramos eram fui foi fomos foram sido sendo seja sejam será serão seria estar estou
estás está estamos estão estava estavam esteve estado estando esteja tá tava ter tenho tens tem temos têm tinha
tinham tive teve tido tendo tenha haver há havia houve haja ir vou vais vai vamos vão ia iam ido fazer faço faz
fazem fazia fez feito poder posso podes pode podemos podem podia pude pôde poderia dever devo deve devem devia
deveria querer quero quer queria não sim também já ainda sempre nunca jamais agora aqui aí ali lá cá assim bem muito
muita muitos muitas pouco pouca poucos poucas mais menos tão tanto tanta demais bastante só somente apenas talvez
quase porquê quanto quanta eh hã hum hm ah oh ai pá pronto bom né olha tipo digamos digo diz dizem dizer disse sei
sabe sabes acho coisa coisas vez vezes ok okay
"""

_WELSH = """
y yr r un hwn hon hyn hwnnw honno hynny rhai pob holl sawl arall eraill unrhyw rhyw neb dim rhywun rhywbeth pawb
popeth fi i mi ti di fe fo ef e o hi ni chi chwi nhw hwy fy dy ei eu ein eich minnau tithau yntau hithau ninnau
chithau hwythau hun hunan hunain pwy beth pa pam sut ble lle pryd faint yn mewn ar at am dan drwy trwy dros tros gan
heb hyd oddi wrth rhag rhwng ger gyda gydag efo ers cyn wedi nes arna arnaf arnat arno arni arnon arnoch arnyn ata
atat ato ati aton atoch atyn gen gennyf gennyt ganddo ganddi gynnon gynnoch ganddyn imi iddo iddi inni iddyn ynddo
ynddi ohono ohoni ohonyn wrtho wrthi a ac neu ond os pan tra achos oherwydd felly hefyd na nac nad mai taw er bod
wyf ydw dw rwyf wyt ydy yw mae ydyn ydym dyn ydych dych maen maent sy sydd oes roedd oedd oeddwn roeddwn roeddet
oeddet oeddech roedden oedden bydd bydda byddaf byddai byddwn byddan byddech bu buodd bues buon fydd fyddai fod wnes
wnaeth wnaethon gwneud gwnaeth mynd aeth es dod daeth cael ces cafodd gallu gall gallai medru rhaid dylai dylwn
eisiau isio ddim nid nage ie nag do naddo byth erioed eto nawr rŵan yna yno yma acw wedyn iawn mwy llai mor rhy
braidd bron dyna dyma dacw fel ym yyy hm mm ah wel ia reit ocê ok wyddoch gwybod meddwl dweud deud meddai pethau
peth bach math
"""

_ARABIC = """
ال هذا هذه هذان هاتان هؤلاء ذلك تلك أولئك الذي التي اللذان اللتان الذين اللاتي اللواتي كل بعض أي أية نفس غير كلا
كلتا أنا انا نحن أنت انت أنتم انتم أنتما أنتن هو هي هما هم هن ني نا ك كم ه ها من ما ماذا مَن لماذا متى أين اين كيف
لما في على إلى الى عن مع بين حتى منذ مذ خلال عند عندما لدى لدي تحت فوق أمام امام خلف وراء قبل بعد حول دون بدون ضد
مثل منه منها منهم عنه عنها عليه عليها عليهم فيه فيها فيهم إليه إليها له لها لهم لنا لك لي به بها بهم بنا معه معها
معنا معي ل ب و ف أو او ثم لكن لكنه ولكن بل أم إذا اذا إن ان أن لأن لان لأنه لأنها حيث كما كأن لو لولا إلا الا إنه
انه أنه إنها أنها أنني انني إني بينما وهو وهي وما وكان وكانت ولا وفي ومن فقط أيضا ايضا كان كانت كنت كنا كانوا كنتم
يكون تكون أكون نكون يكونون ليس ليست لست لسنا صار صارت أصبح أصبحت ظل مازال مازالت لا لم لن قد لقد سوف هل يعني نعم بلى
هنا هناك الآن الان اليوم أبدا ابدا دائما جدا كثير كثيرا قليل قليلا أكثر اكثر أقل اقل ربما تقريبا هكذا كذلك آه اه إيه
ايه أه مم طيب بس طب ماشي شي شيء اشياء أشياء قال قالت قلت أقول يقول حاجة
"""

STOP_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        language: frozenset(words.split())
        for language, words in {
            "english": _ENGLISH,
            "german": _GERMAN,
            "french": _FRENCH,
            "spanish": _SPANISH,
            "italian": _ITALIAN,
            "dutch": _DUTCH,
            "portuguese": _PORTUGUESE,
            "welsh": _WELSH,
            "arabic": _ARABIC,
        }.items()
    }
)

_OF_FRENCH = "l d j m t s n c qu jusqu lorsqu puisqu quoiqu presqu"
_OF_ITALIAN = "l d c m t s v n un all dall dell nell sull coll quell quest bell sant tutt com dov anch"

# Written together with the next word, with an apostrophe that stands for their last letter.
_ELIDED = MappingProxyType({"french": frozenset(_OF_FRENCH.split()), "italian": frozenset(_OF_ITALIAN.split())})


def stop_words(language: str) -> frozenset[str]:
    """Those of a language by its English name, in small letters; none where the language has no list."""
    return STOP_WORDS.get(language.casefold(), frozenset())


def without_elision(word: str, language: str) -> str:
    """A word in small letters without the short one that it is written together with: `homme` of `l'homme`."""
    before, apostrophe, after = word.partition("'")
    return after if apostrophe and after and before in _ELIDED.get(language, frozenset()) else word
