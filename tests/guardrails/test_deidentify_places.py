"""The ways in which Dutch people name streets, places, schools and small organisations.

One message a line; what must go stands between braces. An article may go with its name; no place,
school or organisation may go from the messages that only look like it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from guardrails.deidentify import Deidentifier
from guardrails.text import Deidentified, RawText

Clean = Callable[[str], Deidentified]

FOUND = {
    "LOCATION": """
hij woont in de {merelstraat 14} bij zijn vader
ze staan altijd op de {Vlinderhof} te blowen
adres: {Burg. Colijnplantsoen 17 hs}
zij woont {Pieter Nieuwlandstr. 12-II} boven de winkel
de jongens hangen rond op het {Afrikaanderplein}
hij is gezien in de {lijsterbesln 3}
wij wonen aan de {Laan van Meerdervoort 120}
hij woont in de {Gooyerflat}
onze client verblijft op {camping De Zanderij}
ze slaapt op {hoeve nooitgedacht}
hij staat elke dag bij {bushalte Paardenmarkt}
er wordt gedeald bij {metrostation Slinge}
hij hangt rond in de {Afrikaanderwijk}
mijn buurjongen uit de {vogelaarswijk} praat over jihad
ze komt uit {Kanaleneiland} en kent hem van daar
hij woont in {elspeet} bij zijn oma
ze is verhuisd naar {Winsum} met haar moeder
mijn neef uit {Ter Apel} wil niet meer naar school
het gezin woont in {Utrecht} en wil weg
3514 AB {Utrecht}
hij zit in {azc de schans} en krijgt bezoek
hoek {Kerkstraat}/{Molenweg} staat een busje
zijn adres is {oude trambaan 6}
de buren van nr {14b} hebben gebeld
hij woont op {huisnummer 12} in onze straat
stuur maar naar {postbus 1234} daar
hij woont nu in {Hauptstraße 5} in Kleve
she lives at {12 Main Road} with her uncle
she lives on the {Parallelweg} with her uncle
gefilmd bij {52.37021, 4.89517} om tien uur
afgesproken op {///tafel.lamp.stoel} morgen
WOONT {HAVENSTRAAT 9 BIS} EN SLAAT ZIJN VROUW
hij is verhuisd naar de {jan van galenstraat}
bij de {prinses beatrixlaan 44} is een inval geweest
het busje staat bij de {Bloemkeshof}
zij logeert bij haar tante in {Drachten}
afspraak in {park De Bosuil} om vier uur
ze zitten in {speeltuin de speelvogel} te roken
hij woont op de {Koperslagerij 88} met zijn broer
hij bivakkeert op {boerderij De Laatste Stuiver}
ze kwam naar {station kraaienbeek} met een mes
hij woont in {'t Harde} bij een gastgezin
de jongen komt van {moddergat}
hij is opgegroeid in de {Schilderswijk}
mijn cliënt woont in {Molukse wijk Vaassen}
de flyers lagen in de {Van der Helststraat}
hij woont boven de bakker op de {Langebuorren}
bel aan bij de {Dorpsstraat 3 en 5}
ze wonen aan de {2e Lombardkade 33-bis}
hij staat bij het {Oosterpark} op de stoep
ze hangt rond bij {Cruyff Court De Plantage}
hij zit in {hotel de roskam} met vier mannen
zijn vader woont in de {Bijlmer}
hij woont in {Poelenburg} en zij in {Rhenen}
hij slaapt in een loods aan de {Industrieweg 7a}
getuige woont {Prof. Dr. Dorgelolaan 14}
hij woont aan de {Beethovenlaan 12 A} met zijn opa
ze bellen vanuit de {Wilhelminastraat}
gezien t.h.v. de {Gerrit van der Veenstraat 81}
afgesproken op de {Grote Markt} om acht uur
hij hangt rond in {winkelcentrum Zuidplein}
ze liep naar {tramhalte leidseplein} toe
ik zag hem bij de {Dirk van Hasseltssteeg} staan
hij woont {kerkstr. 5} en is boos
adres {Nieuwe Prinsengracht 44hs}
zij woont in het {Oude Westen} met haar kind
hij is van {Urk} en zegt dat
mijn man uit {Oost-Souburg} bedreigt ons
de jongen uit {Bunschoten-Spakenburg} praat over wapens
hij slaapt bij zijn opa in {Sint Annaparochie} nu
wij zitten met het gezin in {Rozenburg} vast
die gast van de {Soutmanstraat} heeft een mes
het gaat om {flat Gooioord} in de wijk
ze wonen boven snackbar {De Kikker} aan de {Havenstraat}
ze ging mee naar {boerderij de eikenhof} in het bos
er is een bijeenkomst in {Het Oude Raadhuis} morgen
postadres {Lage Mosten 12}
bij de {Sluisweg 7b} staat zijn auto
zijn oma woont in {Ommen} en hij ook
ze zijn op weg van {Gemert} naar {Deurne}
hij woont in de {Karel Doormanflat} op drie hoog
de melding komt van {Eikenlaan 3}
hij staat ingeschreven op {Dr. Schaepmanstraat 2 II}
mijn broertje is bij metro {Kraaiennest} gepakt
wij wonen in {Lombok} en hij in {Overvecht}
hij woont nu op {dorpsweg 7} bij zijn opa
wonende {molenstraat 11} te {hardenberg}
zijn adres is {Oranjesingel 8} en hij doet niet open
adres {Plantsoen 44} en de deur is dicht
op de lijst {Singel 300-hs} met drie bewoners
het busje stond aan de {Brink} en niemand deed iets
op de {overtoomse kade} staat een huis vol
ze staat ingeschreven op {Da Costastraat 31 rd} in de stad
het is {Larikslaan 70, 3e verdieping} en er is niemand
hij verblijft op {camping De Wildhoeve, plek 204} sinds mei
they live on {park Zonnehei, house 12} since May
U woont in de {Kerk5traat 8} en wij schrijven u
mijn vader woont {pieter calandlaan tweeentwintig} en is boos
hij slaapt in {dordrecht} bij zijn vriend in huis bij {Ganzenhoef}
ze is van {almere buiten} en haar broer ook
op {kamp lunetten} is het onrustig
HET PAKKET LAG OP {INDUSTRIETERREIN DE VAART} BIJ DE POORT
ZE ZITTEN IN HET {PARK DE HAGEN} TE SCHREEUWEN
hij bewaart het in {garagebox 14 aan de spoordijk} achterin
ze gaan naar {de bunkers bij hoek van holland} om te schieten
hij hangt rond bij {de Vomar aan het Krugerplein} met zijn vrienden
hij hangt rond op {plein 1945} met zijn scooter
de hoek van {Merelstraat 2} en {Vinkenstraat} is onveilig
""",
    "SCHOOL": """
mijn dochter zit op {obs de regenboog} in groep 8
hij zit op het {Kandinsky} en is 15
ze zit op {de Regenboog} in groep 7
een leerling van het {Zadkine} dreigt
ik ben mentor op het {bonaventura} in de stad
hij volgt lessen aan het {da vinci college} sinds mei
onze leerling van {Terra Nigra} is weg
zij geeft les op {De Klimboom}
ik werk op {CSG De Lage Waard} als conciërge
hij is geschorst van {Scalda West} na een gevecht
he goes to {Farel} and posts hit lists
ons team van {IKC Het Palet} maakt zich zorgen
hij zit op {echnaton} en scheldt
op het {Sint Janslyceum} is een vlag gehangen
de {Titus Brandsma-school} heeft gebeld
ze zit op {het stedelijk} in de vierde
hij gaat naar basisschool {het kompas} hier
de zaterdagschool {Biały Orzeł} geeft les
mijn zoon zit op {pcbs de ark} en wordt gepest
hij is uitgeschreven bij {Aventus Rijnhal} vorige week
WORDT OP {OBS DE VUURVOGEL} GEPEST
zij zit op {vso De Piloot} in de tweede
hij loopt stage op kdv {Het Zonnekonijn} sinds maart
de rector van het {Vechtdal College} belde
bij {ROC Rijnpoort} zit een jongen die
een brugklasser van het {Hondsrug} zei dat
juf op {De Vlieger} hoorde het
er is gevochten bij praktijkschool {de atlas} gisteren
mijn zoon van {Islamitische basisschool Al Wafa} zegt
mijn nichtje van het {Mondriaan} wil weg
hij doet niveau 2 bij {Albeda} in de stad
de vso-school {De Berkenhof} weigert hem
hij zat op {het rietveld} en nu thuis
mijn kind zit op {cbs 't schrijverke} in groep 4
leerlingen van het {Gerrit Komrij College} delen dit
zij is docent aan het {Sint-Maartenscollege} hier
een stagiaire van {ROC Ter Aa} hoorde dit
hij zit in havo 4 op het {Bernrode} en post
de {isk Kentalis} wil hem niet
op {De Toermalijn} is gevochten
my son attends {Rietlanden Primary School} here
he is expelled from {Northgo College} last week
op montessorischool {de trinoom} zit een meisje
mijn zoon zit op vmbo {de nieuwe veste} en wil weg
de jongens van de schakelklas {het perron} vochten
AAN DE DIRECTIE VAN DE {WILLEM DE ZWIJGER MAVO} SCHREEF IK DIT
mijn broertje zit op {X11} en is bang
sinds hij op {het Rijnlands} zit wordt hij gepest
ze durft niet meer naar {de ontdekkingsreis} te gaan
een jongen van {het zuiderlicht} is er ook
hij spijbelt van {het stadslyceum} sinds mei
School: {de zonnewijzer}
School: {De Berkenstam}
""",
    "ORGANIZATION": """
hij bidt in moskee {El Tawheed} elke vrijdag
ze komt bij de {Fatihmoskee} over de vloer
de imam van {An-Nahda} belde
hij traint bij {Gym Ali Rıza} met zijn broer
ze voetballen bij {rkvv dem} in het weekend
zij werkt bij {Bandenservice De Meern-Oost} sinds mei
hij werkt bij {Jansen Transport BV} als chauffeur
ik draai de kinderclub van buurthuis {De Speeldoos}
{Stichting An-Nasiha} haalt geld op
hij is lid van {SV Kralingse Boys} geweest
hij is gekickt uit discordserver {nachtwacht} gisteren
zij verblijft bij zorgboerderij {de Lindenhof} sinds mei
cliënt is geplaatst bij {De Noorderhof} door de voogd
hij haalt zijn geld bij garage {dijkzicht} op
de kebabzaak {Bosporus Bilt} is beklad
ze zitten in het bestuur van {Tot Nut van de Polder} samen
mijn begeleider van {Tandem Plus} zegt dat
hij is uit scouting {graaf floris} gezet
ze bidden in de {Pauluskerk} met elkaar
baan bij {Verhuisbedrijf Knol & Zn.} is weg
hij is vrijwilliger bij {Jongerencentrum De Vlonder} geweest
de dansgroep {bario yiu} treedt op
zij koopt boeken bij islamitische boekhandel {Ar-Risala} daar
hij sport bij sportschool {Fit Kevin} elke dag
hij zit bij {fc lienden} in het tweede
ze gaat naar de {Hosanna Gemeente} op zondag
hij boent auto's bij carwash {de spons} om geld
hij zit in studentenvereniging {Sint Olof} en drinkt
tandarts {Molenaar} heeft hem gezien
restaurant {Ali Baba} is bekogeld
hij hangt elke dag bij {Shisha Lounge Oasis} rond
hij is trainer bij {HV Quintus} geweest
de voorzitter van {Stichting Hart voor Mensen} belde
ze zingt bij gospelkoor {Joyful Noise} elke week
hij zit in de telegramgroep {Witte Wolven Twente} sinds mei
de bakker van {Bakkerij Jansen} zei het
hij werkt bij {De Groot & Zonen} in de loods
hij werkt als kok bij {La Cubanita} in de stad
ze koopt vlees bij slagerij {al noor} elke week
ze vergaderen in wijkcentrum {de Schakel} op maandag
hij bidt bij {Ayasofya Camii} met zijn oom
cliënt verblijft bij {Gezinshuis Het Nest} sinds kort
zijn baas van {Autobedrijf Van Dijk} vertelde dat
zij bezoekt {Kerk van de Nazarener} op zondag
hij voetbalt bij {DVS} en scheldt iedereen uit
ze komt bij jongerencentrum {de bunker} binnen
hij is lid van {A.S.V. Taurus} en drinkt
bij dojo {Budokai} leren ze vechten
hij zit bij {Team Fight Factory} te trainen
de {Hindoe tempel Shri Ram} kreeg een brief
de jongen van sportschool {stalen vuist} praat over strijd
hij traint bij sportschool {iron temple} en is veranderd
ik train de b1 van {vv de blauwe ster} in het weekend
mijn client van {woonzorg pattimura} is boos
ze zit bij dispuut {avondrood} en scheldt
ze trainen bij {knock out tilburg} een vechtsportclub
ze zitten samen in {wolfpack breda} een boksclubje
Werkgever: {Bloemtrans Aalsmeer}
werkgever: {pallethandel west}
de flyer was ondertekend door "{Broeders van Almelo}" en lag overal
POST VERSPREID NAMENS "{WACHTERS VAN HEERDE}" IN DE WIJK
die groep noemt zichzelf {Vrije Grond Drenthe} en betaalt niet
een appgroep die {zuiver bloed gouda} heet
mijn zoon zit in een groepje genaamd {de witte raven} en zwijgt
IK BEN CHAUFFEUR BIJ {KOELVERVOER DE WIT} EN ZIE HEM
IK BEN TRUCKER BIJ {LOGISTIEK VAN DEN BERG} EN ZIE HEM
de feesten van {YPFDJ-jongeren Zwolle} zijn druk
I coordinate food at {All Nations Church Eindhoven} on weekdays
hij zit in jeugdzorginstelling {de esdoorn} en loopt weg
zij zit in gezinshuis {de vier winden} sinds kort
de imam van moskee {de vrede} heeft gebeld
hij moet mee naar {al furqan sport} om te trainen
ze zit in het bestuur van wijkvereniging {ons belang} en klaagt
Koerdische winkel {Newroz Food} is beklad
""",
}

STAYS = """
er is voortgang en dat is onderweg besproken
hij gaat zijn eigen weg en is de weg kwijt
ze heeft een bijbaan en loopt op straat
hij heeft toegang tot de chat via een omweg
wij werken in samenhang met de politie
hij woont in een flat op de derde verdieping
hij zit op school en in de klas is het stil
hij zit op de bank met zijn telefoon
zij zit op voetbal en gaat naar de moskee
hij gaat elke vrijdag naar de moskee in de buurt
de moskee wil praten met de gemeente
wij hebben een stichting die jongeren helpt
de vereniging heeft geen geld meer
hij zit in groep 8 van de basisschool
ze zit op de middelbare school in klas 3B
hij zit op het vmbo en zij op het gymnasium
hij staat bij het station te wachten
de bushalte is kapot en het park is dicht
wij gaan op camping met de hele groep
hij kijkt op Discord naar filmpjes van Hitler
ik werk in Winterswijk als jongerenwerker
In Delfzijl, waar ik werk, zou dat direct gemeld worden
ik ben wijkagent in Venlo en vraag advies
hij wil naar Syrië en is geweest in Berlijn
zij reisde via Istanbul naar Idlib
hij kijkt naar Ajax en Feyenoord op tv
bij Albert Heijn en de Jumbo hangen jongens rond
we bellen Veilig Thuis en de Raad voor de Kinderbescherming
wat doet Movisie en wat doet het Trimbos-instituut
de vergadering is morgen in het buurthuis
ze zijn van school gestuurd na de vakantie
hij heeft een mes gekocht op de markt
de leraar op school geeft les over de Holocaust
het pleintje achter de Jumbo is hun plek
de aanslag in Hanau en Christchurch wordt verheerlijkt
hij hing een vlag op aan de gevel van het gemeentehuis
wij willen een voorlichting op onze school over extremisme
bij de politie is aangifte gedaan
op het schoolplein werd gevochten
hij is lid van de NVU en van Erkenbrand
zij is lid van een groep die de overheid haat
hij werkt bij de gemeente en bij de politie
hij speelt bij de club in het eerste team
mijn collega van de GGD zei dat
hij zit bij mij op school in de bovenbouw
de kerk in het dorp heeft een nieuwe dominee
er lopen 30 jongeren rond in de wijk
in de wijk is veel onrust over de opvang
de opvang van vluchtelingen is een probleem
hij zei dat de markt 2 keer per week is
zij is in de war en wil met rust gelaten worden
het voetbalveld 3 is bezet en de kleedkamer ook
nummer 1 op de lijst is de veiligheid
dat is stap nr 3 van het plan
de school heeft geen beleid voor radicalisering
het college van burgemeester en wethouders besluit
hij werkt op zaterdag in een winkel
ze zit op kickboksen in een sportschool
in de kantine hing een poster van de Grijze Wolven
ik zag het op het journaal en in De Telegraaf
kinderen van 12 jaar zitten op TikTok
wij hebben een leerling van 16 die niet meer komt
op het forum las hij over de Grote Vervanging
hij zegt dat hij op de hoogte is van alles
de ouders van de leerling zijn gebeld
zij is vrijwilliger bij het Rode Kruis en bij VluchtelingenWerk
we praten met de jongens van de straat
ik ben docent van beroep en werk op een mbo
op het moment is hij thuis
van het begin tot het eind
hij was op de hoek van de straat
zij wil naar de universiteit in Leiden
hij komt uit Marokko en woont in Nederland
de stichting Fier helpt slachtoffers
wij werken met het Landelijk Steunpunt Extremisme samen
dit staat in de Jeugdwet en de Wet op het voortgezet onderwijs
hij volgt Andrew Tate en Nick Fuentes op X
op de Dag van de Leraar was er feest
in de Tweede Wereldoorlog was dat anders
hij doet vrijwilligerswerk in een verzorgingshuis
het jongerencentrum sluit om tien uur
de sportschool belt ons elke week
de bakker om de hoek verkoopt brood
zij moet naar de tandarts en de huisarts
hun restaurant loopt slecht
wie betaalt de stichting eigenlijk
op camping en in hotel gelden regels
hij ging naar de dojo om te trainen
Ik werk als jongerenwerker voor de gemeente in Meppel en zie dit vaker
Ik ben docent op een mbo in Tiel en vraag advies
in Epe werk ik met jongeren die dit delen
Greta Thunberg en Kohlberg staan in het boek
mijn zoon zit op vmbo kader en vindt alles stom
hij is op school de enige die dat zegt
in moskee of kerk maakt niet uit
hij wil naar moskee maar zijn ouders niet
ze durft niet meer naar de winkel en naar het plein
hij zit op de sportschool en daarna op het politiebureau
er is brand geweest in restaurant of snackbar
door handel in drugs kwam hij in de problemen
ze noemen zich "vrije mensen" en betalen niet
ze noemen zich moslim maar weten niks
hij noemt zich Moslim en Nederlander
een groep heet radicaal als zij geweld wil
namens de school wil ik vragen
School: geen idee
School: havo 4
Werkgever: onbekend
Organisatie: politie
vereniging: hij is gestopt
bij ons in de straat een huis met vlaggen
in de stad een moskee bouwen is lastig
op kamp zei hij rare dingen met de klas
op camping of in hotel zie je dat niet
in de moskee de laatste tijd veel discussie
op de Veluwe en aan de Noordzee
ze stonden op de Dam bij de herdenking
wij denken aan de Ramadan en aan de Holocaust
het gebouw heeft een tweede verdieping en plek 3 is vrij
naar de horizon staren en op de boomhut klimmen
de les over kamp vught en over Kamp Westerbork
Ik ben docent aan Wageningen University en vraag advies
de Koerdische winkel en de Molukse wijk zijn rustig
zijn CO2 was 1985 en het plein 3 keer zo druk
"""

WORK = (
    ("In Winterswijk, waar ik werk, zien we dit vaker.", "Winterswijk"),
    ("ik werk als jongerenwerker voor de gemeente in meppel", "Meppel"),
    ("Ik ben docent op een mbo in Tiel en vraag advies.", "Tiel"),
    ("In Delfzijl, waar ik werk, gaat het anders.", None),
)
KINDS = frozenset(FOUND)
_MARK = re.compile(r"\{(.*?)\}")
_ARTICLE = re.compile(r"\b(?:de|het|t|een)\b", re.IGNORECASE)


def _lines(block: str) -> list[str]:
    return block.strip("\n").split("\n")


def _unmarked(line: str) -> tuple[str, set[int]]:
    """The message and the offsets of what must go."""
    text, wanted, position = "", set(), 0
    for match in _MARK.finditer(line):
        text += line[position : match.start()]
        wanted |= set(range(len(text), len(text) + len(match[1])))
        text += match[1]
        position = match.end()
    return text + line[position:], wanted


@pytest.mark.parametrize(
    ("kind", "line"), [(kind, line) for kind, block in FOUND.items() for line in _lines(block)]
)
def test_the_name_goes_and_the_words_around_it_stay(clean: Clean, kind: str, line: str) -> None:
    message, wanted = _unmarked(line)
    letters = {i for i, char in enumerate(message) if char.isalnum()}
    result = clean(message)
    own = [item for item in result.removed if item.entity_type in KINDS]
    covered = {i for item in result.removed for i in range(item.start, item.end)} & letters
    articles = {i for match in _ARTICLE.finditer(message) for i in range(*match.span())}
    assert wanted & letters <= covered, result.text.value
    needless = {i for item in own for i in range(item.start, item.end)} & letters
    assert needless - wanted - articles == set(), result.text.value


@pytest.mark.parametrize("message", _lines(STAYS))
def test_what_only_looks_like_it_stays(clean: Clean, message: str) -> None:
    result = clean(message)
    assert [item for item in result.removed if item.entity_type in KINDS] == []


@pytest.mark.parametrize(("message", "gemeente"), WORK)
def test_the_place_of_work_stays(clean: Clean, message: str, gemeente: str | None) -> None:
    result = clean(message)
    assert result.text.value == message
    assert result.gemeente == gemeente


def test_the_place_of_somebody_else_is_no_place_of_work(clean: Clean) -> None:
    result = clean("ik werk met een jongen en hij woont in Meppel")
    assert "Meppel" not in result.text.value
    assert result.gemeente is None


def test_a_large_town_goes_where_somebody_lives(deidentifier: Deidentifier) -> None:
    session = deidentifier.session()
    assert "Utrecht" not in session.deidentify(RawText("zijn moeder woont in Utrecht")).text.value
    other = deidentifier.session().deidentify(RawText("in Utrecht was een demonstratie"))
    assert other.text.value == "in Utrecht was een demonstratie"


def test_an_article_alone_is_never_removed(clean: Clean) -> None:
    result = clean("Ik ben mentor op het Van Heemstra College en op het Bonaventura.")
    assert not {"het", "Het"} & {
        result.text.value[i.start : i.end] for i in result.removed if i.end - i.start < 4
    }


def test_a_place_has_one_number_with_and_without_its_article(deidentifier: Deidentifier) -> None:
    text = "Hij stond op het Krugerplein. Adres: Krugerplein 3 of Krugerplein."
    result = deidentifier.session().deidentify(RawText(text))
    places = [item.placeholder for item in result.removed]
    assert places[0] == places[-1] != places[1]


def test_the_town_part_stays_where_the_writer_works(clean: Clean) -> None:
    result = clean("Wij werken in Almere Buiten met jongeren.")
    assert "Almere" in result.text.value
