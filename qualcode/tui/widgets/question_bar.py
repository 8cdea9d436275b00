"""The bar a question is typed in, with what may stand where one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input
from textual.widgets.input import Selection

from qualcode.analysis.questions.complete import Completion, complete
from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.analysis.questions.vocabulary import Vocabulary
from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cells, cut
from qualcode.tui.widgets.find_bar import FindBar
from qualcode.tui.widgets.words import Words

_OFFERED = 6
_WORDS_WIDTH = 34


class QuestionBar(FindBar):
    """Hidden until opened; tab takes what is offered, enter asks, esc leaves it as it was.

    `Asked` comes with enter, and the bar stays until it is told that it is `done` or why not. `is_question` says
    which words are a question, others being letters that are looked for; all are where it is None. `hint` gives an
    example.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "take", "Put in what is offered", show=False, id="question.take"),
        Binding("down", "offer(1)", "Next that is offered", show=False, id="question.next"),
        Binding("up", "offer(-1)", "The one before", show=False, id="question.previous"),
    ]

    DEFAULT_CSS = """
    QuestionBar { height: auto; max-height: 11; layout: vertical; }
    QuestionBar > .question-bar--above {
        width: 1fr; height: auto; max-height: 9; padding: 0 1; color: $text-muted; text-style: none;
    }
    QuestionBar > .question-bar--above.-wrong { color: $warning; }
    QuestionBar > Horizontal { height: 1; }
    QuestionBar > Horizontal > Static { width: auto; padding: 0 1; color: $primary; text-style: bold; }
    QuestionBar > Horizontal > Input, QuestionBar > Horizontal > Input:focus {
        width: 1fr; border: none; height: 1; padding: 0; background: $surface;
    }
    """

    @dataclass
    class Asked(Message):
        """A question is to be answered."""

        words: str

    def __init__(
        self,
        label: str,
        *,
        id: str | None = None,
        hint: str = "",
        is_question: Callable[[str], bool] | None = None,
    ) -> None:
        super().__init__(label, id=id, forgets=False)
        self._example = hint
        self._is_question = is_question
        self.vocabulary = Vocabulary()
        self._offered: Sequence[Completion] = ()
        self._at = 0

    def compose(self) -> ComposeResult:
        yield Words(classes="question-bar--above")
        with Horizontal():
            for part in super().compose():
                if isinstance(part, Input):
                    part.placeholder = self._example
                yield part

    def open(self, words: str = "") -> None:
        """Show the bar and type in it."""
        super().open(words)
        self._offer()

    def know(self, vocabulary: Vocabulary) -> None:
        """Offer from what a study has."""
        self.vocabulary = vocabulary
        if self.has_class("-open") and not self.query_one(".question-bar--above").has_class("-wrong"):
            self._offer()

    def takes(self, words: str) -> bool:
        """Whether words are a question here."""
        return self._is_question is None or self._is_question(words)

    def done(self) -> None:
        """The question was answered: close."""
        self._close(self.query_one(Input).value)

    def refuse(self, problem: QuestionProblem) -> None:
        """Say what is wrong with the question, and mark where."""
        field = self.query_one(Input)
        field.focus()
        field.selection = Selection(problem.place.start, problem.place.end)
        self._offered = ()
        above = self.query_one(".question-bar--above", Words)
        above.add_class("-wrong")
        above.display = True
        above.update(" ".join(part for part in (problem.title, problem.detail, problem.remedy) if part))

    # What is offered

    @on(Input.Changed)
    def _words_changed(self) -> None:
        self._offer()

    def _offer(self) -> None:
        field = self.query_one(Input)
        offered = complete(field.value, field.cursor_position, self.vocabulary)
        if field.value and not self.takes(field.value):  # letters so far: only what would make a question of them
            offered = [one for one in offered if self.takes(one.words)]
        self._offered, self._at = offered, 0
        self._draw_offered()

    def _draw_offered(self) -> None:
        above = self.query_one(".question-bar--above", Words)
        above.remove_class("-wrong")
        room = self.size.width or self.app.size.width  # it has no size before it is first laid out
        first = max(0, min(self._at - _OFFERED + 2, len(self._offered) - _OFFERED))
        shown = self._offered[first : first + _OFFERED]
        width = min(_WORDS_WIDTH, max((cells(plain(one.words)) for one in shown), default=0) + 2)
        lines = self._whole(room)
        for place, one in enumerate(shown, start=first):
            mark = "▸ " if place == self._at else "  "
            words = cut(plain(one.words), width)
            gap = " " * (width - cells(words) + 1)
            about = cut(plain(one.about), max(0, room - width - 6))
            lines.append(Content.assemble(mark, (words, "bold"), gap, about))
        above.update(Content("\n").join(lines))
        above.display = bool(lines)

    def _whole(self, room: int) -> list[Content]:
        """The words typed, where the line they stand on cannot show all of them."""
        words = plain(self.query_one(Input).value)
        return [Content(words)] if cells(words) > room - cells(self._label) - 6 else []

    def action_offer(self, step: int) -> None:
        """Go to another that is offered."""
        if self._offered:
            self._at = (self._at + step) % len(self._offered)
            self._draw_offered()

    def action_take(self) -> None:
        """Put in what is offered."""
        if not self._offered:
            return
        taken, field = self._offered[self._at], self.query_one(Input)
        value = field.value[: taken.place.start] + taken.words + field.value[taken.place.end :]
        field.value = value
        field.cursor_position = taken.place.start + len(taken.words)
        self._offer()

    @on(Input.Submitted)
    def _asked(self, event: Input.Submitted) -> None:
        event.stop()
        event.prevent_default()
        self.post_message(self.Asked(event.value))
