"""What a sentence says of a word that is a name too: whether it can only be a person here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from guardrails.lexicon import Lexicon
from guardrails.normalise import PERSON_MASK
from guardrails.reading import Reading, Token
from guardrails.surroundings import Surroundings

_BE: Final = frozenset("is was wordt blijft".split())
_OWNER: Final = frozenset("mijn mn m'n onze ons haar zijn zn z'n hun jouw je jullie".split())
_POSSESSED: Final = frozenset("haar zijn zn z'n d'r dr se hun".split())
_PLACED: Final = frozenset("de het mijn onze ons hiernaast boven beneden school hier daar".split())
_RELATIVE: Final = frozenset("die hij zij ze dat".split())
_SAYING: Final = frozenset(
    "zei zegt vroeg vraagt riep roept vertelde vertelt appte appt mailde mailt denkt dacht schreef "
    "schrijft belde belt vindt vond antwoordde antwoordt beweert beweerde".split()
)
_THEN: Final = frozenset(
    "een het de zijn haar zn z'n geen ook weer niet steeds echt al mij hem ons altijd nog wel nu "
    "gisteren vandaag mn mijn met dat of".split()
)
_CLAUSE: Final = frozenset("dat omdat als of toen terwijl want en maar dus".split())
_WITH: Final = frozenset("met bij van door tegen naar aan".split())
_VERBS: Final = frozenset("can will hoop".split())  # besides those of `cues.toml`
_CLASS: Final = frozenset("groep klas havo mavo vmbo mbo vwo brugklas".split())
_MONTH_LEAD: Final = frozenset(
    "in op van tot sinds vanaf begin eind half rond voor na medio deze afgelopen vorige volgende "
    "of en t/m per tussen".split()
)
_APPOSED: Final = re.compile(
    r"\s?[,(]\s?(?:(?:mijn|mn|m'n|onze|ons|haar|zijn|zn|z'n|hun)\s\w|(?:de|een|die|'n)\s(?:\w+\s)?"
    r"(?P<role>\w+))"
)
_OWNED: Final = re.compile(r"(?P<mark>'s?)?\s(?P<kin>\w+)")
_KIN: Final = frozenset(
    "moeder vader ouders broer broertje zus zusje oom tante neef neefje nicht nichtje oma opa vriend "
    "vriendin vriendje zoon dochter kind kinderen mentor juf stiefvader stiefmoeder pleegmoeder "
    "pleegvader telefoon tas kamer gedrag mama papa pa ma familie klas laptop insta".split()
)
_RELATED: Final = re.compile(r",\s(?:die|hij|zij|ze|wie)\s")
_ENDS: Final = re.compile(r"\s*(?:[.,;:!?)\n]|$|\sen\s|\sof\s|\sover\s|\smet\s)")
_SUBJECTS: Final = frozenset("ik je jij hij u we wij ie men er jullie i you he she they we".split())
_OPENERS: Final = frozenset(
    "wat waar hoe wie nu luister abi bro weten zeg ook zelfs alleen".split()
)
_DIGIT_BEFORE: Final = re.compile(r"\d\.?\s$")
_DIGIT_AFTER: Final = re.compile(r"\s(?:\d|'\d)")


@dataclass(frozen=True, slots=True)
class Syntax:
    """Questions about the sentence around one word."""

    lexicon: Lexicon
    around: Surroundings

    def determined(self, reading: Reading, index: int) -> bool:
        """'de storm', 'een grote storm', 'mijn hoop': a thing, whatever else is said."""
        token, before, further = (
            reading.tokens[index],
            reading.at(index - 1),
            reading.at(index - 2),
        )
        if before is None or reading.gap(index) != " ":
            return False
        if before.folded in _SUBJECTS and not token.capital:
            return True  # 'ik hoop', 'hij wil'
        if self._determines(before):
            # 'met de roos' is a thing, 'zegt dat mei het had' is not
            if before.folded in ("dat", "die"):
                return not (token.capital or self._clause(reading, index))
            return True
        adjective = before.folded.endswith("e") and not before.capital and not before.masked
        adjective = adjective and self.lexicon.is_word(before.folded)
        return bool(adjective and further and self._determines(further))

    def _determines(self, token: Token) -> bool:
        article = self.lexicon.cue("articles", (token.folded,)) or token.folded == "no"
        return article or token.folded in _OWNER

    def _clause(self, reading: Reading, index: int) -> bool:
        """Behind 'dat', and what follows is the rest of a sentence about somebody."""
        following = reading.at(index + 1)
        return bool(
            following
            and reading.gap(index + 1) == " "
            and (following.folded in _THEN or self.is_verb(following))
        )

    def evident(self, reading: Reading, index: int) -> bool:
        """Whether the words around an undetermined word can only be about a person."""
        token, following = reading.tokens[index], reading.at(index + 1)
        if self.called(reading, index) or self.coordinated(reading, index):
            return True
        if following is None or reading.gap(index + 1) != " ":
            lead = self.around.after(reading, index, "verbs") and not self.is_verb(token)
            return lead and bool(_RELATED.match(reading.text, token.end))
        if self.is_verb(token):
            return self._beside_itself(reading, index)
        if self.acts(reading, index):
            return True
        before = reading.at(index - 1)
        if before is None or reading.gap(index) != " ":
            return self.around.acts_as_person(reading, index)
        said = before.folded in _SAYING and following.folded in ("dat", "of", "tegen", "om", "net")
        inverted = self.is_verb(before) and following.folded in _THEN
        clause = before.folded in _CLAUSE and self.around.acts_as_person(reading, index)
        return said or inverted or clause

    def acts(self, reading: Reading, index: int) -> bool:
        """'storm zegt'; 'hoop doet leven' is no person."""
        following = reading.at(index + 1)
        mass = self.lexicon.cue("mass", (reading.tokens[index].folded,))
        if mass and (following is None or following.folded not in _SAYING):
            return False
        return self.around.acts(reading, index, strong=True)

    def _beside_itself(self, reading: Reading, index: int) -> bool:
        """'wil wil niet', 'can kan het niet', 'heeft can een', 'wat wil van hiernaast deed'."""
        token, following, before = (
            reading.tokens[index],
            reading.at(index + 1),
            reading.at(index - 1),
        )
        if before and reading.gap(index) == " " and before.folded in _WITH:
            return token.folded in _VERBS or token.folded == "wil"
        if following is None or following.masked:
            return False
        if (
            before is None
            or reading.gap(index) != " "
            or before.folded in _CLAUSE
            or before.folded in _OPENERS
        ):
            finite = self.is_verb(following) and not following.folded.endswith(("en", "ijn", "elf"))
            placed = following.folded == "van" and self._placed(reading, index)
            return placed or (finite and following.folded != "zich")
        led = before.folded != token.folded and self.is_verb(before)
        return led and following.folded in _THEN

    def called(self, reading: Reading, index: int) -> bool:
        """'can is mijn neefje', 'hoop, onze manager', 'sinta haar vriendje', 'islam uit groep 8'."""
        token = reading.tokens[index]
        if self.owns(reading, index):
            return True
        if apposed := _APPOSED.match(reading.text, token.end):
            role = apposed["role"]
            if role is None or self._role(role.lower()):
                return True
        words = [t.folded for t in reading.tokens[index + 1 : index + 5]]
        if len(words) < 2 or reading.gap(index + 1) != " ":
            return self._aged(reading, index)
        if words[0] in _BE and (words[1] in _OWNER or words[1] in ("een", "de", "'n", "n")):
            return any(map(self._role, words[2:4]))
        if words[0] in _POSSESSED:
            return any(map(self._role, words[1:3]))
        if words[0] == "uit":
            return any(word in _CLASS for word in words[1:3])
        return self._aged(reading, index)

    def _aged(self, reading: Reading, index: int) -> bool:
        """'storm (14)'; 'wil [PERSOON-1]' is no name with a value behind it."""
        return self.around.aged(reading, index) and not self.is_verb(reading.tokens[index])

    def owns(self, reading: Reading, index: int) -> bool:
        """ "Roos' moeder", 'Sterres vader': whose the mother is."""
        token = reading.tokens[index]
        match = _OWNED.match(reading.text, token.end)
        possessive = match and (match["mark"] or token.text.endswith("s"))
        return bool(possessive and match and match["kin"].lower() in _KIN)

    def _role(self, folded: str) -> bool:
        cue = self.lexicon.cue
        return cue("persons", (folded,)) or cue("roles", (folded,))

    def coordinated(self, reading: Reading, index: int) -> bool:
        """'Beer en Mees', '[PERSOON-1] en storm': side by side with a name."""
        before, following = reading.at(index - 1), reading.at(index + 1)
        token = reading.tokens[index]
        if before and before.folded in ("en", "of", "and", "&") and not self.is_verb(token):
            further = reading.at(index - 2)
            if further and further.text == PERSON_MASK and reading.gap(index - 1) == " ":
                return following is None or following.folded not in ("dat", "te")
        if following is None or following.folded not in ("en", "and"):
            return False
        other = reading.at(index + 2)
        if other is None or reading.gap(index + 1) + reading.gap(index + 2) != "  ":
            return False
        if other.text == PERSON_MASK:
            return not self.is_verb(token)
        named = other.capital and not other.kept and bool(self.lexicon.level(other.folded))
        return named and token.capital

    def bare_subject(self, reading: Reading, index: int) -> bool:
        """'Vos likete dat', 'Prins (niet de prins) heeft': a countable noun without an article."""
        token, following = reading.tokens[index], reading.at(index + 1)
        if self.called(reading, index) or self.lexicon.cue("mass", (token.folded,)):
            return self.called(reading, index)
        if following is None or following.capital or self.is_verb(token):
            return False
        gap = reading.text[token.end : following.start]
        past = following.folded.endswith(("te", "de")) and len(following.folded) > 4
        return gap == " (" or (gap == " " and (past or self.is_verb(following)))

    def no_date(self, reading: Reading, index: int, low: bool = False) -> bool:
        """Whether the name of a month cannot be the month."""
        token, before, following = (
            reading.tokens[index],
            reading.at(index - 1),
            reading.at(index + 1),
        )
        if token.english or token.opens or before is None or in_title(reading, index):
            return False
        near = reading.text[max(0, token.start - 5) : token.start]
        if _DIGIT_BEFORE.search(near) or _DIGIT_AFTER.match(reading.text, token.end):
            return False
        if before.folded in _MONTH_LEAD or before.masked:
            return False
        if not low:
            return True
        return self.evident(reading, index) or (
            before.folded in ("dat", "omdat")
            and following is not None
            and following.folded in _THEN
        )

    def of_something(self, reading: Reading, index: int) -> bool:
        """'storm van kritiek' against 'storm van hiernaast'."""
        following = reading.at(index + 1)
        of = following is not None and following.folded == "van" and reading.gap(index + 1) == " "
        return of and not self._placed(reading, index)

    def _placed(self, reading: Reading, index: int) -> bool:
        further = reading.at(index + 2)
        return further is not None and further.folded in _PLACED

    def is_verb(self, token: Token) -> bool:
        return token.folded in _VERBS or self.lexicon.cue("verbs", (token.folded,))


def in_title(reading: Reading, index: int) -> bool:
    """Whether the words on either side have a capital too, as in a heading in Title Case."""
    token = reading.tokens[index]
    start = reading.text.rfind("\n", 0, token.start) + 1
    end = reading.text.find("\n", token.end)
    end = len(reading.text) if end < 0 else end
    first, last = reading.index_from(start), reading.index_from(end)
    long = [t for t in reading.tokens[first:last] if len(t.text) > 3 and not t.masked]
    return len(long) > 3 and all(t.capital for t in long)
