"""From an essay to the export dialog, and the house template that was chosen there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qualcode.essays.parts import Outline
from qualcode.tui.screens.export_choices import remember, remembered
from qualcode.tui.screens.export_quote_sheet import KEPT, QuoteSheetKind
from qualcode.tui.shell import Shell


async def remember_sheet(shell: Shell, outline: Outline) -> None:
    """Let the dialog begin with the quote sheet of an essay, for its readers."""
    asked = (await remembered(shell)).turned_to(QuoteSheetKind.name)
    essay_id = KEPT if outline.essay is None else outline.essay.id
    asked = asked.with_picked(asked.of_kind.with_choice("essay", essay_id))
    await remember(shell, replace(asked, choices=replace(asked.choices, audience=outline.audience)))


async def template_of(shell: Shell) -> Path | None:
    """The house template for Word that was chosen in the dialog, where there is one and it is still there."""
    template = (await remembered(shell)).template
    path = Path(template).expanduser() if template else None
    return path if path is not None and path.is_file() else None
