"""Make the compact word and name lists of this folder from the open sources in its README.

Run by a developer: `python -m guardrails.data.build_lists SOURCE_FOLDER VOCAB_TXT GEMEENTEN_CSV
SCOWL_FOLDER`.
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from guardrails.normalise import fold

HERE = Path(__file__).parent
TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
STREET_WORD = re.compile(
    r"(?:straat|straatje|laan|weg|wegje|plein|pleintje|kade|gracht|singel|dreef|hof|hofje|pad|"
    r"steeg|dijk|plantsoen|wal|markt|park|oord|veld|berg|ring|poort|baan|erf|brink|dam|haven)$"
)
RUNNING_TEXT = (
    "sim_sick_nl_train.jsonl.gz",
    "sim_sick_nl_dev.jsonl.gz",
    "retrieval_policyqa_nl_train.jsonl.gz",
    "par_gov_nl_en_covid_dashboard.tsv.gz",
)
# Words of SCOWL that are names first, also in English text.
ENGLISH_NAMES = frozenset(
    "amir bob carol chuck derrick eddy harry jack ken lily maria martin matt mike nick paddy patty "
    "peter ray rob robin victor warren mason lee levy frank dean curt heather holly jay iris ruby "
    "violet kitty dolly tamer emir".split()
)
TREEBANKS = ("ud_nl_alpino_dev.jsonl.gz", "ud_nl_lassysmall_dev.jsonl.gz")


def lines(path: Path) -> list[str]:
    """Non-empty lines of a gzip'ed text file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [line for line in file.read().split("\n") if line]


def write(name: str, words: Iterable[str]) -> None:
    """Write sorted unique words as a gzip'ed list, the same bytes for the same words."""
    body = "\n".join(sorted(set(words))).encode("utf-8")
    (HERE / name).write_bytes(gzip.compress(body, mtime=0))


