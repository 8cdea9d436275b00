"""A box with a question in it: what may stand there is offered, and a slip is marked at its place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import on
from textual.app import ComposeResult

from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.analysis.questions.vocabulary import Vocabulary
from qualcode.tui.screens.modal import Modal
from qualcode.tui.widgets.question_bar import QuestionBar


class AskQuestion(Modal[str]):
    """A question to be typed; gives its words, empty where everything is meant.

    `try_out` raises QuestionProblem where the words cannot be asked; the box then stays, with the place marked.
    """

    DEFAULT_CSS = """
    AskQuestion QuestionBar { dock: none; max-height: 14; background: $surface; }
    AskQuestion QuestionBar > .question-bar--above { padding: 0; margin-bottom: 1; }
    AskQuestion QuestionBar > Horizontal > Static { display: none; }
    AskQuestion QuestionBar > Horizontal > Input, AskQuestion QuestionBar > Horizontal > Input:focus {
        background: $panel; padding: 0 1;
    }
    """

    def __init__(
        self,
        title: str,
        words: str,
        *,
        question: str,
        vocabulary: Vocabulary,
        try_out: Callable[[str], Awaitable[object]],
        hint: str = "",
    ) -> None:
        super().__init__(title, words, "enter go on · tab puts in what is marked · ↑↓ others · esc back")
        self._question = question
        self._vocabulary = vocabulary
        self._try_out = try_out
        self._hint = hint

    def compose_box(self) -> ComposeResult:
        yield QuestionBar("Only what", hint=self._hint)

    def on_mount(self) -> None:
        """Begin with the question as it was."""
        bar = self.query_one(QuestionBar)
        bar.open(self._question)
        bar.know(self._vocabulary)

    @on(QuestionBar.Asked)
    async def _asked(self, event: QuestionBar.Asked) -> None:
        event.stop()
        words = " ".join(event.words.split())
        try:
            if words:
                await self._try_out(event.words)
        except QuestionProblem as problem:
            self.query_one(QuestionBar).refuse(problem)
            return
        self.dismiss(words)

    @on(QuestionBar.Closed)
    def _given_up(self, event: QuestionBar.Closed) -> None:
        event.stop()
        self.dismiss(None)
