from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qualcode.exports import markdown
from qualcode.exports.printed import PrintedExcerpt
from qualcode.exports.report import AreaChapter, CodeSection
from qualcode.participants.disclosure import Audience
from tests.exports.sample_report import P03, cleared, sample_report


def with_words(words: str) -> str:
    excerpt = PrintedExcerpt(cleared("x3b9k2m7q", words), P03)
    area = AreaChapter("1", "Access", (CodeSection("1.1", "A code", excerpts=(excerpt,)),))
    return markdown.text(replace(sample_report(), areas=(area,)))


def test_a_quote_is_followed_by_who_said_it_and_where() -> None:
    assert (
        "> It was a card on the board in the chemist’s, half covered up by the yoga.\n\n"
        '<a id="x3b9k2m7q"></a>— P03, service user, 60–69; Interview 3, 26:40, turn 82 (x3b9k2m7q)\n'
    ) in markdown.text(sample_report())


def test_it_begins_with_the_notice_for_the_team_and_not_for_outside() -> None:
    assert markdown.text(sample_report(Audience.TEAM)).startswith("**For the study team only**\n")
    assert markdown.text(sample_report(Audience.OUTSIDE)).startswith("# Peer support: themed excerpts\n")


def test_every_excerpt_code_count_and_entry_of_the_codebook_is_printed() -> None:
    report = sample_report()
    printed = markdown.text(report)
    assert all(f'<a id="{excerpt.id}"></a>' in printed for excerpt in report.excerpts())
    assert all(code.title in printed for area in report.areas for code in area.codes)
    assert "| 1.1 Knowing what exists |" in printed
    assert "- Do not use when: They tell how they came: 1.2." in printed
    assert "see [x3b9k2m7q](#x3b9k2m7q), printed under 1.1 Knowing what exists (x0d6y3s9f)." in printed
    assert "**Against**" in printed
    assert "- Idea, RS-01, 2 March 2026: She is the list." in printed
    assert "- P14. Has withdrawn: xh1d0w8p2" in printed
    assert "No excerpts: C.1 What peer support is, C.2 Anywhere else" in printed
    assert "Interviews: 16 more excerpts are not printed here. 1 excerpt is held back" in printed
    assert "- Participants: 7 in interviews and 2 in focus groups\n" in printed


def test_markup_in_what_was_said_is_printed_and_not_acted_on() -> None:
    printed = with_words("# no\n1. *so* <b> [x](y) | z")
    assert "> \\# no  \n> 1\\. \\*so\\* \\<b\\> \\[x\\](y) \\| z\n" in printed


def test_control_characters_do_not_get_in() -> None:
    assert "> a�b�\n" in with_words("a\x1bb\u202e")


def test_the_file_holds_the_text(tmp_path: Path) -> None:
    written = markdown.write(sample_report(), tmp_path / "report.md")
    assert written.paths[0].read_bytes().decode("utf-8") == markdown.text(sample_report())
