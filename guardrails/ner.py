"""The trained recogniser of names: a small spaCy model that reads words with what our lists say.

The lists speak as features (`tag`, `dep`), so that a name in no list is found by its form and the
words around it, and a name in a list needs no learning by heart.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from guardrails.lexicon import Lexicon, NameLevel
from guardrails.presidio import (
    EntityRecognizer,
    Language,
    NlpArtifacts,
    RecognizerResult,
    spacy,
)
from guardrails.reading import READING, Reading, Token

if TYPE_CHECKING:
    from spacy.tokens import Doc

MODEL: Final = Path(__file__).parent / "data" / "ner" / "model.bin.gz"
NOT_SHIPPED: Final = ("vocab", "tokenizer")
_CUES: Final = (
    "naming", "titles", "persons", "kunya", "particles", "never", "verbs", "labels",
    "prepositions", "articles",
)  # fmt: skip
_WIDTH: Final = 96
_CONFIG: Final[dict[str, Any]] = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": _WIDTH,
                "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "TAG", "DEP"],
                "rows": [4000, 1000, 2500, 1500, 500, 100],
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": _WIDTH,
                "depth": 4,
                "window_size": 1,
                "maxout_pieces": 3,
            },
        },
    }
}

_LABEL: Final = "PER"  # schools, clubs and places are learnt for contrast: the rules find more
_SHORT: Final = 2
_ABBREVIATION: Final = 5  # 'CPN', 'FG', 'TA'
_UNLIKE: Final = -0.5  # letters that hardly any name has
_ENDS_NAME: Final = re.compile(r"[^\w\s.'\"()-]|\d|\t|\n\s*\n")
_SCORE: Final = 0.58  # below what the rules are sure of: they say where a name ends

Annotate = Callable[["Doc", Reading], bool]


def empty_pipeline() -> Language:
    """A Dutch pipeline with an untrained recogniser of names."""
    pipeline = spacy.blank("nl")
    pipeline.add_pipe("ner", config=_CONFIG)
    return pipeline


def load_pipeline(path: Path = MODEL) -> Language | None:
    """The trained pipeline, None when it is not shipped."""
    if not path.exists():
        return None
    pipeline = empty_pipeline()
    pipeline.from_bytes(gzip.decompress(path.read_bytes()), exclude=NOT_SHIPPED)
    return pipeline


def make_annotator(lexicon: Lexicon) -> Annotate:
    """A function that writes on each token of a document what the lists say of its word.

    It gives False when no word can be a name: then the model has nothing to add.
    """

    def annotate(doc: Doc, reading: Reading) -> bool:
        words = {token.start: token for token in reading.tokens}
        for token in doc:
            word = words.get(token.idx)
            token.tag_ = feature(lexicon, word) if word else "-"
            token.dep_ = _cue(lexicon, word) if word else "-"
        return any(nameable(lexicon, word) for word in reading.tokens)

    return annotate


def feature(lexicon: Lexicon, token: Token, listed: bool = True) -> str:
    """What the lists say: level as a first name, surname, ordinary word, English; with `listed`
    off only what its letters say."""
    if token.kept or token.masked:
        return f"keep-{token.kept}"
    folded = token.folded
    english = "e" if token.english else "-"
    word = "w" if lexicon.is_word(folded) else "h" if lexicon.is_word(folded, heard=True) else "-"
    if not listed or word == "-":
        word = f"-{max(-2, min(3, round(2 * lexicon.looks_like_name(folded))))}"
    if not listed:
        return f"0--{english}{word}"
    last = "l" if lexicon.is_last(folded) else "-"
    common = "c" if folded in lexicon.common else "-"
    return f"{int(lexicon.level(folded))}{last}{common}{english}{word}"


def _cue(lexicon: Lexicon, token: Token) -> str:
    return next((kind for kind in _CUES if lexicon.cue(kind, (token.folded,))), "-")


def nameable(lexicon: Lexicon, token: Token) -> bool:
    """A name in a list, or a word in none; what is a word too needs a capital that stands out."""
    folded = token.folded
    if token.kept or token.masked or not folded.isascii() or len(folded) < _SHORT:
        return False
    if lexicon.cue("never", (folded,)) or (token.upper and len(folded) < _ABBREVIATION):
        return False
    if token.english and (token.opens or not token.capital):
        return False
    stands_out = token.capital and not token.opens
    borne = lexicon.cue("word_names", (folded,)) and not lexicon.cue("everyday", (folded,))
    least = NameLevel.COMMON if stands_out or borne else NameLevel.RARE
    listed = lexicon.level(folded) >= least
    if len(folded) == _SHORT and not token.capital:
        return borne or (listed and not lexicon.is_word(folded, heard=True))  # 'mi', 'ya', 'hv'
    if listed or lexicon.is_word(folded, heard=not stands_out):
        return listed
    if token.capital:
        return True
    looks = lexicon.looks_like_name(folded)
    return looks > _UNLIKE and not (looks < 0 and lexicon.is_slip(folded))


class ModelRecogniser(EntityRecognizer):
    """Presents what the trained model found; ordinary words alone are no name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        super().__init__(supported_entities=["PERSON"], name="model", supported_language="nl")

    def load(self) -> None:
        """Nothing to load: the engine has the model."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Findings as Presidio wants them."""
        if nlp_artifacts is None:
            raise ValueError("needs the artifacts of DutchNlpEngine")
        reading: Reading = nlp_artifacts.tokens.user_data[READING]
        names = [
            part
            for span in nlp_artifacts.tokens.ents
            if span.label_ == _LABEL
            for part in self._parts(
                reading, self._nameable_words(reading, span.start_char, span.end_char)
            )
        ]
        return [
            RecognizerResult("PERSON", words[0].start, words[-1].end, _SCORE) for words in names
        ]

    def _parts(self, reading: Reading, words: list[Token]) -> Iterator[list[Token]]:
        """The words of a span in names of their own: a comma or a tab ends a name."""
        part: list[Token] = []
        for word in words:
            if part and not self._joined(reading, part[-1], word):
                yield part
                part = []
            if part or nameable(self._lexicon, word):
                part.append(word)
        if part:
            yield part

    def _joined(self, reading: Reading, before: Token, word: Token) -> bool:
        between = reading.text[before.end : word.start]
        if _ENDS_NAME.search(between) or ("." in between and len(before.text) > _SHORT):
            return False
        inner = reading.tokens[reading.index_from(before.end) : reading.index_from(word.start)]
        return all(self._lexicon.cue("particles", (t.folded,)) or len(t.text) == 1 for t in inner)

    def _nameable_words(self, reading: Reading, start: int, end: int) -> list[Token]:
        """The words of the span that can be a name at all, initials included."""
        index = reading.index_from(start)
        found: list[Token] = []
        while (token := reading.at(index)) and token.start < end:
            if nameable(self._lexicon, token) or (found and self._follows(token)):
                found.append(token)
            index += 1
        return found

    def _follows(self, token: Token) -> bool:
        """A surname that is a word too, or an initial, behind a first name."""
        initial = len(token.text) == 1 and token.capital
        never = self._lexicon.cue("never", (token.folded,)) or token.kept or token.english
        return initial or (self._lexicon.is_last(token.folded) and not never)
