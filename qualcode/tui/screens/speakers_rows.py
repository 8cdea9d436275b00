"""Speakers as rows of a table, those that look alike together, and one as a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.analysis.speakers import SpeakerLine, SpeakerRow, likeness_sentence, likenesses_of, speaker_rows
from qualcode.edits.speaker_decisions import Decision, Decisions, outcomes
from qualcode.exports.phrases import counted, listed
from qualcode.transcripts.speaker_likeness import Likeness
from qualcode.tui.widgets.drawn_rows import Column, Row
from qualcode.tui.widgets.reading_page import Paragraph

COLUMNS = (
    Column("", 1),
    Column("label"),
    Column("docs", 4, right=True),
    Column("turns", 6, right=True),
    Column("words", 7, right=True, least=60),
    Column("is", 11),
    Column("decided"),
)
_NAMED = 5
_SECTIONS = ("Interviewers", "Participants", "Nobody’s")


@dataclass(frozen=True)
class Speakers:
    """The speakers of the study: line by line, as rows, and what looks alike."""

    lines: Sequence[SpeakerLine] = ()
    rows: Mapping[str, SpeakerRow] = field(default_factory=dict)
    likes: Mapping[str, Likeness] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Sequence[SpeakerLine]) -> Speakers:
        rows = speaker_rows(lines)
        return cls(lines, {row.id: row for row in rows}, {one.id: one for one in likenesses_of(rows)})

    @property
    def by_line(self) -> dict[str, SpeakerLine]:
        return {line.id: line for line in self.lines}

    def sentence(self, row_id: str) -> str:
        """What a row looks like and why, empty where it looks like nothing else."""
        one = self.likes.get(row_id)
        if one is None:
            return ""
        return likeness_sentence(self.rows, one)

    def called_as(self, row: SpeakerRow) -> list[SpeakerRow]:
        """The rows with a label, that one among them; it alone where it only says what somebody does."""
        if row.voice.names_nobody:
            return [row]
        return [one for one in self.rows.values() if one.voice.key == row.voice.key]

    def pseudonyms(self) -> list[tuple[str, str]]:
        """The participants who speak, each with their labels, by pseudonym."""
        labels: dict[str, list[str]] = {}
        for line in self.lines:
            if line.pseudonym is not None:
                labels.setdefault(line.pseudonym, []).append(f"{line.label} in {line.document}")
        ordered = sorted(labels, key=lambda one: (len(one), one.casefold()))
        return [(one, ", ".join(labels[one][:3])) for one in ordered]


def table_rows(speakers: Speakers, decisions: Decisions, wanted: str = "") -> list[Row]:
    """What looks alike under its reason, then interviewers, participants and the rest."""
    shown: list[Row] = []
    clusters = _clusters(speakers)
    grouped = {row_id for cluster in clusters for row_id in cluster}
    for number, cluster in enumerate(clusters):
        found = [_row(speakers, one, decisions) for one in cluster if _fits(speakers.rows[one], wanted)]
        if found:
            heading = Row(f"alike-{number}", (_why(speakers, cluster),), "heading", spread=True)
            shown += [heading, *found]
    for place, words in enumerate(_SECTIONS):
        there = [
            row
            for row in speakers.rows.values()
            if row.id not in grouped and _section(row) == place and _fits(row, wanted)
        ]
        if there:
            there.sort(key=_order)
            above = sum(_section(speakers.rows[one]) == place for one in grouped)
            more = f", and {above} among those above" if above and not wanted else ""
            heading = Row(f"section-{place}", (f"{words} · {len(there)}{more}",), "heading", spread=True)
            shown += [heading, *(_row(speakers, row.id, decisions) for row in there)]
    return shown


def numbered(speakers: Speakers, wanted: str) -> str:
    """`26`, or `1 of 26 with “dan”, esc shows all`."""
    if not wanted:
        return str(len(speakers.rows))
    fitting = sum(_fits(row, wanted) for row in speakers.rows.values())
    return f"{fitting} of {len(speakers.rows)} with “{wanted}”, esc shows all"


def _why(speakers: Speakers, cluster: Sequence[str]) -> str:
    """Why rows stand together, in a line."""
    rows = [speakers.rows[one] for one in cluster]
    alike = [speakers.likes[one] for one in cluster if one in speakers.likes]
    if alike and all(one.like is None and not one.nobody for one in alike):
        reason = min((one.reason for one in alike), key=len).removeprefix("it ")
        return f"“{rows[0].label}” {reason}: an interviewer?"
    if len({row.label for row in rows}) == 1 and len(rows) > _NAMED:
        return f"“{rows[0].label}” is {len(rows):,} people: perhaps some are one"
    if len({row.label for row in rows}) == 1 and len(rows) > 1:
        return f"“{rows[0].label}” is {listed([row.who for row in rows])}: perhaps one person"
    sentences = [sentence for one in cluster if (sentence := speakers.sentence(one))]
    more = f" (and {len(sentences) - 1} more)" if len(sentences) > 1 else ""
    return f"{sentences[0].removesuffix('.')}{more}"


def _section(row: SpeakerRow) -> int:
    return 0 if row.voice.asks else 1 if row.voice.person is not None else 2


def _order(row: SpeakerRow) -> tuple[int, str, int]:
    return len(row.who), row.who.casefold(), -row.turns


def _fits(row: SpeakerRow, wanted: str) -> bool:
    words = " ".join([row.label, row.who, *(line.document for line in row.lines)]).casefold()
    return all(word in words for word in wanted.casefold().split())


def _clusters(speakers: Speakers) -> list[list[str]]:
    """Rows that hang together by their likenesses, in the order of the table, who says most first."""
    head = {row_id: row_id for row_id in speakers.rows}

    def top(row_id: str) -> str:
        while head[row_id] != row_id:
            row_id = head[row_id]
        return row_id

    asking: dict[str, str] = {}
    for one in speakers.likes.values():
        if one.like is not None:
            head[top(one.id)] = top(one.like)
        elif not one.nobody:
            head[top(one.id)] = top(asking.setdefault(speakers.rows[one.id].voice.key, one.id))
    clusters: dict[str, list[str]] = {}
    for row_id in speakers.rows:
        clusters.setdefault(top(row_id), []).append(row_id)
    return [
        sorted(cluster, key=lambda one: -speakers.rows[one].turns)
        for cluster in clusters.values()
        if any(one in speakers.likes for one in cluster)
    ]


def _row(speakers: Speakers, row_id: str, decisions: Decisions) -> Row:
    row = speakers.rows[row_id]
    decided = decided_words(row, decisions, speakers.by_line)
    cells = (
        "?" if row_id in speakers.likes and not decided else "",
        row.label,
        str(len(row.voice.documents)),
        f"{row.turns:,}",
        f"{row.words:,}" if row.words or not row.turns else "…",
        row.who,
        decided,
    )
    return Row(row_id, cells, "warning" if decided else "plain")


def decided_words(row: SpeakerRow, decisions: Decisions, by_line: Mapping[str, SpeakerLine]) -> str:
    """`→ P03, called “Jane”`; with the number of documents where it is not for all."""
    numbers: dict[str, int] = {}
    for line in row.lines:
        for what in outcomes(decisions[line.id], by_line) if line.id in decisions else ():
            numbers[what] = numbers.get(what, 0) + 1
    parts = []
    for what, number in numbers.items():
        words = what.removeprefix("becomes one with ").removeprefix("is an ").removeprefix("is ")
        parts.append(words + (f" ({number} of {len(row.lines)})" if number < len(row.lines) else ""))
    return f"→ {', '.join(parts)}" if parts else ""


def summary(speakers: Speakers, decisions: Decisions, unlabelled: int, marked: int) -> str:
    """What there is to do, in a line under the table."""
    if marked:
        return f"{marked} marked: M makes them one · esc lets go"
    if decisions:
        return f"{len(decisions)} decided, not saved yet: ctrl+s saves all as one step"
    parts = (
        [f"{counted(len(speakers.likes), 'speaker looks', 'speakers look')} like others"] if speakers.likes else []
    )
    if unlabelled:
        parts.append(f"{counted(unlabelled, 'turn has', 'turns have')} no label: R")
    return " · ".join(parts) or "nothing looks doubtful"


def speaker_page(
    speakers: Speakers, row: SpeakerRow, decisions: Decisions, said: Mapping[str, Sequence[str]]
) -> list[Paragraph]:
    """One speaker in words: what was decided, what they look like, where they speak and how they begin."""
    found = [Paragraph(f"now {row.who}")]
    if decided := decided_words(row, decisions, speakers.by_line):
        found.append(Paragraph(f"decided {decided}", "warning"))
    if sentence := speakers.sentence(row.id):
        found.append(Paragraph(f"? {sentence}", "warning"))
    for line in row.lines:
        found += [
            Paragraph(""),
            Paragraph(line.document, "heading"),
            Paragraph(f"{counted(line.turns, 'turn')}, {counted(line.words, 'word')}", "quiet", indent=2),
        ]
        found += [Paragraph(_short(words), "quote", indent=2) for words in said.get(line.id, ())]
    return found


def _short(words: str) -> str:
    folded = " ".join(words.split())
    return folded if len(folded) <= 240 else folded[:239] + "…"


def choices_for(speakers: Speakers, row: SpeakerRow, decided: bool) -> list[tuple[str, str, str]]:
    """What can be said of a speaker: ids, words and a quiet line, what is likeliest first."""
    choices = []
    one = speakers.likes.get(row.id)
    if one is not None and one.like is not None:
        like = speakers.rows[one.like]
        where = "the same speaker" if like.voice.documents & row.voice.documents else "the same person"
        choices.append(("like", f"one with “{like.label}” ({like.who})", f"{where}: {one.reason}"))
    said = [
        ("participant", "a participant…", f"now {row.who}" if row.voice.person is not None else ""),
        ("interviewer", "an interviewer", "who asks; never counted as a participant"),
        ("nobody", "nobody’s", "neither: a voice that cannot be placed"),
        ("rename", "the same, under another label…", ""),
    ]
    if (same := speakers.called_as(row)) and len(same) > 1:
        everywhere = f"an interviewer, wherever “{row.label}” speaks"
        said.insert(2, ("everywhere", everywhere, f"{len(same)} speakers of this label, told apart so far"))
    if one is not None and one.like is None:
        likely = "nobody" if one.nobody else "everywhere" if len(same) > 1 else "interviewer"
        said.sort(key=lambda choice: choice[0] != likely)
        said[0] = (said[0][0], said[0][1], f"likely: {one.reason}")
    choices += said
    if decided:
        choices.append(("undecided", "leave it as it was", ""))
    return choices


def changed(decisions: Decisions, new: Sequence[Decision]) -> dict[str, Decision]:
    """The decisions with new ones in the place of those on the same speakers."""
    return {**decisions, **{one.speaker_id: one for one in new}}


def choices_to_stay(rows: Sequence[SpeakerRow]) -> list[tuple[str, str, str]]:
    """Those who may stay where several become one, who says most first."""
    ordered = sorted(rows, key=lambda row: -row.turns)
    return [
        (row.id, f"{row.label} ({row.who})", ", ".join(line.document for line in row.lines[:3])) for row in ordered
    ]


def shown_labels(rows: Sequence[SpeakerRow]) -> str:
    """`“Jane”`, or `3 speakers`."""
    return f"“{rows[0].label}”" if len(rows) == 1 else f"{len(rows)} speakers"


def saved_sentence(label: str, removed: Sequence[str], kept: Sequence[str]) -> str:
    """What a saved review did, with the participants who were left without words."""
    gone = f" {listed(removed)} had no words left and {_is(removed)} taken out." if removed else ""
    stay = f" {listed(kept)} {_is(kept)} kept: something is recorded of them." if kept else ""
    return f"{label}.{gone}{stay} u takes it back."


def _is(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"
