"""The fields a question may speak of, each with a line of explanation."""

from __future__ import annotations

FIELDS = {
    "code": "a code by index number or name, with all that stands under it; code:=1.5 is its own excerpts alone",
    "area": "an area of the codebook by index number or name",
    "kind": "the kind of document, such as interview",
    "doc": "a document by its name, its title or part of one",
    "who": "a participant by pseudonym; who:interviewer for an interviewer’s words",
    "attr": "what is known of a participant or document: attr:age>=60, attr:town=Leeds, attr:town= for not given",
    "coder": "who coded it",
    "memo": "words in a memo on it; memo:any for any memo",
    "text": "words said in it; a * at the end of a word stands for any letters",
    "date": "the document’s date: date:2019, date:2019-03..2019-05; date:none for no date",
    "state": "how far the document is read: new, read, being coded, coded, checked",
    "wording": "wording:earlier was coded under an earlier wording of the code",
    "against": "against:yes goes against its code",
    "kept": "kept:yes is kept as a quote",
    "id": "the passage of an id: x and eight letters or digits, of an excerpt or of a quote; alone it needs no id:",
    "under": "only what stands under this code or area; unlike code: never what is merely said beside it",
    "chart": "its cell in the chart, of its participant and code: chart:empty, or chart:stale to look at again",
}

# Words that people try first.
SYNONYMS = {
    "codes": "code", "areas": "area", "document": "doc", "participant": "who", "person": "who",
    "speaker": "who", "attribute": "attr", "word": "text", "words": "text", "said": "text", "memos": "memo",
    "quote": "kept", "by": "coder", "excerpt": "id",
}  # fmt: skip

# Not about an excerpt: how near two terms lie, and how near codes must lie in the whole question.
NEAR, REACH = "near", "in"
JOINING = {
    "and": "both must be true; may be left out",
    "or": "one of the two must be true",
    "not": "must not be true",
    "near:": "two codes or words near each other: near:20 (words), near:sentence, near:turn",
    "in:": "how near codes must lie: in:passage, in:turn, in:document or in:20 (words)",
}
REACHES = {
    "passage": "codes that share words (so it is where nothing is said)",
    "turn": "codes in the same turn",
    "document": "codes in the same document",
    "20": "codes with at most 20 words between them",
}
NEARNESS = {
    "20": "at most 20 words between the two",
    "sentence": "both in one sentence",
    "turn": "both in one turn",
}

YES_OR_NO = ("yes", "no")
STATES = ("new", "read", "being coded", "coded", "checked")
CHARTS = ("empty", "stale")
WORDINGS = ("earlier", "current")
INTERVIEWER = "interviewer"
ANY_MEMO = "any"
NO_DATE = "none"
