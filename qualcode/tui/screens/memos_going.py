"""From a memo to what it is about."""

from __future__ import annotations

from qualcode.analysis.memos import Thing
from qualcode.tui.screens.place import Place


async def go_to_thing(place: Place, thing: Thing) -> None:
    """Open a document at its passage, or the place where a code, a participant, an essay or the study is shown."""
    shell, app = place.shell, place.app
    if thing.gone:
        shell.say("That was taken out of the study. History brings it back.")
    elif thing.document_id is not None or thing.table == "document":
        shell.open_document(thing.document_id or thing.row_id, thing.span or None)
    elif thing.table == "code":
        from qualcode.tui.screens.codebook import CodebookScreen  # with its first use

        await app.switch_mode("codebook")
        codebook = next((one for one in app.screen_stack if isinstance(one, CodebookScreen)), None)
        if codebook is not None:
            codebook.show_code(thing.row_id)
    elif thing.table == "participant":
        from qualcode.tui.screens.participants import ParticipantsScreen  # with its first use

        await app.push_screen(ParticipantsScreen(thing.row_id))
    elif thing.table == "essay":
        from qualcode.tui.screens.quotes import QuotesScreen  # with its first use

        await app.switch_mode("quotes")
        quotes = next((one for one in app.screen_stack if isinstance(one, QuotesScreen)), None)
        if quotes is not None:
            quotes.show_essay(thing.row_id)
    else:
        await app.run_action("over('study_page')")
