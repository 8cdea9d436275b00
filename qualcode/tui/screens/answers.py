"""Survey answers coded in a fast list: one after the other, those in the same words once and together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from qualcode.analysis.answer_codes import values_given
from qualcode.analysis.people import Attribute, attributes
from qualcode.analysis.samples import samples
from qualcode.analysis.survey_removal import removal
from qualcode.analysis.surveys import AnswerGroup, QuestionLine, answer_words
from qualcode.edits.codebook import AddCode
from qualcode.edits.codings import RemoveCoding
from qualcode.edits.memos import MemoTarget
from qualcode.edits.store import Edit
from qualcode.edits.survey_removal import RemoveSurvey
from qualcode.edits.surveys import CodeAnswers
from qualcode.edits.together import Together
from qualcode.problem import Problem
from qualcode.project.surveys import what_goes
from qualcode.tui.commands import Command, bindings
from qualcode.tui.screens.answers_commands import ANSWERS
from qualcode.tui.screens.answers_list import AnswersList
from qualcode.tui.screens.code_picker import (
    Applied,
    CodeChosen,
    CodePickerScreen,
    areas_to_choose,
    codes_to_add,
)
from qualcode.tui.screens.memo import write_memo
from qualcode.tui.screens.questions import AskLine, Choose, YesNo
from qualcode.tui.screens.quotes_place import kept_together, open_essay
from qualcode.tui.widgets.code_matching import code_choices
from qualcode.tui.widgets.code_picker import CodeOffer
from qualcode.tui.widgets.drawn_rows import DrawnRows

_SAMPLE, _FACT, _UNCODED, _CODED, _ALL = "sample ", "fact ", "uncoded", "coded", "all"
_NONE_TO_CODE = "There is no answer to code here."
_MOST_VALUES = 200  # of a fact, to choose from


class AnswersScreen(AnswersList):
    """Each answer is coded whole, together with all that say the same."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = ANSWERS
    HINTS = ("answers.code", "answers.pinned-1", "answers.next-uncoded")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(ANSWERS),
        *(
            Binding(str(digit), f"digit({digit})", f"Code {digit}", show=False, id=f"answers.pinned-{digit}")
            for digit in range(1, 10)
        ),
    ]

    # Coding

    async def _apply(self, code_id: str, added: Sequence[AddCode] = ()) -> Applied:
        """Put a code on the chosen answers; it is on disk when this returns."""
        chosen = self._chosen()
        documents = [one for group in chosen for one in group.document_ids]
        if not documents:
            return Applied(refusal=_NONE_TO_CODE)
        edit: Edit = CodeAnswers(documents, code_id)
        try:
            made = await self.shell.lane.make(Together([*added, edit]) if added else edit)
        except Problem as problem:
            return Applied(refusal=str(problem))
        self._used(code_id)
        if not any(change.table == "coding" for change in made.changes):
            return Applied(refusal="Already coded here; nothing was changed.")
        if len(documents) > 1:
            self.shell.say(f"{self.shell.names.show(made.label)}. u takes it back.")
        return Applied(code_id)

    def _used(self, code_id: str) -> None:
        self._last = code_id
        self._recent = [code_id, *(one for one in self._recent if one != code_id)]
        if self._digits is not None:
            self._digits.used(code_id)

    def _unmark(self) -> None:
        rows = self.query_one("#answers", DrawnRows)
        if rows.marked:
            rows.unmark_all()
            self._entitle()

    async def _apply_or_say(self, code_id: str | None, otherwise: str) -> None:
        applied = await self._apply(code_id) if code_id is not None else Applied(refusal=otherwise)
        if applied.refusal:
            self.shell.say(applied.refusal)
        if code_id is not None:
            self._unmark()

    @work
    async def action_code(self) -> None:
        """Choose a code."""
        chosen = self._chosen()
        if not chosen:
            self.shell.say(_NONE_TO_CODE)
            return

        async def apply(choice: CodeChosen) -> Applied:
            if choice.code_id is not None:
                return await self._apply(choice.code_id)
            added = codes_to_add(self._known.book, choice)
            return await self._apply(added[-1].id, added)

        number = sum(len(group.answers) for group in chosen)
        offered = self._offer("Code this answer" if number == 1 else f"Code {number:,} answers", chosen)
        region = self.query_one("#answers", DrawnRows).row_region
        await self.app.push_screen_wait(CodePickerScreen(offered, apply, region))
        self._unmark()

    def _offer(self, words: str, chosen: Sequence[AnswerGroup]) -> CodeOffer:
        book, used = self._known.book, self._known.uses or {}
        digits = {code_id: digit for digit, code_id in self._digits.items()} if self._digits else {}
        choices = code_choices(book, {code_id: use.codings for code_id, use in used.items()}, digits)
        coder = self.shell.coder_id
        own = [{c.code_id for c in self._coded.of_group(group) if c.coder_id == coder} for group in chosen]
        already = frozenset(set.intersection(*own)) if own else frozenset[str]()
        lately = book.area_of(self._last) if self._last is not None else None
        offered = CodeOffer(words, choices, areas_to_choose(book), tuple(self._recent), (), already, new_area=True)
        return self.shell.names.show_all(replace(offered, lately=lately.id if lately is not None else ""))

    async def action_same_code(self) -> None:
        """Apply the last code again."""
        await self._apply_or_say(self._last, "No code was applied yet. c chooses one.")

    async def action_digit(self, digit: int) -> None:
        """Apply the code of a digit."""
        otherwise = f"No code has the digit {digit} yet. c chooses one, and it takes the next free digit."
        await self._apply_or_say(self._digits.code(digit) if self._digits else None, otherwise)

    @work
    async def action_remove(self) -> None:
        """Take the coder's own codes off."""
        own = [
            coding.id
            for group in self._chosen()
            for coding in self._coded.of_group(group)
            if coding.coder_id == self.shell.coder_id
        ]
        if not own:
            self.shell.say("None of your codes stands here.")
            return
        label = f"{len(own):,} codings removed"
        edit = RemoveCoding(own[0]) if len(own) == 1 else Together([RemoveCoding(one) for one in own], label)
        if made := await self.shell.make(edit):
            self._unmark()
            self.shell.say(f"{self.shell.names.show(made.label)}. u takes it back.")

    @work
    async def action_memo(self) -> None:
        """Write a memo on the answer."""
        group = self._here
        if group is not None:
            who = self.shell.names.show(group.answers[0].pseudonym)
            await write_memo(self, f"the answer of {who}", MemoTarget("document", group.answers[0].document_id))

    @work
    async def action_keep(self) -> None:
        """Keep the answers as quotes, the first of those in the same words."""
        firsts = [group.answers[0].document_id for group in self._chosen()]
        words = await self.shell.read(answer_words, firsts)
        essay = await open_essay(self.shell)
        edits = kept_together([(one, words[one]) for one in firsts if one in words], essay)
        kept = "kept" if essay is None else f"in {essay.place}"
        if edits and await self.shell.make(
            Together(edits, f"{len(edits)} quotes {kept}" if len(edits) > 1 else None)
        ):
            self._unmark()
            self.shell.say(f"Kept {'as a quote' if essay is None else f'for {essay.place}'}. u takes it back.")

    @work
    async def action_remove_survey(self) -> None:
        """Take the survey of the question out of the study, where a person agrees to all that goes with it."""
        question = self._question
        if question is None:
            self.shell.say("There is no survey here.")
            return
        going = await self.shell.read(removal, question.survey_id)
        words = f"{what_goes(going)}\n\nIts file is not touched. u brings all of it back as one step."
        title = f"Take the survey “{going.name}” out of the study?"
        if not await self.app.push_screen_wait(YesNo(title, self.shell.names.show(words), "takes it out")):
            return
        if made := await self.shell.make(RemoveSurvey(question.survey_id)):
            self.shell.say(f"{self.shell.names.show(made.label)}. u takes it back.")

    # Looking

    def action_mark(self) -> None:
        """Mark the answer under the cursor."""
        self.query_one("#answers", DrawnRows).toggle_mark()
        self._entitle()

    def action_uncoded(self, step: int) -> None:
        """Go to the next or previous answer without a code."""
        rows = self.query_one("#answers", DrawnRows)
        places = range(rows.place + step, len(rows.row_ids) if step > 0 else -1, step)
        ids = (rows.row_ids[place] for place in places)
        wanted = next((one for one in ids if not self._coded.is_coded(self._groups[one])), None)
        if wanted is None:
            self.shell.say("Every answer from here on has a code.")
        else:
            rows.go_to(wanted)

    @work
    async def action_form(self) -> None:
        """Choose what is shown: uncoded, a sample, people with a fact; of a closed question the groups."""
        question = self._question
        if question is None:
            return
        asked = {line.attribute_id for line in self._known.questions if line.survey_id == question.survey_id}
        # Those that the same survey asked come first.
        facts = sorted(await self.shell.read(attributes), key=lambda fact: fact.id not in asked)
        if not question.is_open:
            await self._choose_groups(facts)
            return
        drawn = await self.shell.read(samples)
        show = self.shell.names.show
        choices = [
            (_ALL, "all answers", ""),
            (_UNCODED, "those without a code", "one that you code stays in sight until you choose again"),
            (_CODED, "those with a code", ""),
            *((_SAMPLE + sample.id, f"the sample {show(sample.name)}", "") for sample in drawn),
            *((_FACT + fact.id, f"people by {show(fact.name)}…", "") for fact in facts),
        ]
        chosen = await self.app.push_screen_wait(Choose("Show which answers?", choices))
        if chosen is None:
            return
        if chosen.startswith(_FACT):
            fact = next(one for one in facts if one.id == chosen.removeprefix(_FACT))
            value = await self._choose_value(question, fact)
            if value is None:
                return
            self._show_only(facts={**self._filter.facts, fact.id: value}, said={show(fact.name): f"= {show(value)}"})
        elif chosen.startswith(_SAMPLE):
            sample = next(one for one in drawn if one.id == chosen.removeprefix(_SAMPLE))
            self._show_only(sample_id=sample.id, said={f"sample {show(sample.name)}": ""})
        elif chosen == _ALL:
            self._show_all()
        else:
            for word in (_UNCODED, _CODED):
                self._shown_of.pop(word, None)
            self._show_only(coded=chosen == _CODED, said={chosen: ""})
        await self._read_answers()

    async def _choose_value(self, question: QuestionLine, fact: Attribute) -> str | None:
        """A value of a fact about those who answered; typed where there are too many to choose from."""
        values = await self.shell.read(values_given, question.id, fact)
        name = self.shell.names.show(fact.name)
        if len(values) > _MOST_VALUES:
            return await self.app.push_screen_wait(
                AskLine(f"{name} is", "As it stands in the table of participants.", keys="enter show · esc back")
            )
        number = len(str(max((count for _, count in values), default=0)))
        shown = [(value, f"{count:>{number},}  {self.shell.names.show(value)}", "") for value, count in values]
        words = f"How many answers to {question.label} are theirs:"
        return await self.app.push_screen_wait(Choose(name, shown, words, chosen=self._filter.facts.get(fact.id)))

    async def _choose_groups(self, facts: Sequence[Attribute]) -> None:
        show = self.shell.names.show
        choices = [(_ALL, "all together", ""), *((fact.id, f"by {show(fact.name)}", "") for fact in facts)]
        chosen = await self.app.push_screen_wait(Choose("Count whose answers?", choices, chosen=self._counted_by))
        if chosen is not None:
            self._counted_by = None if chosen == _ALL else chosen
            await self._read_answers()

    async def action_order(self) -> None:
        """Most frequent first, or as they came."""
        self._most_first = not self._most_first
        self._group()

    def action_side(self) -> None:
        """Show or hide the questions."""
        self.toggle_class("-choosing" if self.has_class("-narrow") else "-alone")
        chooses = self.has_class("-choosing") or not (self.has_class("-narrow") or self.has_class("-alone"))
        if chooses:
            self.query_one("#questions").focus()
        else:
            self._focus_answers()
        self.call_after_refresh(self._recount)

    @work
    async def action_back(self) -> None:
        """From the questions to the answers; then marks go, then what was asked for; then out."""
        rows = self.query_one("#answers", DrawnRows)
        if self.has_class("-choosing"):
            self.remove_class("-choosing")
            self._focus_answers()
        elif self.has_class("-closed"):
            if self._counted_by is None:
                self.dismiss()
                return
            self._counted_by = None
            await self._read_answers()
        elif rows.marked:
            self._unmark()
        elif self._shown_of:
            self._show_all()
            await self._read_answers()
        else:
            self.dismiss()

    @property
    def wanted(self) -> str:
        """The words that are looked for among the answers."""
        return self._filter.words

    def narrow(self, words: str) -> None:
        """Show the answers with these words."""
        self._look(words)

    @work(exclusive=True, group="look")
    async def _look(self, words: str) -> None:
        self._shown_of.pop("with", None)
        self._show_only(words=words, said={"with": f"“{words}”"} if words.strip() else {})
        await self._read_answers()
