"""The ways in which Dutch people write numbers, dates, ages and addresses of the net.

One message a line; what must go stands between braces, all else must stay word for word. The
patterns stand alone here: what names and places add is tested elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from guardrails.ages import band_of_age, band_of_birth
from guardrails.deidentify import PARTS, build_deidentifier
from guardrails.normalise import normalise
from guardrails.recognisers import pattern_recognisers
from guardrails.text import AgeBand, Deidentified, RawText

Clean = Callable[[str], Deidentified]
TODAY = date(2026, 1, 15)

FOUND = {
    "AGE": """
hij is {16}
hij is {16 jaar} en boos
hij is {16 jaar oud} en boos
een {16-jarige} jongen uit de klas
een {16 jarige} jongen uit de klas
een {vijftienjarige} leerling
een knul van {16jr} uit de wijk
mijn zoon van {16 jr} doet raar
onze dochter ({15y}) zegt niks meer
een jongen van {zestien} dus
ze is net {18} en woont alleen
mijn broer ({17}) is boos
vandaag is hij {17} geworden
een meisje van {14} uit de groep
twee jongens van {14} en {16} jaar
hij is {twaalf jaar oud}
leeftijd: {15}
leeftijd is {vijftien}
lft {15}
een meid van {16j}
my brother aged {15} said so
my sister is {sixteen}
hes {fourteen} and angry
im {15} i dont know
he's {16} now
i am {17 years old}
a {16 year old} boy
a {16-year-old} boy
a {sixteen-year-old} boy
she is {twenty-one} and lives alone
he is {17yo} and angry
mijn zoon is {17,5 jaar}
haar zusje ({12 1/2}) is bang
haar zusje ({12½}) is bang
ze is {zestieneneenhalf} en rijdt al
ze is {achttien en een half}
ok ik ben {16} zelf
ben {16} zelf
ik ben {vijftien} mijn vader slaat mij
hij is {begin twintig}
ze is {midden twintig}
het is een man van {eind dertig}
een {veertiger} uit de buurt
een oudere {zestiger} uit de straat
hij is ergens in de {twintig}
hij is rond de {30}
hij loopt tegen de {dertig}
haar kinderen zijn {4} en {7}
een moeder met kinderen van {3}, {5} en {8}
zijn zoontje van {3} speelt
haar dochtertje van {2} is erbij
een baby van {8 maanden oud}
hij wordt in mei {18}
ze wordt volgende maand {zestien}
hij wordt morgen {18}
hij is bijna {18} nu
hij is nog geen {16} en rijdt al
hij is nog maar {15} hoor
hij was toen {14}
toen hij {12} was begon het
sinds zijn {14e} luistert hij niet
op zijn {15de} ging het mis
haar {18e} verjaardag
in zijn {zeventiende} levensjaar
een gast van {23} met een mes
een jaar of {16} schat ik, die jongen is een jaar of {17}
de leerling ({v, 34}) zegt niets
man, {45 jaar}, boos
vrouw {38} met kind
een leerling, {15}, doet vreemd
jongens van rond de {20}
hij is een {zeventienjarige}
hij werd gisteren eindelijk {16}
is hij echt pas {13}?
HIJ IS {16 JAAR} EN BOOS
mijn zoon is nu {１６ jaar}
mijn zoon is {١٦ jaar}
leerling is {15.}
hij is nu {19} en wil vechten
ze zijn pas {13}.
twee broers ({13} en {15})
onze zoon ({14}/{15}) zegt niets
die gast is {22} ofzo
de jongste is {negen}
mijn jongens zijn {9}, {11} en {14}
de jongens uit mijn klas zijn {15} en {16}.
ik ben {45} en hij {16}
hij {16}, zij {14}
een baby van {6 maanden}
een kind van {anderhalf}
een {12 jarig} meisje
hij werd vorig jaar {18}
hij is {16 j. oud}
zijn opa van {83} snapt het niet
[PERSOON-1] ({15}) is boos
[PERSOON-1] ({15 jr}) is boos
[PERSOON-1] {m15} praat niet
die van {15} doet mee
sinds zijn {achttiende} is hij zo
[PERSOON-1] is bijna {17}
[PERSOON-1] was toen {14}
een jongen van {15/16}
hij is {zestien jarige} jongen
hij is {zeventin}
one of them is {fifteen}
aged {12}
my son is {14}
my brother who is {12} says
[PERSOON-1] turned {15} last week
hij is hooguit {12}
ik schat haar een jaar of {15}
leeftijd geschat op {16}
hij oogt als {16}
ie is {15}
[PERSOON-1] van net {15}
de oudste is {17} en de jongste {12}
is {29} (getrouwd) en woont
lid van de tempel en {58 jaar}, echt
jongens van {dertien}
[PERSOON-1] ({16 lat})
[PERSOON-1] ({elf})
[PERSOON-1] (klas 3b, {15})
[PERSOON-1] ({15}, 4 havo)
[PERSOON-1] | {15} | 3B
[PERSOON-1] {15j}
[PERSOON-1] / {15} / vmbo
jongen, {15}, blond
lft.: {15}
leeftijd rond de {15}
zijn leeftijd ({15})
op {vijftienjarige} leeftijd
toen ik {vijftien} was
als hij straks {18} wordt
totdat hij {18} is
sinds ze {veertien} is
rond zijn {15e}
hij is in de {veertig}
ik word {16}
ik bn {15}
m'n broertje ({11})
mijn nicht, {19}, studeert
kinderen ({4}, {7} en {9})
twee jongens, beiden {15}
een {15-} en een {16-jarige}
de {15jarige} [PERSOON-1]
een {16jarige} jongen
[PERSOON-1] is {16}?
[PERSOON-1] is nu {16}
[PERSOON-1] is net {16}
[PERSOON-1] (nu {16 jaar})
[PERSOON-1] (inmiddels {19})
[PERSOON-1] (±{15})
hij is volgens mij {15}
hij moet nu {15} zijn
hij is nog geen {15}!!
dus bijna {15}.
is ze al {18}?
hoe oud is hij? {16}.
Oud: {16}
{16j}, vmbo-basis
lln ({15})
student van {19}
een pik van {20}
mattie van {17}
haar vriend is {24}
mijn man is {44}
een Syriër van {23}
een bewoner van {60}
kids van {15} en {16}
een ventje van {8}
een kleuter van {5}
{15} is ie pas
wordt {17} in maart
[PERSOON-1] werd {18} in mei
binnen een maand {18}
z'n {15e}
hij was {15} toen
hij was pas {12} toen
when i was {12}
he's about {15}
{15yo}
age {15}
in his {20s}
his {16th} birthday
mijn zoon (bijna {16})
mijn zoon is {16}
mijn zoon [PERSOON-1] ({16})
onze [PERSOON-1] ({16})
[PERSOON-1] (jongen, {15})
[PERSOON-1] (zoon, {15})
[PERSOON-1] (moeder, {45})
cliënt ({45})
verdachte ({19})
de jongere ({16})
[PERSOON-1], {zestien}, zit
""",
    "DATE_OF_BIRTH": """
