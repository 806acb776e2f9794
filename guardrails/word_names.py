"""First names that are words too (Storm, Roos, Mark, April): the person or the word, by syntax.

Dutch puts an article or another determiner before nearly every noun that can be counted, and a
capital in mid-sentence before hardly any word that is no name. So a bare noun that does what
people do is a person, and 'de storm' is the weather, also where Storm is a person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from guardrails.lexicon import Lexicon, NameLevel
from guardrails.reading import Reading
from guardrails.surroundings import Surroundings
from guardrails.syntax import Syntax, in_title

_WORDS_KEPT: Final = ("words", "faith_and_ideas")  # of these a name may be one; bodies stay


@dataclass(frozen=True, slots=True)
class WordNames:
    """Tells the person from the word."""

    lexicon: Lexicon
    around: Surroundings
    syntax: Syntax = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "syntax", Syntax(self.lexicon, self.around))

    def borne(self, folded: str) -> bool:
        """Whether people are called so, though it is a word."""
        return self.lexicon.cue("word_names", (folded,))

    def score(self, reading: Reading, index: int, level: NameLevel) -> float:
        """How certain it is that such a word is a person here."""
        token = reading.tokens[index]
        borne = self.borne(token.folded)
        if self.lexicon.cue("never", (token.folded,)) and not borne:
            return 0.0
        if not token.capital:
            return self._lower(reading, index, level)
        if self.lexicon.cue("idea_names", (token.folded,)):
            called = self.around.acts(reading, index) or self.syntax.called(reading, index)
            return 0.6 if called else 0.0
        if self.around.is_thing(reading, index):
            return 0.0
        if not token.opens:
            return 0.0 if token.upper or in_title(reading, index) else 0.7
        if self.around.surname_next(reading, index) or self.syntax.coordinated(reading, index):
            return 0.65
        acts = self.around.acts(reading, index, strong=level == NameLevel.COMMON)
        acts = acts or (borne and self.around.acts_as_person(reading, index))
        return 0.65 if acts or (borne and self.syntax.bare_subject(reading, index)) else 0.0

    def kept(self, reading: Reading, index: int, cue: str) -> float:
        """'Jihad' or 'April' where it can only be a person."""
        token = reading.tokens[index]
        if not self.lexicon.cue("idea_names", (token.folded,)):
            return 0.65 if self._kept_person(reading, index, cue) else 0.0
        if cue == "naming" or (cue in ("titles", "persons") and token.capital):
            return 0.8
        borne = self.borne(token.folded)
        if cue == "persons" and borne:
            return 0.65
        if self.syntax.determined(reading, index):
            return 0.0
        if self.syntax.called(reading, index):
            return 0.65
        month = self.lexicon.cue("months", (token.folded,))
        if token.capital:
            acting = self.around.acts(reading, index, strong=True)
            named = acting or self.around.surname_next(reading, index)
            named = named or (month and self.syntax.no_date(reading, index))
            return 0.65 if named else 0.0
        opening = token.opens and self.around.acts(reading, index, strong=True)
        named = month and (opening or self.syntax.no_date(reading, index, low=True))
        return 0.6 if named else 0.0

    def _kept_person(self, reading: Reading, index: int, cue: str) -> bool:
        """'Ewa Pawlak', 'Sterre en Dag': a greeting or a word of the street that is a name too."""
        token = reading.tokens[index]
        level = self.lexicon.level(token.folded)
        if token.kept not in _WORDS_KEPT:
            return False
        if not token.capital:
            shouted = token.text[0].isupper() and cue in ("persons", "titles")
            return shouted and self.around.surname_follows(reading, index)
        if token.upper:
            return False
        if not (self.borne(token.folded) or level) or self.syntax.determined(reading, index):
            return False
        if cue in ("naming", "titles", "labels"):
            return True
        if token.opens:
            greets = self.around.aged(reading, index)  # 'Dag, [PERSOON-1]'
            return self.around.acts(reading, index, strong=True) and not greets
        if self.borne(token.folded) and self.around.after(reading, index, "prepositions"):
            return not in_title(reading, index)
        beside = self.syntax.coordinated(reading, index) or self.syntax.called(reading, index)
        return beside or self.around.surname_next(reading, index)

    def here(self, reading: Reading, index: int) -> bool:
        """Whether a word that the conversation knows as a name is that person here."""
        token = reading.tokens[index]
        if self.syntax.determined(reading, index) or self.syntax.of_something(reading, index):
            return False
        weak = self.lexicon.cue("mass", (token.folded,)) or self.syntax.is_verb(token)
        weak = weak or bool(token.kept) or token.english
        if token.capital and not (token.opens and weak):
            return not token.kept or self.syntax.evident(reading, index)
        if self.syntax.evident(reading, index):
            return True
        return not weak and self.borne(token.folded)

    def _lower(self, reading: Reading, index: int, level: NameLevel) -> float:
        """Without a capital: only where nothing else explains it."""
        token = reading.tokens[index]
        borne = self.borne(token.folded)
        flat = reading.flat or token.text[0].isupper()  # a line in capitals says no more
        if borne and flat and self.around.surname_follows(reading, index):
            return 0.6
        if self.syntax.determined(reading, index) or self.syntax.of_something(reading, index):
            return 0.0
        if borne and self.syntax.evident(reading, index):
            return 0.6
        if level == NameLevel.RARE:
            near = self.around.near(reading, index)
            plain = flat and not self.syntax.is_verb(token)
            return 0.55 if near or plain else 0.0
        if flat and self._name_follows(reading, index):
            return 0.55
        everyday = self.lexicon.cue("everyday", (token.folded,))
        acts = borne and self.syntax.acts(reading, index)
        behind = flat and self.around.after(reading, index, "prepositions")
        person = acts and (flat or not everyday)
        return 0.55 if person or (borne and behind and not everyday) else 0.0

    def _name_follows(self, reading: Reading, index: int) -> bool:
        """'wei ling': a sure name comes right behind."""
        token, following = reading.tokens[index], reading.at(index + 1)
        if following is None or following.kept or reading.gap(index + 1) != " ":
            return False
        plain = self.syntax.is_verb(token) or self.lexicon.cue("persons", (token.folded,))
        plain = plain or self.lexicon.cue("titles", (token.folded,))
        sure = self.lexicon.level(following.folded) == NameLevel.SURE
        return sure and not plain and following.folded not in self.lexicon.spoken
