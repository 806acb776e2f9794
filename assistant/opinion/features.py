"""Features of a message for the trained part: runs of letters and words, blind to who it is about.

Faith, origin, gender, kinship and kind of school are taken out before anything is counted, so that
the same behaviour gives the same features whoever shows it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import regex

from guardrails.patterns import fold

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

BITS = 16
_PERSON = (
    "hij|zij|ze|ie|hem|haar|zijn|hun|hen|z'n|zn|m'n|mn|d'r|dr|he|she|him|her|his|hers|they|them|their|"
    "jongen\\w*|jonge|meisje\\w*|meid\\w*|man|mannen|vrouw\\w*|gast\\w*|gozer|zoon\\w*|dochter\\w*|broer\\w*|"
    "zus\\w*|vader|moeder|pa|ma|papa|mama|opa|oma|oom|tante|neef\\w*|nicht\\w*|stief\\w+|meneer|mevrouw|"
    "buurman|buurvrouw|buurjongen|buurmeisje|boy|boys|girl|girls|son|daughter|brother|sister|father|"
    "mother|uncle|aunt|wife|husband|vriendin\\w*|vriend|leerling\\w*|student\\w*|client\\w*|patient\\w*|pupil\\w*"
)
_GROUP = (
    "moslim\\w*|islam\\w*|muslim\\w*|christen\\w*|christel\\w*|katholiek\\w*|protestant\\w*|gereformeerd\\w*|jood\\w*|"
    "joden|jewish|jews?|hindoe\\w*|hindu\\w*|sikh\\w*|boeddhis\\w*|atheist\\w*|marokka\\w*|turk\\w*|syrisch\\w*|"
    "syrier\\w*|somali\\w*|somalisch\\w*|eritre\\w*|surina\\w*|antilli\\w*|curacao\\w*|pools\\w*|polen|pool|oekrain\\w*|"
    "afghaan\\w*|afghan\\w*|iraans\\w*|irani\\w*|irakees\\w*|iraki\\w*|koerd\\w*|kurd\\w*|armeen\\w*|armeni\\w*|"
    "nederlander\\w*|hollander\\w*|chinees\\w*|chinese|indiaas\\w*|afrikaan\\w*|arabisch\\w*|arabier\\w*|"
    "roma|alevi\\w*|sjii\\w*|soenni\\w*|bekeerling\\w*|bekeerd\\w*|autochto\\w*|allochto\\w*|blank|blanke|wit|witte|"
    "zwart|zwarte|donker|donkere|moskee\\w*|kerk\\w*|synagoge\\w*|tempel\\w*|imam\\w*|dominee\\w*|pastoor|rabbijn\\w*|"
    "koran\\w*|bijbel\\w*|thora|hoofddoek\\w*|keppel\\w*|kruisje|niqaab\\w*|boerka\\w*"
)
_SCHOOL = "vmbo\\w*|havo\\w*|vwo\\w*|mavo\\w*|mbo\\w*|hbo\\w*|gymnasi\\w*|praktijkonderwijs|basisschool|brugklas|school-\\d+"
_NEUTRAL = (
    (regex.compile(rf"\b(?:{_PERSON})\b"), "wie"),
    (regex.compile(rf"\b(?:{_GROUP})\b"), "groep"),
    (regex.compile(rf"\b(?:{_SCHOOL})\b"), "school"),
    (regex.compile(r"\[(?:persoon|leeftijd|plaats|datum|school|organisatie)-\d+\]"), "wie"),
    (regex.compile(r"\d+"), "0"),
    (regex.compile(r"\bwie(?:[\s,]+wie\b)+"), "wie"),  # "de client Jan" and "de client" alike
)


def neutral(text: str) -> str:
    """Give a text folded, with who it is about replaced by neutral words."""
    folded = fold(text)
    for pattern, word in _NEUTRAL:
        folded = pattern.sub(word, folded)
    return folded


@cache
def _vectorizers() -> tuple[Any, Any]:
    # imported here: the rest of the product need not wait for it
    from sklearn.feature_extraction.text import HashingVectorizer

    settings = {"n_features": 2**BITS, "alternate_sign": False, "norm": "l2", "lowercase": False}
    letters = HashingVectorizer(analyzer="char_wb", ngram_range=(3, 5), **settings)
    words = HashingVectorizer(
        analyzer="word", ngram_range=(1, 2), token_pattern=r"[^\W_]+", **settings
    )
    return letters, words


def features(texts: list[str]) -> csr_matrix:
    """Give one row a text, of 2 x 2**BITS columns: runs of letters, then words and pairs."""
    from scipy.sparse import hstack

    letters, words = _vectorizers()
    plain = [neutral(text) for text in texts]
    return hstack([letters.transform(plain), words.transform(plain)]).tocsr()
