"""What became of an opportunity, as it is asked in Memos."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.analysis.memo_state import OPPORTUNITY, MemoState
from qualcode.analysis.memos import MemoEntry
from qualcode.edits.memos import SayState
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import AskLine, Choose

_WORDS = {
    MemoState.RAISED: "somebody thought of it",
    MemoState.CHOSEN: "it is to be tried",
    MemoState.TESTING: "it is being tried",
    MemoState.DROPPED: "it goes no further; a workshop pack leaves it out",
}


async def ask_state(place: Place, entries: Sequence[MemoEntry]) -> SayState | None:
    """Ask what became of opportunities, and why; None where it was left, or none of them is one."""
    chosen = [entry for entry in entries if entry.kind == OPPORTUNITY]
    if not chosen:
        place.shell.say("Only an opportunity has a state: “memo: Change kind…” makes a memo one.")
        return None
    first = chosen[0]
    what = f"“{first.title}”" if len(chosen) == 1 else f"{len(chosen)} opportunities"
    state = await place.app.push_screen_wait(
        Choose("What became of it?", [(one, one, _WORDS[one]) for one in MemoState], chosen=first.state)
    )
    if state is None:
        return None
    why = ""
    if state != MemoState.RAISED:
        kept = first.state_why if len(chosen) == 1 and state == first.state else ""
        asked = await place.app.push_screen_wait(AskLine(f"Why is it {state}?", what, value=kept))
        if asked is None:
            return None
        why = asked
    return SayState([entry.id for entry in chosen], state, why)