def own_names(section: str) -> set[str]:
    """Names of one section of `names_own.txt`, folded."""
    found: set[str] = set()
    current = ""
    for line in (HERE / "names_own.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = line.strip("[]")
        elif current == section and not line.startswith("#"):
            found.update(fold(name) for name in line.split())
    return found


def country_names(source: Path, kind: str) -> set[str]:
    """First or last names per country, the romanised and the local form."""
    rows = [line.split("\t") for line in lines(source / "names_by_country_cc0.tsv.gz")]
    return {fold(form) for row in rows if row[0] == kind for form in row[3:5] if form}


def first_columns(source: Path, *names: str) -> set[str]:
    """The first column of the files, folded."""
    return {fold(line.split("\t")[0]) for name in names for line in lines(source / name)}


def lower_words(text: str) -> list[str]:
    """Words in lower case that do not open a sentence."""
    return [fold(t) for t in TOKEN.findall(text) if t[:1].islower()]


def running_words(source: Path) -> Counter[str]:
    """How often each word stands in lower case in the permissive running text."""
    count: Counter[str] = Counter()
    for name in RUNNING_TEXT:
        for line in lines(source / name):
            count.update(lower_words(line))
    return count


def treebank_words(source: Path) -> Counter[str]:
    """Lower-case forms of the Dutch treebanks that are no proper names."""
    count: Counter[str] = Counter()
    for name in TREEBANKS:
        for line in lines(source / name):
            count.update(lower_words(json.loads(line)["text"]))
    return count


def ngrams(names: set[str], words: set[str]) -> list[str]:
    """Log-odds of letter trigrams in names against words, those that say something."""
    name_count, word_count = Counter[str](), Counter[str]()
    for vocabulary, count in ((names, name_count), (words, word_count)):
        for entry in vocabulary:
            padded = f"^{entry}$"
            count.update(padded[i : i + 3] for i in range(len(padded) - 2))
    name_total, word_total = sum(name_count.values()), sum(word_count.values())
    result = []
    for gram in name_count.keys() | word_count.keys():
        if name_count[gram] + word_count[gram] < 4:
            continue
        odds = math.log((name_count[gram] + 0.5) / name_total)
        odds -= math.log((word_count[gram] + 0.5) / word_total)
        result.append(f"{gram}\t{round(odds, 1)}")
    return result


def streets(source: Path) -> set[str]:
    """Street names that no ending gives away."""
    every = (line.strip().lower() for line in lines(source / "streets_nl_bag.txt.gz"))
    return {
        fold(name)
        for name in every
        if not STREET_WORD.search(name) and len(name) > 4 and name.replace(" ", "").isalpha()
    }


def english_words(folder: Path) -> set[str]:
    """Words of the small American and British lists that no capital opens."""
    files = (folder / f"{kind}-english-small" for kind in ("american", "british"))
    words = {w for file in files for w in file.read_text(encoding="utf-8").split()}
    plain = {fold(w) for w in words if w.isalpha() and w[0].islower()}
    return (plain - ENGLISH_NAMES) | {"i"}


def municipalities(path: Path) -> list[str]:
    """CBS names of the municipalities."""
    rows = (line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return [row["gemeente"] for row in csv.DictReader(rows)]


def main(source: Path, vocabulary: Path, gemeenten: Path, scowl: Path) -> None:
    """Write every list."""
    first = first_columns(
        source,
        "names_first_nl_voornamen_90pct.tsv.gz",
        "names_first_nl_popularity_1880_2014.tsv.gz",
    )
    first |= own_names("first") | country_names(source, "first")
    first_lgpl = first_columns(source, "deduce_first_names_lgpl.txt.gz") - first
    last = own_names("last") | country_names(source, "last")
    last_lgpl = first_columns(source, "deduce_surnames_lgpl.txt.gz") - last
    pattern = {
        fold(line.split("\t")[1])
        for line in lines(source / "names_surname_nl_by_pattern_90pct.tsv.gz")
    }
    names = first | first_lgpl | last | last_lgpl
    running, treebank = running_words(source), treebank_words(source)
    dictionary = {fold(w) for w in lines(source / "lex_wordlist_nl_dic.txt.gz") if w[:1].islower()}
    dictionary |= first_columns(source, "negatives_common_words_lgpl.txt.gz") - names
    places = first_columns(source, "places_residences_nl_lgpl.txt.gz")
    proper = (fold(w) for w in lines(source / "lex_wordlist_nl_dic.txt.gz") if w[:1].isupper())
    towns = places | {fold(name) for name in municipalities(gemeenten)}
    dictionary |= {part for w in proper if w not in towns for part in w.split("-")} - names - towns
    frequent = {
        fold(line.split()[0]) for line in lines(source / "lex_freq_opensubtitles_nl_50k.txt.gz")
    }
    write("first_names.txt.gz", first)
    write("first_names_lgpl.txt.gz", first_lgpl)
    write("surnames.txt.gz", last)
    write("surnames_lgpl.txt.gz", last_lgpl)
    write("words.txt.gz", dictionary | {w for w, n in running.items() if w not in names or n > 1})
    write("words_sa.txt.gz", set(treebank))
    write("words_heard_sa.txt.gz", frequent - names - pattern)
    seen = running + treebank
    write("common_words.txt.gz", {w for w in names if seen[w] > 0})
    english = {w for w in vocabulary.read_text(encoding="utf-8").split() if w.isalpha()}
    english = {w for w in english if len(w) > 2 and w.isascii()}
    write("words_en.txt.gz", english - names - pattern)
    write("words_scowl.txt.gz", english_words(scowl))
    write("places_lgpl.txt.gz", places)
    write("streets.txt.gz", streets(source))
    write("ngrams.tsv.gz", ngrams(names | pattern, dictionary | set(treebank)))
    body = "\n".join(municipalities(gemeenten)) + "\n"
    (HERE / "gemeenten.txt").write_text(body, encoding="utf-8")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:5]))
