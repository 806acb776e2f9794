"""What the words around a word say: cues, particles, verbs and names that were removed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from guardrails.lexicon import Lexicon
from guardrails.normalise import PERSON_MASK
from guardrails.reading import Reading

CUE_WORDS = 4
_CUE_KINDS = ("naming", "titles", "persons", "labels")
_CUE_GAP = re.compile(r"[\s,:\"'“”„(*_=>-]*(?:\n[\s>]*){0,2}")
_DOT_GAP = re.compile(r"\.?[\s,:\"'“”„(*_=-]*\n{0,3}[\s>]*")
_LABEL_GAP = re.compile(r"\s*[:;|=\t][\s:;|=\"'*]*")
_AGE_AFTER = re.compile(
    r"['\"]?\s?\(\s?(?:[mv]\s?[,/]?\s?)?\d\d(?!\d)|,\s\d\d\b|,?\s?[([]?[\ue000-\uf8ff]"
)
_AND_OWN = re.compile(
    r" en (?:haar|zijn|zn|z'n|d'r|dr) (?:\w+ )?(?:moeder|vader|zus|broer|neef|nicht)"
)
_PART_ENDS = re.compile(r"\s*(?:[.,;:!?)\n]|$)")
_SHORTEST = 3
_AND = frozenset(("en", "of", "and", "ve", "met"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Questions about the neighbours of a word."""

    lexicon: Lexicon
    _cue_ends: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        ends = frozenset(words[-1] for kind in _CUE_KINDS for words in self.lexicon.cues[kind])
        object.__setattr__(self, "_cue_ends", ends)

    def cue_before(self, reading: Reading, index: int) -> str:
        """The strongest kind of cue that ends right before this word, or nothing."""
        found = ""
        if not index or reading.tokens[index - 1].folded not in self._cue_ends:
            return found
        for length in range(1, min(CUE_WORDS, index) + 1):
            words = tuple(t.folded for t in reading.tokens[index - length : index])
            for kind in _CUE_KINDS:
                stands = self.lexicon.cue(kind, words) and _gap_fits(reading.gap(index), kind)
                if stands and (kind != "labels" or not found):
                    found = found if found == "naming" else kind
        return found

    def near(self, reading: Reading, index: int) -> bool:
        """Behind 'met', 'van', 'en', or before what people do or 'en haar moeder'."""
        if _AND_OWN.match(reading.text, reading.tokens[index].end):
            return True
        return self.after(reading, index, "prepositions") or self.acts(reading, index)

    def pair(self, reading: Reading, index: int) -> bool:
        """'ruqayya sharif', 'kibreab woldemichael': two words in a row that no list explains."""
        following = reading.at(index + 1)
        if following is None or reading.gap(index + 1) != " " or following.kept:
            return False
        folded = following.folded
        surname = self.lexicon.is_last(folded) and folded not in self.lexicon.common
        return surname or (len(folded) > 3 and not self.lexicon.is_word(folded, heard=True))

    def beside_name(self, reading: Reading, index: int) -> bool:
        """'[PERSOON-1] en soeresh', '[PERSOON-1] noorzad': next to a name that was removed."""
        before, gap = reading.at(index - 1), reading.gap(index)
        long = len(reading.tokens[index].folded) > 3
        verb = self.lexicon.cue("verbs", (reading.tokens[index].folded,))
        if (
            before is None
            or verb
            or not long
            or gap not in (" ", ", ", "/", " / ", " & ", " + ", "-")
        ):
            return False
        if before.folded in _AND and gap == " ":
            further = reading.at(index - 2)
            return further is not None and further.text == PERSON_MASK
        return before.text == PERSON_MASK

    def coordinated(self, reading: Reading, index: int) -> bool:
        """'[PERSOON-1] en dao.', 'kubus en [PERSOON-1]': joined to a removed name by 'en'."""
        if len(reading.tokens[index].folded) < _SHORTEST:
            return False
        before, further = reading.at(index - 1), reading.at(index - 2)
        if before and further and before.folded in ("en", "and") and further.text == PERSON_MASK:
            joined = reading.gap(index) == " " == reading.gap(index - 1)
            return joined and (self.acts(reading, index) or self.ends(reading, index))
        following, other = reading.at(index + 1), reading.at(index + 2)
        if following is None or other is None or following.folded not in ("en", "and"):
            return False
        opens = reading.tokens[index].opens or reading.gap(index).strip() in (",", ":")
        spaced = reading.gap(index + 1) == " " == reading.gap(index + 2)
        return opens and spaced and other.text == PERSON_MASK

    def ends(self, reading: Reading, index: int) -> bool:
        """Whether the sentence or a part of it ends behind the word."""
        return bool(_PART_ENDS.match(reading.text, reading.tokens[index].end))

    def acts(self, reading: Reading, index: int, strong: bool = False) -> bool:
        """Whether the word does what people do, or an age or a removed value follows it."""
        token, following = reading.tokens[index], reading.at(index + 1)
        if self.aged(reading, index):
            return True
        if following is None or reading.text[token.end : following.start] != " ":
            return False
        verb = self.lexicon.cue("verbs", (following.folded,))
        return verb and not (strong and self.lexicon.cue("weak_verbs", (following.folded,)))

    def aged(self, reading: Reading, index: int) -> bool:
        """Whether an age or a removed value follows: 'Storm (14)', 'storm, 14'."""
        token = reading.tokens[index]
        match = _AGE_AFTER.match(reading.text, token.end)
        if match is None or len(match[0].strip(" ")) > 1:
            return match is not None
        return not self.lexicon.is_word(token.folded)  # 'hoi [PERSOON-1]' says nothing of 'hoi'

    def acts_as_person(self, reading: Reading, index: int) -> bool:
        """'Mark heeft', 'Roos wil'; or 'Jihad is een lieve jongen'."""
        following = reading.at(index + 1)
        if following is None or reading.gap(index + 1) != " ":
            return False
        verb = self.lexicon.cue("person_verbs", (following.folded,))
        return verb or self.is_called_person(reading, index)

    def is_called_person(self, reading: Reading, index: int) -> bool:
        """'Jihad is een lieve jongen': the word is said to be somebody."""
        words = [t.folded for t in reading.tokens[index + 1 : index + 5]]
        said = words[:2] in (["is", "een"], ["was", "een"], ["is", "mijn"], ["is", "onze"])
        return said and any(self.lexicon.cue("persons", (word,)) for word in words[2:4])

    def is_thing(self, reading: Reading, index: int) -> bool:
        """Behind an article; 'dat Efe' and 'die Roos' say nothing of a word with a capital."""
        before, token = reading.at(index - 1), reading.tokens[index]
        if before and token.capital and before.folded in ("dat", "die"):
            return False
        return self.after(reading, index, "articles")

    def after(self, reading: Reading, index: int, kind: str) -> bool:
        before = reading.at(index - 1)
        if before is None or reading.gap(index).strip():
            return False
        return self.lexicon.cue(kind, (before.folded,))

    def surname_follows(self, reading: Reading, index: int) -> bool:
        """'mees verhulst' in lower case: the next word is a surname before anything else."""
        following = reading.at(index + 1)
        if following is None or following.kept or reading.gap(index + 1) != " ":
            return False
        folded = following.folded
        plain = any(self.lexicon.cue(kind, (folded,)) for kind in ("verbs", "never", "particles"))
        listed = folded in self.lexicon.words or folded in self.lexicon.common
        return self.lexicon.is_last(folded) and not (plain or listed)

    def surname_next(self, reading: Reading, index: int) -> bool:
        """'April de Jong', 'Storm Bakker'."""
        following = reading.at(index + 1)
        while following and self.lexicon.cue("particles", (following.folded,)):
            index += 1
            following = reading.at(index + 1)
        if following is None or not following.capital or following.kept:
            return False
        if following.upper and not reading.tokens[index].upper and len(following.text) < 5:
            return False
        joined = reading.gap(index + 1).strip() == ""
        if len(following.text) == 1 and reading.text[following.end : following.end + 1] == ".":
            return joined
        known = self.lexicon.is_last(following.folded) or not self.lexicon.is_word(following.folded)
        return joined and known


def _gap_fits(gap: str, kind: str) -> bool:
    """Whether what stands between a cue and the word lets the cue speak of the word."""
    form = {"labels": _LABEL_GAP, "naming": _CUE_GAP}.get(kind, _DOT_GAP)
    return bool(form.fullmatch(gap)) and not (kind == "naming" and "\n" in gap)
