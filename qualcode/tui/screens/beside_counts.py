"""The views that stand beside Counts, and the way from one to another."""

from __future__ import annotations

from textual import work

from qualcode.codebooks.code import Code
from qualcode.tui.commands import Command
from qualcode.tui.places import OVER, screen_at
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import Choose

BESIDE = Command(
    "counts.beside", "B,upper_b", "beside", "counts: Views beside them…",
    "Codes that meet, words within a theme, new codes per document, who is still missing, groups side by side.",
    "Other views", shown="B",
)  # fmt: skip

# By their word in `qualcode.tui.places.OVER`.
_VIEWS = (
    ("meeting", "Codes that meet", "in the same words, in one turn, or near each other"),
    ("words_within", "Words said within a theme", "frequent words and pairs, beside the rest of the study"),
    ("new_codes", "New codes in each document", "one document after the other, and when nothing new came"),
    ("missing", "Who is still missing", "participants wanted beside those there are"),
    ("groups", "Groups side by side", "what each group says, by a fact about participants"),
)


class BesideCounts(Place):
    """A place from which one goes to the views beside Counts."""

    def code_here(self) -> Code | None:
        """The code that the row under the cursor is about."""
        return None

    @work
    async def action_beside(self) -> None:
        """Choose one of the views."""
        chosen = await self.app.push_screen_wait(Choose("Beside the counts", _VIEWS))
        if chosen == "words_within":
            self.action_words()
        elif chosen is not None:
            await self.app.push_screen(screen_at(OVER[chosen])())

    def action_words(self) -> None:
        """Go to the words within the code of the row, within all that is coded where there is none."""
        from qualcode.tui.screens.words_within import WordsWithinScreen, within_code  # with its first use

        self.app.push_screen(WordsWithinScreen(within_code(self.code_here())))