geb. {3-4-'09}
geboren {3 april 2009} in een dorp
hij is geb {03042009}
geb: {20070219}
hij is geboren in {2008} hoor
leerling (°{12/05/2007}) is boos
leerling (*{12-05-2007}) is boos
geboren {12 mei '08}
d.o.b. {2007-05-12}
DOB: {12/05/2007}
hij is jarig op {4 mei}
een jongen uit {2009}
een jongen van {2009} denk ik
hij is bouwjaar {2008}
geboren {drie april tweeduizendnegen}
geboren {twaalf mei negentiennegentig}
geboren op {derde april 2009}
zijn geb.dat. {3.4.2009}
geboortedatum: {3 / 4 / 2009}
geboortedatum {3 - 4 - 2009}
geboren {1 IX 2009}
hij is van {'08}
hij is van {2008}
lichting {2007}
hij is van {mei 2009}
geboortejaar {2008}
g.d. {12-5-2007}
geboren {mei 2008}
geb. {mei '08}
born {May 12th, 2007}
born on {the 12th of May 2007}
birth date: {05/12/2007}
zijn verjaardag is {12 mei}
{12 juni} is hij jarig
geboren op {eerste kerstdag 2010}
GEBOREN {12 MEI 2008}
geboortedatum
{12-05-2008}
geb. te Utrecht op {3-4-2009}
geboren: {3-apr-2009}
geboren {3 apr. '09}
geboren {03 04 2009}
hij is geb {030409}
ik ben zelf van {1990}
geb. {0l-l0-2010}
[PERSOON-1], {2008}
[PERSOON-1] (geb. {12-3})
geboren op {12 maart}
jarig: {12/3}
verjaardag {12-3}
gebdat {12-3-08}
G.D. {12-03-2008}
geboren in {maart 2008}
van {2008} is hij
hij komt uit {2008}
bouwjaar {08}
bouwjr {2008}
jaargang {2008}
geb.jaar {2008}
geboortejaar: {2008}
born in {2008}
birthday {12 March}
DOB {120308}
""",
    "DATE": """
op {12 maart 2025} gebeurde het
op {12-3-2025} gebeurde het
op {12/3} gebeurde het
het was {dinsdag 14 oktober}
het was {14 okt. jl.} in de les
het was {3 oktober jl.} in de les
het was {zaterdag 15 juni} in de stad
op de {14e} was hij er weer
dinsdag de {14e} was hij er weer
gemeld op {2025-03-12} door mij
log {2025-03-12T14:22:05Z} gezien
log {2025-03-12 14:22} gezien
verzonden: {dinsdag 4 februari 2025 09:12}
verzonden: {do 9 jan. 2025 16:12}
Sent: {Wed, 12 Feb 2025}
it was on {the 5th of Nov} at school
it was on {March 3rd} at school
it was {3 March 2025} at school
gesprek d.d. {12-3} gehad
gesprek dd {12-3-25} gehad
het speelde van {3 t/m 7 maart}
het was {12 en 13 maart}
kamp van {12-14 maart}
geschorst van {12/3} t/m {14/3}
geschorst PER {01.04.2025} door de school
op {twaalf maart} zei hij het
op de {3e van april} zei hij het
op {12 mrt '25} zei hij het
op {12 maart
2025} zei hij het
{12/3}: gebeld met zijn moeder
afspraak ({12/3}) ging niet door
[{12-03-2025, 14:22:05}] leerling: hoi
op {１２-０３-２０２５} gebeurde het
op {vr 7 nov} gebeurde het
uiterlijk {14 april} een besluit
bekeerd op {1 ramadan vorig jaar} dus
op {4 mei} een mes
afspraak {17-6}
{17-6} gebeld
gesprek {17/6}
d.d. {17-6}
op {l2 februari 2024} bent
ma {3/2}
di {4/2} gesprek
{maandag 3 feb}
{3 feb 25} zei hij
{12 mrt.}
{12 mrt 2025}
{12-mrt-25}
op de {12e}
{12e van maart}
t/m {12 maart}
{12 t/m 14 maart}
{12/13 maart}
{12 maart jl.}
nacht van {12 op 13 maart}
{zaterdag 12 maart}
{za. 12 mrt}
{twaalfde van maart}
{12.03.2025}
{12-03}: gebeld
{12–03–2025}
{12-3-25} gebeld
{March 12th}
{12th March}
on the {12th}
{03/12/2025}
{12-3} om 14 u
{12 März 2025}
{12 maart '25}
Datum: {12.03.25}
geplaatst op {12-3} om 20:15
op {12- 3-2025} gebeld
""",
    "PHONE_NUMBER": """
bel {06-12345678}
bel {06 12 34 56 78}
bel {06.12.34.56.78}
bel {06/12345678}
bel {06_12345678}
bel {0612 345 678}
bel {0 6 1 2 3 4 5 6 7 8}
bel {o6 12 34 56 78}
bel {O6-12345678}
bel {o6 43 o7 91 58}
bel {06 l2 34 56 78}
bel {06 12 34
56 78}
bel {+31 6 12345678}
bel {+31 (0)6 1234 5678}
bel {(+31) 6 12345678}
bel {0031 6 12345678}
bel {+31(0)6-3381.9047}
bel {31612345678}
bel {31 6 1234 5678}
bel {612345678}
bel {6 12345678}
bel {020-1234567}
bel {(020) 123 45 67}
bel {0182 123456}
bel {0182-12 34 56}
bel {088-1234567}
bel {+90 532 123 45 67}
bel {+48 600 100 200}
bel {+380 50 123 45 67}
bel {0049 151 23456789}
bel {+44 7700 900123}
bel {0532 123 45 67}
bel {+1 (202) 555-0143}
bel {nul zes twaalf vierendertig zesenvijftig achtenzeventig}
bel {nulzes twaalf vierendertig zesenvijftig achtenzeventig}
bel {nul zes, een twee, drie vier, vijf zes, zeven acht}
bel {nul tien vier acht zes drieëntwintig negentien}
bel {nul vijf acht, tweehonderdzestien, vierenveertig, negentien}
bel {06 twaalf vierendertig zesenvijftig achtenzeventig}
bel {zero six one two three four five six seven eight}
bel ons op toestel {214} svp
bel tst. {2145} svp
zijn nummer eindigt op {4471} dacht ik
bel {06-12xxxx78}
bel {０６-１２３４５６７８}
bel {٠٦١٢٣٤٥٦٧٨}
tel:{0612345678}
bel {06:12345678}
""",
    "EMAIL_ADDRESS": """
mail {joost@gmail.com} even
mail {joost at gmail punt com} even
mail {joost AT gmail DOT com} even
mail {joost (at) gmail (punt) com} even
mail {joost[at]gmail[.]com} even
mail {joost{at}gmail.com} even
mail {joost<at>gmail.com} even
mail {joost -at- gmail.com} even
mail {joost_at_gmail.com} even
mail {joost apenstaartje gmail punt com} even
mail {joost apestaart gmail.com} even
mail {joost @ gmail . com} even
mail {joost@ gmail.com} even
mail {joost@gmail,com} even
mail {joost@gmail} even
mail {joost@gmail com} even
mail {joost@gmailcom} even
mail {joost at gmail} even
mail {joost@gmail punt com} even
mail {warsame dot sis at proton dot me} even
mail {samira_t underscore at hotmail dot nl} even
mail {josé@voorbeeld.nl} even
mail {joost[@]gmail[.]com} even
mail {joost%40gmail.com} even
mail {joost=40gmail.com} even
mail {joost&#64;gmail.com} even
mail {j o o s t @ g m a i l . c o m} even
mail {joost+test@sub.voorbeeld.co.uk} even
mail {JOOST@GMAIL.COM} even
mail {jo\u200bost@gmail.com} even
mail {j.smit@politie.nl} even
mail <{joost@voorbeeld.example}> even
mail {joost＠gmail.com} even
""",
    "URL": """
zie {https://voorbeeld.com/abc?x=1} maar
zie {hxxps://voorbeeld[.]com/abc} maar
zie {instagram.com/wolfje} maar
zie {t.me/kanaal_x} maar
zie {t[.]me/kanaal} maar
zie {discord.gg/abc} maar
zie {linkedin.com/in/iemand-123} maar
zie {drive.google.com/file/d/1AbC} maar
zie {www.wolfshop.nl} maar
zie {www punt wolfshop punt nl} maar
zie {wolfshop punt nl} maar
zie {t punt me slash kanaal} maar
zie {wolf.carrd.co} maar
zie {linktr.ee/wolf} maar
zie {bit.ly/3xYzA} maar
zie {wolfshop.nl/contact} maar
zie {youtu.be/dQw4w9} maar
zie {chat.whatsapp.com/AbCdEf} maar
zie {www.wolf-kanaal.xyz} maar
zie {wolfkanaal.wordpress.com} maar
zie {WWW.WOLFSHOP.NL} maar
zie {instagram .com/wolfje} maar
zie {http://abcdefg234567.onion} maar
zie {wolfshop.online} maar
""",
    "USERNAME": """
zijn account {@wolf_88} dus
zijn insta is {wolfje} dus
insta: {kleine.beer_07} dus
snap: {wolfje08} dus
snapnaam {kleine.beer} dus
discord naam {wolfje} dus
op tiktok heet hij {wolfje} dus
op discord noemt hij zich {nachtwolf} daar
zijn gamertag is {DeathRider} daar
user {DeathRider#4821} daar
{dark_lord88} is hij
{u/kaasfascist2} is hij
story van {lil.sheikh.nijm} gezien
mijn acc {danylo.zp} is gehackt
zijn tag is {b1l4l.exe} daar
ingelogd als {s1184402} op school
{w0lfj3} is hij
{xX_Reichsadler_Xx} is hij
{terrorwave1999} is hij
zijn steam is {wolfje} daar
ze noemt zich {wolf.in.nacht} sinds kort
gebruikersnaam: {nachtwolf} daar
{wolf.nl_88} op telegram
zijn account {ayoubb.0161}
mensen erin {liv.xoxo} {h3il.bart} en
is {white.wolf.nl88} bekend
noemt zich online {nachtwolf}
noemt zich op discord {nachtwolf}
online heet ze {nachtwolf}
online onder de naam {nachtwolf}
gebruikt de naam {nachtwolf} op telegram
met de nick {nachtwolf}
nickname {nachtwolf}
schuilnaam {nachtwolf}
alias {nachtwolf}
aka {nachtwolf88}
PSN: {nachtwolf}
xbox {nachtwolf88}
roblox: {nachtwolf}
roblox-account {nachtwolf}
op roblox is hij {nachtwolf88}
op insta: {nachtwolf}
zijn tiktok heet {nachtwolf}
tiktok-account {nachtwolf}
het account {nachtwolf88}
een account met de naam {nachtwolf}
account "{nachtwolf}"
profiel {nachtwolf88}
profiel: {nachtwolf}
kanaal '{nachtwolf}'
telegramkanaal {nachtwolf}
telegramgroep "{nachtwolf}"
twitch: {nachtwolf}
streamt als {nachtwolf88}
speelt als {nachtwolf88}
post als {nachtwolf88}
chatnaam {nachtwolf}
login: {nachtwolf}
user: {nachtwolf}
gebruiker: {nachtwolf}
handle: {nachtwolf}
zijn tag is {nachtwolf}
discord: {nachtwolf}
discordnaam {nachtwolf}
discord {nachtwolf#0001}
ig: {nachtwolf}
snap {nachtwolf.x}
snapchat: {nachtwolf}
zijn snap heet {nachtwolf}
fb: {nacht.wolf.9}
twitter {nachtwolf88}
x: {@nachtwolf}
{@nacht-wolf} zei
(at){nachtwolf88}
tg: {nachtwolf}
op telegram {nachtwolf88}
op steam {nachtwolf88}
steam: {nachtwolf}
minecraft: {nachtwolf}
fortnite naam {nachtwolf}
{nachtwolf#EUW1}
{w0lf88}
{wolf1488xx}
{xXwolfXx}
{_wolf_}
{wolf__x}
{p3p3_88}
{Aryan88Wolf}
{Abu_Musab}
r/ {nachtwolf_88}
""",
    "BSN": """
nummer {111222333} staat er
zijn bsn is {123456789}
zijn bsn: {1234 56 789}
bsn {2938.47.561} staat er
bsn {5773 57 438} staat er
bsn {48291.0376} staat er
bsn {1-2345-6789} staat er
burgerservicenummer van hem is {123 456 789}
burgerservicenummer (BSN): {123456789}
sofinummer {12345678}
op het briefje staat {300 018 539} zei ze
er staat {2938.47.561} bij
b.s.n. {123456789}
bsn nr {123456789}
bsn {een nul vier negen drie acht twee zeven vijf} zei ze
bsn: {één twee drie vier vijf zes zeven acht negen}
bsn
{123456789}
BSN {1O4938275}
""",
    "IBAN": """
naar {NL91ABNA0417164300}
naar {NL91 ABNA 0417 1643 00}
naar {nl91abna0417164300}
naar {NL91.ABNA.0417.1643.00}
naar {DE89 3704 0044 0532 0130 00}
naar {BE68 5390 0754 7034}
iban {NL00 INGB 0001 2345 67}
rekening {NL52 ABNA 0617 3948 20}
""",
    "LICENSE_PLATE": """
een auto met {12-XKB-3} erop
zijn kenteken is {XK-123-B}
zijn kenteken is {xk 123 b}
kenteken {xk123b} gezien
een scooter met {DKP-12-S} erop
een busje met {V-394-TN} erop
een auto met {GB-381-K} erop
een auto met {1-XKB-23} erop
een auto met {12-AB-34} erop
een auto met {X-12-BCD} erop
een auto met {9-XX-999} erop
een auto met {999-XX-9} erop
hij rijdt rond in een fiat {tx09lk} nu
een grijze peugeot, plaat {k 283 rs} gezien
een busje voor de deur: {WPR 4821K}
hun auto stond daar al: {b-kl 3304} duits
kenteken {B-KL 3304} gezien
nummerplaat {1-ABC-234} gezien
nummerplaat {34 ABC 123} gezien
kenteken {AB-123-CD} gezien
hij rijdt in een golf {12 xkb 3} rond
kenteken begint met {XK-12} dacht ik
ZIJN KENTEKEN IS {XK-123-B}
de auto {12-XKB-3} stond er
{12xkb3} stond er
{XK 123 B} stond er
een zwarte golf, {gb381k}
{gb 381 k} gezien
Kenteken bus: {PO 6X118}.
{pt-77-zk}
{НК4417АВ} (Oekraïens)
{WPR 4821K} (Pools)
{M-AB 123}
Belgisch kenteken {1-ABC-234}
Franse auto {AB-123-CD}
Poolse plaat {WA 12345}
Turks kenteken {34 ABC 123}
bulgaars kenteken {CA 1234 AB}
kenteken {K-283-RS}
kenteken: {k283rs}
kenteken deels {K-28}
kenteken onbekend, iets met {KR-28}
ktkn {12-ABC-3}
brommer {DKP-12-S}
met nummerbord {DKP 12 S}
busje ({V-394-TN})
vw polo {v394tn}
de {V394TN} rijdt weg
voertuig: {V394TN}
kenteken {V – 394 – TN}
kenteken {victor 394 tango november}
kenteken {12XKB 3}
{xx-99-99}
{56 gj tr}
""",
    "POSTCODE": """
postcode {3514AB}
postcode {3514 ab}
postcode {3514}
postcode: {3514 A B}
zijn adres is {3514 AB} daar
het is {3514ab} daar
tabel,{7944na},leeg
adres {8025-VN} daar
adres {NL-3514 AB} daar
pc {3514 xk} daar
POSTCODE {3514 AB}
postcode {vijfendertig veertien a b} zei ze
postcode {3514
AB} daar
hij woont op {3514ab} in
postcode {3514  AB}
postcode: {3514}
in {3514} [PLAATS-1]
pc: {3514}
pcode {3514 ab}
postc. {3514AB}
zip {3514 AB}
de wijk {3514}
hij komt uit {3514}
({3514 AB})
[PLAATS-1] {3514}
{3514 ab} [PLAATS-1]
{3514} [PLAATS-1]
{3514 XK} Utrecht
{3514 aB}
{3 5 1 4 A B}
{NL 3514 AB}
{NL-3514AB}
{3514AB-12}
{3514 sa}
""",
    "ID_NUMBER": """
leerlingnummer {118273}
leerlingnr. {118273}
zijn lln.nr {118273}
zaaknummer: {ZK-88341}
zaaknummer {Z2025-0041837}
zaak {2025-0412} loopt
casus {2025/0093-ZVH} loopt
casus {ZVH-24-1187} loopt
intern nr. {2024-JW-00871} erbij
paspoort {NWK47R2L8} mee
paspoort {EK 8274019} mee
paspoortnummer {NW4K7R2L8} mee
id-kaart {IXK9B12F4} mee
rijbewijs {5204417793} mee
v-nummer {289 473 1056} bekend
V-nummer: {V 287 441 9063} bekend
vreemdelingennummer {2894731056} bekend
zaak heeft nummer ind {7.418.220-91} erbij
ov: {3528 0417 9920 4461}
OV-chip {3528 0914 7726 1803}
OV-chipkaart {3528 0914 7726 1803}
studentnummer {s1094827} dus
dossiernummer {JB-77120-K} dus
proces-verbaal {PL0600-2025123456} dus
pv-nummer {PL0600-2025123456-1} dus
zijn PESEL {09290114737} dus
kenmerk {Z/25/04417} dus
kenmerk {Z/25/
04417} dus
jachtakte nr {JA/19-0043871} dus
zijn student-id {AIS-2291} of {AIS-2307}
doc.nr {SPR4H2K91} dus
factuurnr {F2025/00931} dus
imei {356938035643809} dus
polisnummer {12.345.678} dus
BIG-nummer {49012345601} dus
AGB-code {01-012345} dus
kvk {12345678} dus
KvK-nummer {12345678} dus
parketnummer {16-123456-25} dus
parketnummer {16/123456-25} dus
discord id {184405311681986560} dus
zijn {STEAM_0:1:12345678} dus
kaart {4111 1111 1111 1111} gestolen
registratienummer {2025.334.12} dus
cliëntnummer is {44871} dus
klantnummer {K-44871} dus
meldnummer {4487123} dus
aangiftenummer {2025123456} dus
bvh {2025123456} dus
SKN {12345678} dus
Cliëntcode {RAM-DEW-0714}
[PERSOON-1] ({204417})
lln: {118273}
dossier nr {77120}
dos. {77120}
zaak-id {12345}
uw kenmerk {JK.0412.25}
meldingsnummer {44871}
ticket {INC0044871}
incident {2025-0088}
signaal {2025-0188}
registratienr.: {20250188}
behandelcode {K8812}
celnummer {B2-14}
personeelsnummer {8812}
badge {20441}
bibliotheekpas {20441998}
relatienummer {20441}
patnr {204418}
ZIS {204418}
client {7719203}
V nr. {2894731056}
INDnummer {2894731056}
W-document {W204418XX}
ID-nummer {IX9K12F4}
parketnr. {05-123456-25}
pv nr {2025041188-3}
aangifte {2025041188}
polisnr {88.120.441}
BIG {49012345601}
SKJ-nummer {110022334}
rsin {123456789}
LHnr {123456789L01}
bestelling {88120441}
boekingsnummer {XK8L2P}
reservering {XK8L2P}
IMEI: {356938035643809}
wapen {AB12345}
meldcode {3456}
telegram id {512345678}
wallet {0x52908400098527886E0F7030069857D2E4169EE7}
ov-chipnummer {3528 0417 9920 4461}
pasnr {012}
snr {2081234}
leerling-id {118273}
BRIN {21AB00}
examennr. {10234}
uitkeringsnummer {12345.01}
meternummer {E0012345678}
beschikkingsnummer {123456789}
ref. {2025077}
case {2025-112}
student no {2025112}
""",
    "IP_ADDRESS": """
vanaf {83.12.4.201} gepost
vanaf {83.12.4.201:8080} gepost
vanaf {83[.]12[.]4[.]201} gepost
vanaf {2a02:a44f:1c3:9b00::5e} gepost
vanaf {[2a02:a44f:1c3:9b00::5e]:443} gepost
vanaf {83.12.4.0/24} gepost
zijn apparaat {00:1A:2B:3C:4D:5E} gezien
""",
}

STAYS = """
er zijn 16 leerlingen in de klas
om 16:00 is er overleg
om 16.30 uur is er overleg
hij zit in groep 8
zit in klas 4 havo
het filmpje is 18+
hij is 14 dagen weg
hij droeg een shirt met 88 erop
hij schrijft 1488 en 14/88 op tafel
de 14 words en 764 staan in zijn agenda
de groep Combat 18 staat op de lijst
kinderen onder de 12 mogen dat niet
jongeren van 12 tot 18 jaar
jongeren tussen de 12 en 18 jaar
vanaf 16 jaar geldt dat niet
ik werk al 15 jaar in het onderwijs
ik werk hier 20 jaar met plezier
hij kreeg 15 jaar cel
dat was 10 jaar geleden
hij is 3 keer geschorst
hij is 30 minuten te laat
ze zijn 5 weken weg
het is 16 graden vandaag
zie artikel 16 van de wet
zie artikel 134a Sr en pagina 45
we zijn met 25 mensen
een groep van 16 leerlingen
een boete van 90 euro
de score is 16 om 12
het is 1 van de 16 punten
jonge twintigers vinden dat raar
in de Wet van 2025 staat dat niet
zie Stb. 2025, 78 hierover
per 1 januari 2026 geldt de nieuwe wet
de AVG geldt sinds 25 mei 2018
de wet van 12 maart 2025 zegt dat
de aanslag van 9/11 was erger
de herdenking van 4 mei
de aanval van 7 oktober 2023
de aanval van 7-10-2023
de code 4/20 staat op zijn tas
hij gamet 24/7 en slaapt niet
een kans van 50/50
schooljaar 2024/2025 en 2025-2026
1/2 van de groep doet mee
3/4 van de groep doet mee
in 2013 en 2014 was er niets
in maart 2025 en op maandag
vorige week dinsdag was hij er niet
bel 112 of 113 bij spoed
bel 0900-8844 of 0800-7000
bel 0800 0113 of 14 030
de politie heeft 0900-8844
zie www.rijksoverheid.nl of politie.nl
zie https://www.nctv.nl/onderwerpen of nos.nl
zie nu.nl en wetten.overheid.nl
hij zit op tiktok.com en youtube.com
hij leeft online.daar is hij anders
hij gaat naar school.de jongen is stil
bijv. een film of o.a. een vlog
hij kijkt naar mp3 en mp4 op ps5
we hadden 1500 km gereden
dat kost 2500 euro per jaar
er zijn 10.000 volgers en 1.000.000 views
er waren 3000 man in 2024
de verordening (EU) 2021/784 en 2016/679
verordening (EU) 2024/1689 gaat over AI
kamerstuk 29754, nr. 654
hij appt op telegram dat het goed is
hij zit op discord met vrienden
zijn insta is prive
zijn account is geblokkeerd
hij heet op school gewoon anders
de app snap ik niet
een auto met een sticker
een scooter zonder kenteken
dat is om de 12 weken
versie 3.2.1 van het formulier
hij verdient 12,50 per uur
het mes is 12 cm lang
van 9 tot 5 op kantoor
kamer 214 op de tweede etage
1. hij is boos 2. zij is stil
een tien voor inzet en een zes voor gedrag
om de tien minuten kijkt hij
hij was een van de drie
nul komma nul begrip
hij heeft 2 broers en 3 zussen
ze waren met zijn vieren
dat gaat over 16 jaar pas in
de leeftijd van 12 jaar is de grens
op nummer 16 van de ranglijst
dat is stap 12 van het plan
in blok 3 en week 12
de code 1312 en 161 op zijn jas
hij scoorde 8 van de 10
ze is nu 16 weken zwanger
hij is 1 meter 80 lang
bekende codes zijn 14 en 88
jongens van 14 tot 18 jaar
is de leerling 16 of ouder
minors aged 12 to 17
artikel 39f van de wet
ze zijn veilig at home or at work
het rapport uit 2022 vervangt die van 2016
zijn zusje en een vriend
de les van 10 uur en die van 12 uur
er waren hooguit 12 mensen bij
de geldigheid is nog 12 maanden
ik schat de kans op 50 procent
ik schat het op 20 minuten
het lijkt 20 jaar geleden
de klok tikt richting de 12 uur
in de 20 berichten stond niets
jongeren van 12 tot 18 mogen mee
zij mogen niet jonger dan 16 zijn
sinds zijn 6e bezoek is het rustig
na haar 8e les stopte zij
voor zijn 7e keer op gesprek
hij zit al 3 jaar op dezelfde school
allebei 3 keer geschorst
volgens de wet 16 uur per week
de meldcode heeft 5 stappen
de code 1488 staat op zijn tas
cijfercode 1488 en getal 88
artikelnummer 1205 van de regeling
alarmnummer 112 en servicenummer 0900-8844
de pagina heeft 12, soms 14 bladzijden
bel de wijkagent op 0900-8844
ISO27001 en NEN7510 gelden hier
COVID2019 en H1N1 zijn ziektes
kamer 12 en lokaal 214
hij zit in klas 3b en gaat naar 4 havo
een score van 3 vwo 12 punten
zijn versie is 2.10 en niet 3.11
de zaak is gesloten in 2024
de melding is van 2024
een telegramkanaal over misbruik
zijn tiktokaccount is verwijderd
op instagram heet dat een reel
hij speelt als spits bij een club
hij noemt zich moslim
hij noemt zich daar een broeder
stuur het bestand foto.jpg of verslag.pdf
hij zegt niets.daarna gaat hij weg
de les gaat over artikel.12 en lid.2
hij komt uit 2 landen
in 1945 was er oorlog
er woonden 4500 mensen in de wijk
een afstand van 5400 km en 2500 st
1 op de 3 kinderen en 2 op de 5 meisjes
om 3 voor 12 was hij er
hij at 3 4 of 5 appels
tot 12 op 13 manieren
op 4 mei is de herdenking
op 5 mei vieren we de bevrijding
in december en op de tweede verdieping
de 2de keer en de 3e week
GROEP 8 MET 24 LEERLINGEN
IN 2019 EN 2020 WAS HIJ STIL
"""

_MARK = re.compile(r"\{(.+?)\}(?![\w.]*\})", re.DOTALL)


CODED = [
    ("joost=40voorbeeld.nl", "joost@voorbeeld.nl"),
    ("joost%40voorbeeld.nl", "joost@voorbeeld.nl"),
    ("joost&#64;voorbeeld.nl", "joost@voorbeeld.nl"),
    ("Ren=C3=A9e", "Renée"),
    ("bel 0612=\n345678", "bel 0612345678"),
    ("dat=20is", "dat is"),
    ("Tom &amp; Jan", "Tom & Jan"),
    ("٠٦ १२", "06 12"),
    ("12½ jaar", "12½ jaar"),
]
NOT_CODED = ["leeftijd=20", "lft=20", "x=40", "50%40", "a=20", "Q&A; vraag", "&#xE000;x", "=C3=28"]

BANDS = [
    ("16", AgeBand.FROM_16_TO_17),
    ("17,5 jaar", AgeBand.FROM_16_TO_17),
    ("zestieneneenhalf", AgeBand.FROM_16_TO_17),
    ("anderhalf", AgeBand.UNDER_12),
    ("8 maanden", AgeBand.UNDER_12),
    ("fourteen", AgeBand.FROM_12_TO_15),
    ("twenty-one", AgeBand.ADULT),
    ("veertiger", AgeBand.ADULT),
    ("18e", AgeBand.ADULT),
]
BIRTHS = [
    ("3-4-'09", AgeBand.FROM_16_TO_17),
    ("20100219", AgeBand.FROM_12_TO_15),
    ("19022010", AgeBand.FROM_12_TO_15),
    ("030499", AgeBand.ADULT),
    ("twaalf mei negentiennegentig", AgeBand.ADULT),
    ("drie april tweeduizend elf", AgeBand.FROM_12_TO_15),
    ("drie april", None),
]


@pytest.fixture(scope="module")
def clean() -> Clean:
    deidentifier = build_deidentifier(leave_out=PARTS - {"patterns"}, today=lambda: TODAY)
    return lambda message: deidentifier.session().deidentify(RawText(message))


def lines(block: str) -> list[str]:
    """The messages of a block; a message goes on where a brace or a label is still open."""
    found: list[str] = []
    for line in block.strip("\n").split("\n"):
        opened = found and (found[-1].count("{") > found[-1].count("}") or "{" not in found[-1])
        if opened and block is not STAYS:
            found[-1] += "\n" + line
        else:
            found.append(line)
    return found


def unmarked(line: str) -> tuple[str, list[tuple[int, int]]]:
    """The message and the spans of what must go."""
    text, spans, position = "", [], 0
    for match in _MARK.finditer(line):
        text += line[position : match.start()]
        spans.append((len(text), len(text) + len(match[1])))
        text += match[1]
        position = match.end()
    return text + line[position:], spans


@pytest.mark.parametrize(
    ("kind", "line"), [(kind, line) for kind, block in FOUND.items() for line in lines(block)]
)
def test_it_goes_and_the_rest_stays(clean: Clean, kind: str, line: str) -> None:
    message, spans = unmarked(line)
    assert spans
    result = clean(message)
    covered = {i for item in result.removed for i in range(item.start, item.end)}
    letters = {i for i, char in enumerate(message) if char.isalnum()}
    wanted = {i for start, end in spans for i in range(start, end)} & letters
    assert covered & letters == wanted, result.text.value
    assert {item.entity_type for item in result.removed} == {kind}


@pytest.mark.parametrize("message", lines(STAYS))
def test_what_only_looks_like_it_stays(clean: Clean, message: str) -> None:
    assert clean(message).text.value == message


@pytest.mark.parametrize(("message", "read"), CODED)
def test_codes_of_mail_and_web_are_read_as_what_they_stand_for(message: str, read: str) -> None:
    assert normalise(message).text == read


@pytest.mark.parametrize("message", NOT_CODED)
def test_what_looks_like_a_code_is_read_as_it_stands(message: str) -> None:
    assert normalise(message).text.split() == message.replace("&#xE000;", " ").split()


@pytest.mark.parametrize(("words", "band"), BANDS)
def test_an_age_in_any_words_has_its_band(words: str, band: AgeBand) -> None:
    assert band_of_age(words) == band


@pytest.mark.parametrize(("words", "band"), BIRTHS)
def test_a_birthday_in_any_words_has_its_band(words: str, band: AgeBand | None) -> None:
    assert band_of_birth(words, TODAY) == band


def test_an_unknown_list_of_context_words_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "patterns.toml"
    block = 'entity = "AGE"\nregex = "x"\nscore = 0.5\ncontext = "no_such_list"'
    path.write_text(f"[macros]\n[contexts]\n[[pattern]]\n{block}\n", encoding="utf-8")
    with pytest.raises(KeyError, match="no_such_list"):
        pattern_recognisers({}, path)
