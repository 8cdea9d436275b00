"""The copy of a draft with what was found in it, as Word comments."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from qualcode.essays.findings import Checked
from qualcode.essays.told import comment, opening
from qualcode.exports.files import Written, check_name, put
from qualcode.participants.names import Names
from qualcode.transcripts.span import Span


def write_commented(checked: Checked, path: Path, day: date, names: Names) -> Written:
    """Write the draft with a comment on each problem. Raises Problem where the file's name holds a name."""
    from qualcode.essays.drafts.word import Comment, commented  # python-docx: 74 ms

    check_name(path, names)
    first = Comment(0, Span(0, len(checked.draft.paragraphs[0].words)), opening(checked, day))
    comments = [first, *(Comment(one.paragraph, one.span, comment(one, in_copy=True)) for one in checked.problems)]
    return put(commented(checked.draft, comments), path)
