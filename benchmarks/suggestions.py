"""Whether codes can be suggested from the words of a passage: top-1 and top-3 by cross-validation. Run it by hand.

    python benchmarks/suggestions.py [REAL-FILES]

NLTK's Naive Bayes classifier on the words of a study's codings (Snowball stems without stop words; pairs of
characters in Chinese), beside the codes used most and the codes used last as the picker lists them. All codings of
a document are on one side. REAL-FILES is QUALCODE_REAL_FILES where it is not given; without either only the sample is
measured.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path

from nltk.classify import NaiveBayesClassifier
from nltk.probability import FreqDist, LidstoneProbDist
from nltk.stem.snowball import SnowballStemmer

sys.path.insert(0, str(Path(__file__).parent.parent))

from qualcode import sample
from qualcode.codebooks.csv_files import read_csv
from qualcode.transcripts.importers import read

FOLDS = 10
LEAST = 2  # passages that a word must stand in
# What is added to each count before it becomes a chance: NLTK's own 0.5 favours codes that are hardly used.
SMOOTHING = (0.5, 0.02, 0.001)
STOP = frozenset(
    """a about after again all also always am an and any are as at back be because been before being but by can come
    could did do does doing don down each even every few for from get go going good got had has have having he her
    here him his how i if in into is it its just kind know like lot made make maybe me mean might more most much my
    no not now of off okay on one only or other our out over put quite really right said same say see she should so
    some something sort still such take than that the their them then there these they thing things think this those
    through to too two uh um up us use used very want was way we well went were what when where which while who why
    will with would yeah yes you your""".split()  # noqa: SIM905 (a list a word a line would be unreadable)
)


@dataclass(frozen=True)
class Coded:
    """One coding, in the order in which they were made."""

    document: str
    words: str
    code: str


Words = Callable[[str], frozenset[str]]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    return str(SnowballStemmer("english").stem(word))


def english(words: str) -> frozenset[str]:
    """The stems of a passage."""
    found = (word.split("'")[0] for word in re.findall(r"[a-z][a-z']+", words.casefold().replace("’", "'")))
    return frozenset(stem(word) for word in found if word not in STOP and len(word) > 1)


def chinese(words: str) -> frozenset[str]:
    """Every two characters that stand together."""
    return frozenset(a + b for run in re.findall(r"[\u4e00-\u9fff]+", words) for a, b in pairwise(run))


def of_sample() -> list[Coded]:
    """The codings of the shipped study."""
    import csv

    with (sample.folder() / "codebooks" / "sample-codings.csv").open(encoding="utf-8-sig", newline="") as file:
        return [Coded(row["document"], row["words"], row["code"]) for row in csv.DictReader(file)]


def of_maxqda(folder: Path) -> list[Coded]:
    """MAXQDA's coded segments over seven interviews, in the order of the text: that of the file is by code."""
    from pypdf import PdfReader

    reader = PdfReader(folder / "coded" / "pdpilot_maxqda" / "coded-segments.pdf")
    pages = [page.extract_text(extraction_mode="layout") for page in reader.pages]
    found: list[list[str]] = []
    for line in "\n".join(pages).splitlines():
        first = re.match(r"(P\d)\s{2,}(\S.*?)\s{2,}(\S.*)", line)
        if first:
            found.append([first[1], first[3], " ".join(first[2].split())])
        elif found and line.strip():
            found[-1][1] += " " + line.strip()
    texts = {
        f"P{number}": bare(read(folder / "transcripts" / "pdpilot_pdf" / f"P{number}.pdf")[0].text)
        for number in range(1, 8)
    }
    found.sort(key=lambda one: (one[0], texts[one[0]].find(bare(one[1])[:60])))
    return [Coded(*one) for one in found]


def bare(words: str) -> str:
    """The letters and digits of words, for comparing what was printed with what was said."""
    return re.sub(r"[\W_]+", "", words.casefold())


def of_comments(folder: Path) -> list[Coded]:
    """Chinese comments on applications, each with one theme."""
    from openpyxl import load_workbook

    sheet = load_workbook(folder / "coded" / "hlcta_chinese" / "Coded data.xlsx", read_only=True).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    return [Coded(str(row[0]), str(row[2]), str(row[5])) for row in rows if row[2] and row[5]]


Ranking = Sequence[str]


def smoothed(gamma: float, counts: FreqDist, bins: int | None = None) -> LidstoneProbDist:
    """Chances from counts with `gamma` added to each."""
    return LidstoneProbDist(counts, gamma, bins)


def rankings(codings: Sequence[Coded], features: Words) -> dict[str, list[Ranking]]:
    """For each coding the codes that each way would put first, without that document's codings but for the recent."""
    documents = list(dict.fromkeys(coded.document for coded in codings))
    fold = {document: place % FOLDS for place, document in enumerate(documents)}
    found: dict[str, list[Ranking]] = defaultdict(list)
    models: dict[int, tuple[list[NaiveBayesClassifier], frozenset[str], list[str]]] = {}
    for number in sorted(set(fold.values())):
        training = [(features(one.words), one.code) for one in codings if fold[one.document] != number]
        uses = Counter(word for words, _ in training for word in words)
        known = frozenset(word for word, count in uses.items() if count >= LEAST)
        examples = [(dict.fromkeys(words & known, True), code) for words, code in training]
        classifiers = [
            NaiveBayesClassifier.train(examples, estimator=partial(smoothed, gamma)) for gamma in SMOOTHING
        ]
        models[number] = classifiers, known, [code for code, _ in Counter(code for _, code in training).most_common()]
    recent: list[str] = []
    for coded in codings:
        classifiers, known, frequent = models[fold[coded.document]]
        words = dict.fromkeys(features(coded.words) & known, True)
        for gamma, classifier in zip(SMOOTHING, classifiers, strict=True):
            chances = classifier.prob_classify(words)
            found[f"Naive Bayes, {gamma}"].append(sorted(chances.samples(), key=chances.prob, reverse=True)[:3])
        found["most frequent"].append(frequent[:3])
        found["most recent"].append(recent[:3])
        recent = [coded.code, *(code for code in recent if code != coded.code)]
    return found


def tell(name: str, codings: Sequence[Coded], features: Words) -> None:
    """A table of one study."""
    documents = len({coded.document for coded in codings})
    codes = len({coded.code for coded in codings})
    print(f"{name}: {len(codings):,} codings of {codes} codes in {documents:,} documents")
    begun = time.process_time()
    found = rankings(codings, features)
    taken = time.process_time() - begun
    for way, ranked in found.items():
        first = sum(coded.code == codes_[0] for coded, codes_ in zip(codings, ranked, strict=True) if codes_)
        three = sum(coded.code in codes_ for coded, codes_ in zip(codings, ranked, strict=True))
        print(f"  {way:<26} top-1 {first / len(codings):6.1%}   top-3 {three / len(codings):6.1%}")
    print(f"  ({taken:.1f} s of CPU)", flush=True)


def main() -> None:
    real = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("QUALCODE_REAL_FILES")
    areas = {row.index.strip("[]"): row.area for row in read_csv(sample.folder() / "codebooks" / "peer-support.csv")}
    tell("Sample", of_sample(), english)
    tell("Sample, its areas only", [
        Coded(one.document, one.words, areas.get(one.code.strip("[]"), one.code)) for one in of_sample()
    ], english)  # fmt: skip
    if real:
        tell("PDPilot interviews (MAXQDA)", of_maxqda(Path(real)), english)
        tell("Chinese comments", of_comments(Path(real)), chinese)


if __name__ == "__main__":
    main()
