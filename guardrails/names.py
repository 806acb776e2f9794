"""Which words of a message are names of people, judged by lists, form and the words around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import regex

from guardrails.lexicon import Lexicon, NameLevel
from guardrails.normalise import PERSON_MASK
from guardrails.reading import Reading, Token

CUE_WORDS = 4
_CUE_GAP = re.compile(r"[\s,:\"'“”„(*_=>-]*(?:\n[\s>]*){0,2}")
_DOT_GAP = re.compile(r"\.?[\s,:\"'“”„(*_=-]*\n{0,3}[\s>]*")
_LABEL_GAP = re.compile(r"\s*[:;|=\t][\s:;|=\"'*]*")
_AGE_AFTER = re.compile(r"\s?\(\s?(?:[mv]\s?[,/]?\s?)?\d\d(?!\d)|,\s\d\d\b|,?\s?[([]?[\ue000-\uf8ff]")
_FOREIGN = regex.compile(
    r"[\p{Arabic}\p{Hebrew}\p{Ethiopic}\p{Han}\p{Devanagari}\p{Hangul}\p{Georgian}\p{Armenian}]"
)
_CYRILLIC = regex.compile(r"[\p{Cyrillic}\p{Greek}]")
_HARDLY = -0.9  # letters that are rare in names, yet not unheard of
_SELDOM = -0.4
_ALONE, _NEAR = 0.9, 0.0  # what the letters must say without and with help of other words
_AND = frozenset(("en", "of", "and", "ve", "met"))
_FEW = 4  # so many words in another script in a row are a name, more are a sentence


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges single words; `names_join` puts them together."""

    lexicon: Lexicon

    def score(self, reading: Reading, index: int) -> float:
        """How certain it is that a name starts at this word; 0 when it does not."""
        token = reading.tokens[index]
        if token.masked:
            return 0.0
        if _FOREIGN.match(token.text) or _CYRILLIC.match(token.text):
            return self._foreign(reading, index)
        cue = self.cue_before(reading, index)
        if token.kept:
            return self._kept_name(reading, index, cue)
        if len(token.text) == 1:
            return self._letter(reading, index, cue)
        return max(self._after_cue(token, cue), self._alone(reading, index))

    def cue_before(self, reading: Reading, index: int) -> str:
        """The strongest kind of cue that ends right before this word, or nothing."""
        found = ""
        for length in range(1, min(CUE_WORDS, index) + 1):
            words = tuple(t.folded for t in reading.tokens[index - length : index])
            for kind in ("naming", "titles", "persons", "labels"):
                if self.lexicon.cue(kind, words) and self._gap_fits(reading.gap(index), kind):
                    if kind != "labels" or not found:
                        found = found if found == "naming" else kind
        return found

    def _gap_fits(self, gap: str, kind: str) -> bool:
        form = {"labels": _LABEL_GAP, "naming": _CUE_GAP}.get(kind, _DOT_GAP)
        return bool(form.fullmatch(gap)) and not (kind == "naming" and "\n" in gap)

    def _after_cue(self, token: Token, cue: str) -> float:
        """A word right behind 'heet', 'mevrouw', 'mijn leerling', 'Van:'."""
        level = self.lexicon.level(token.folded)
        word = self.lexicon.is_word(token.folded, heard=cue != "naming" and not token.capital)
        never = self.lexicon.cue("never", (token.folded,))
        last = self.lexicon.is_last(token.folded)
        if not cue or never:
            return 0.0
        if cue == "naming":
            return 0.9 if token.capital or level or not word else 0.0
        if cue == "titles":
            known = not word or level >= NameLevel.RARE or last
            return 0.85 if known or token.capital and not token.upper else 0.0
        if token.capital or cue == "labels":
            teacher_code = token.upper and len(token.text) <= 4
            return 0.8 if level or not word or last or teacher_code else 0.0
        borne = self.lexicon.cue("word_names", (token.folded,))
        unknown = not word and len(token.folded) > 2
        unknown = unknown and self.lexicon.looks_like_name(token.folded) > _HARDLY
        return 0.75 if level >= NameLevel.RARE or borne or unknown else 0.0

    def _alone(self, reading: Reading, index: int) -> float:
        """A word without a cue: by its lists and its capital."""
        token = reading.tokens[index]
        level = self.lexicon.level(token.folded)
        if level == NameLevel.SURE:
            return 0.85 if token.capital else 0.8
        if level:
            return self._word_name(reading, index, level)
        stands_out = token.capital and not token.opens
        if self.lexicon.is_word(token.folded, heard=not stands_out):
            return self._surname_word(reading, index)
        return self._unknown(reading, index)

    def _word_name(self, reading: Reading, index: int, level: NameLevel) -> float:
        """A first name that is a word as well: Storm, Roos, Klaas."""
        token = reading.tokens[index]
        borne = self.lexicon.cue("word_names", (token.folded,))
        if self.lexicon.cue("never", (token.folded,)) and not borne:
            return 0.0
        acts = self.acts(reading, index, strong=level == NameLevel.COMMON or not token.capital)
        if not token.capital:
            likely = acts or level == NameLevel.RARE and self._near(reading, index)
            fit = borne or level == NameLevel.RARE
            return 0.55 if fit and likely and not self._is_thing(reading, index) else 0.0
        if self.lexicon.cue("idea_names", (token.folded,)):
            return 0.6 if acts else 0.0
        if self._is_thing(reading, index):
            return 0.0
        if token.opens:
            return 0.65 if acts or self._surname_next(reading, index) else 0.0
        return 0.7 if not token.upper else 0.0

    def _kept_name(self, reading: Reading, index: int, cue: str) -> float:
        """'Jihad' or 'April' where it can only be a person."""
        token = reading.tokens[index]
        if not self.lexicon.cue("idea_names", (token.folded,)):
            return 0.0
        if cue == "naming" or cue in ("titles", "persons") and token.capital:
            return 0.8
        borne = cue == "persons" and self.lexicon.cue("word_names", (token.folded,))
        bare = not self._is_thing(reading, index)
        acting = token.capital and bare and self.acts(reading, index, strong=True)
        return 0.65 if borne or acting or self._surname_next(reading, index) and bare else 0.0

    def _surname_word(self, reading: Reading, index: int) -> float:
        """A surname that is a word, with a capital that the sentence does not explain."""
        token = reading.tokens[index]
        if token.capital and token.opens and not self.lexicon.is_word(token.folded):
            looks = self.lexicon.looks_like_name(token.folded) > -0.5
            return 0.6 if looks and self.acts(reading, index) else 0.0
        plain = token.capital and not token.opens and not token.upper
        if not plain or not self.lexicon.is_last(token.folded) or self._is_thing(reading, index):
            return 0.0
        return 0.5 if self._after(reading, index, "prepositions") else 0.0

    def _unknown(self, reading: Reading, index: int) -> float:
        """A word in no list: a name when a capital or its letters say so."""
        token = reading.tokens[index]
        looks = self.lexicon.looks_like_name(token.folded)
        last = self.lexicon.is_last(token.folded)
        if token.upper and len(token.text) < 6 and token.capital and not last:
            return 0.0
        if token.capital and not token.opens:
            return 0.62
        if self._beside_name(reading, index) and looks > _SELDOM:
            return 0.6
        near = self._near(reading, index)
        if token.capital:
            return 0.6 if looks > 0.3 or near or last else 0.0
        if last and len(token.folded) > 3:
            return 0.6 if near or looks > 0.5 else 0.0
        if len(token.folded) < 4 or self._is_thing(reading, index):
            return 0.0
        enough = _ALONE if len(token.folded) > 4 else 2 * _ALONE
        enough = _NEAR if near or self._pair(reading, index) else enough
        return 0.55 if looks > enough else 0.0

    def _near(self, reading: Reading, index: int) -> bool:
        """Behind 'met', 'van', 'en', or before what people do."""
        return self._after(reading, index, "prepositions") or self.acts(reading, index)

    def _pair(self, reading: Reading, index: int) -> bool:
        """'ruqayya sharif', 'kibreab woldemichael': two words in a row that no list explains."""
        following = reading.at(index + 1)
        if following is None or reading.gap(index + 1) != " " or following.kept:
            return False
        folded = following.folded
        surname = self.lexicon.is_last(folded) and folded not in self.lexicon.common
        return surname or len(folded) > 3 and not self.lexicon.is_word(folded, heard=True)

    def _beside_name(self, reading: Reading, index: int) -> bool:
        """'[PERSOON-1] en soeresh', '[PERSOON-1] noorzad': next to a name that was removed."""
        before, gap = reading.at(index - 1), reading.gap(index)
        long = len(reading.tokens[index].folded) > 3
        verb = self.lexicon.cue("verbs", (reading.tokens[index].folded,))
        if before is None or verb or not long or gap not in (" ", ", ", "/", " / ", " & ", " + ", "-"):
            return False
        if before.folded in _AND and gap == " ":
            further = reading.at(index - 2)
            return further is not None and further.text == PERSON_MASK
        return before.text == PERSON_MASK

    def _letter(self, reading: Reading, index: int, cue: str) -> float:
        """'leerling A.', 'mevrouw B.': a letter for a name, right behind a cue."""
        token = reading.tokens[index]
        stop = reading.text[token.end : token.end + 1] in (".", ",", "")
        letter = token.text.isupper() and token.folded.isalpha() and token.text not in ("X", "U")
        return 0.6 if letter and cue in ("titles", "persons", "naming") and stop else 0.0

    def _foreign(self, reading: Reading, index: int) -> float:
        """A word in another script: a name when it stands among few."""
        token = reading.tokens[index]
        if self.lexicon.level(token.folded) or self.lexicon.is_last(token.folded):
            return 0.9
        if _CYRILLIC.match(token.text):
            following = reading.at(index + 1)
            double = bool(following and following.capital and _CYRILLIC.match(following.text))
            named = double or not token.opens or len(reading.tokens) == 1
            return 0.7 if token.text[0].isupper() and named else 0.0
        script = [bool(t and _FOREIGN.match(t.text)) for t in
                  (reading.at(k) for k in range(index - _FEW, index + _FEW + 1))]
        run = _run_length(script, _FEW)
        return 0.6 if run <= _FEW else 0.0

    def acts(self, reading: Reading, index: int, strong: bool = False) -> bool:
        """Whether the word does what people do, or an age or a removed value follows it."""
        token, following = reading.tokens[index], reading.at(index + 1)
        if _AGE_AFTER.match(reading.text, token.end):
            return True
        if following is None or reading.text[token.end : following.start] != " ":
            return False
        verb = self.lexicon.cue("verbs", (following.folded,))
        return verb and not (strong and self.lexicon.cue("weak_verbs", (following.folded,)))

    def _is_thing(self, reading: Reading, index: int) -> bool:
        return self._after(reading, index, "articles")

    def _after(self, reading: Reading, index: int, kind: str) -> bool:
        before = reading.at(index - 1)
        if before is None or reading.gap(index).strip():
            return False
        return self.lexicon.cue(kind, (before.folded,))

    def _surname_next(self, reading: Reading, index: int) -> bool:
        """'April de Jong', 'Storm Bakker'."""
        following = reading.at(index + 1)
        while following and self.lexicon.cue("particles", (following.folded,)):
            index += 1
            following = reading.at(index + 1)
        if following is None or not following.capital or following.kept:
            return False
        joined = reading.gap(index + 1).strip() == ""
        known = self.lexicon.is_last(following.folded) or not self.lexicon.is_word(following.folded)
        return joined and known


def _run_length(flags: list[bool], middle: int) -> int:
    """How many true values stand in a row around the middle."""
    start = end = middle
    while start > 0 and flags[start - 1]:
        start -= 1
    while end + 1 < len(flags) and flags[end + 1]:
        end += 1
    return end - start + 1
