"""What was chosen in the export dialog, remembered for each study."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from qualcode.exports.briefing_material import BriefingChoices
from qualcode.exports.choices import Order, ReportChoices
from qualcode.exports.files import report_path
from qualcode.exports.lead import LeadChoices
from qualcode.exports.writing import FORMATS
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import NO_NAMES, Names
from qualcode.participants.recognising import FEWEST
from qualcode.project.project import Project
from qualcode.tui.screens.export_briefing import AskedBriefing
from qualcode.tui.screens.export_kind import ExportKind, Picked
from qualcode.tui.screens.export_kinds import BRIEFING, EXCERPTS, KINDS, NUMBERS
from qualcode.tui.screens.export_lead import AskedLead
from qualcode.tui.screens.export_offered import Offered
from qualcode.tui.shell import Shell

_KEY = "export-choices"
_NOTHING = Picked()
_SETS = ("codes", "documents", "kinds", "coders")


@dataclass(frozen=True)
class Asked:
    """The report that is asked for, as which file, with which template, and where.

    `where` is the file as typed, empty for the usual one in the study's exports folder. With `numbers` it is the
    team lead's report, as `lead` has it, the briefing papers where `briefing` says so, and another kind of document
    where `other` names it, as `picked` has it by name; for the same readers and with the same template. A kind with
    readers of its own has `own`, or `readers` where they were chosen for it. Neither is remembered.
    """

    choices: ReportChoices = field(default_factory=ReportChoices)
    suffix: str = ".docx"
    template: str = ""
    where: str = ""
    numbers: bool = False
    lead: AskedLead = field(default_factory=AskedLead)
    briefing: AskedBriefing = field(default_factory=AskedBriefing)
    other: str = ""
    picked: Mapping[str, Picked] = field(default_factory=dict)
    own: Audience | None = field(default=None, compare=False)
    readers: Audience | None = field(default=None, compare=False)

    def turned_to(self, what: str) -> Asked:
        """The same choices for another thing to export, by its name in `LISTED`."""
        briefing = replace(self.briefing, wanted=what == BRIEFING)
        return replace(self, numbers=what == NUMBERS, briefing=briefing, other=what if what in KINDS else "")

    @property
    def what(self) -> str:
        """What is exported, by its name in `LISTED`."""
        return self.other or (BRIEFING if self.briefing.wanted else NUMBERS if self.numbers else EXCERPTS)

    @property
    def kind(self) -> ExportKind | None:
        """The kind of document, where it is none of those with choices of their own."""
        return KINDS.get(self.other)

    @property
    def of_kind(self) -> Picked:
        """What was chosen of the kind of document."""
        return self.picked.get(self.other, _NOTHING)

    def with_picked(self, picked: Picked) -> Asked:
        """The same with other choices of the kind of document."""
        return replace(self, picked={**self.picked, self.other: picked})

    @property
    def audience(self) -> Audience:
        """Who will read it."""
        kind = self.kind
        if kind is not None and kind.readers:
            return Audience.OUTSIDE
        return self.choices.audience if self.own is None else self.readers or self.own

    def with_readers(self, audience: Audience) -> Asked:
        """The same for other readers: of this document alone, where it has readers of its own."""
        if self.own is not None:
            return replace(self, readers=audience)
        return replace(self, choices=replace(self.choices, audience=audience))

    def with_own_readers(self, offered: Offered, before: Asked) -> Asked:
        """The same for the readers of what was chosen; those said for another document are forgotten."""
        own = self.kind.own_readers(self.of_kind, offered) if self.kind is not None else None
        same = self.what == before.what and self.of_kind.one("essay") == before.of_kind.one("essay")
        return replace(self, own=own, readers=self.readers if same else None)

    @property
    def briefing_choices(self) -> BriefingChoices:
        """What goes into the briefing papers, for the readers that were chosen."""
        return replace(self.briefing.choices, audience=self.choices.audience)

    @property
    def lead_choices(self) -> LeadChoices:
        """What goes into the team lead's report, for the readers that were chosen."""
        return replace(self.lead.choices, audience=self.choices.audience)

    @property
    def previews_as(self) -> tuple[object, ...]:
        """What the words of the report hang on."""
        if self.other:
            return self.other, self.of_kind.chosen, self.audience
        return self.what, self.choices, self.lead_choices, self.briefing_choices

    def paths(self, study: Path, names: Names = NO_NAMES) -> tuple[Path, ...]:
        """The files to write, for a study whose file is given; of several documents their folder."""
        if (folder := self.folder(study)) is not None:
            return (folder,)
        if self.kind is not None:
            return self.kind.paths(None, self.of_kind, study, names, self.audience)[0]
        if self.numbers:
            return self.lead.paths(study, names, self.choices.audience)
        return (self.path(study, names),)

    def folder(self, study: Path) -> Path | None:
        """The folder of several documents, each named when they are made; None of one document."""
        if self.kind is not None:
            return self.kind.folder(self.of_kind, study) if self.kind.in_folder else None
        return self.briefing.folder(study) if self.briefing.wanted else None

    def path(self, study: Path, names: Names = NO_NAMES) -> Path:
        """The file of themed excerpts, for a study whose file is given; a bare name goes to its exports folder."""
        if self.where:
            typed = Path(self.where).expanduser()
            if typed.suffix.casefold() not in FORMATS:
                typed = typed.with_name(typed.name + self.suffix)
            if typed.is_absolute():
                return typed
            return study.parent / ("exports" if typed.parent == Path() else "") / typed
        return report_path(study, self.suffix, names, outside=self.choices.audience is Audience.OUTSIDE)

    @property
    def template_path(self) -> Path | None:
        """The house template for Word, None where there is none."""
        return Path(self.template).expanduser() if self.template and self.is_word else None

    @property
    def is_word(self) -> bool:
        """Whether a Word file is written that follows a template."""
        if self.kind is not None:
            return self.kind.takes_template and ".docx" in self.kind.suffixes(self.of_kind)
        if self.briefing.wanted:
            return ".docx" in self.briefing.suffixes
        return ".docx" in self.lead.suffixes if self.numbers else self.suffix == ".docx"

    def as_json(self) -> str:
        """As the study's own copy keeps it."""
        choices = {name: sorted(value) if name in _SETS and value else value for name, value in _plain(self).items()}
        return json.dumps(
            {
                "choices": choices,
                "suffix": self.suffix,
                "template": self.template,
                "where": self.where,
                "numbers": self.numbers,
                "lead": self.lead.kept(),
                "briefing": self.briefing.kept(),
                "other": self.other,
                "picked": {name: one.kept() for name, one in self.picked.items()},
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, words: str | None) -> Asked:
        """What was kept; the usual choices for whatever is missing or no longer understood."""
        try:
            kept = json.loads(words or "{}")
            values = {name: value for name, value in dict(kept.get("choices", {})).items() if name in _KNOWN}
            for name in _SETS:
                if values.get(name) is not None:
                    values[name] = frozenset(str(one) for one in values[name])
            values["audience"] = Audience(values.get("audience", Audience.TEAM))
            values["order"] = Order(values.get("order", Order.DOCUMENT))
            values["fewest"] = FEWEST if values.get("fewest") else 0
            values["question"] = str(values.get("question", ""))
            suffix = kept.get("suffix", ".docx")
            return cls(
                ReportChoices(**values),
                suffix if suffix in FORMATS else ".docx",
                str(kept.get("template", "")),
                str(kept.get("where", "")),
                kept.get("numbers") is True,
                AskedLead.from_kept(kept.get("lead", {})),
                AskedBriefing.from_kept(kept.get("briefing", {})),
                other if (other := str(kept.get("other", ""))) in KINDS else "",
                {str(name): Picked.from_kept(one) for name, one in kept.get("picked", {}).items()},
            )
        except (ValueError, TypeError, AttributeError):
            return cls()


_KNOWN = frozenset(one.name for one in fields(ReportChoices))


def _plain(asked: Asked) -> Mapping[str, Any]:
    return {
        name: None if value is None else list(value) if isinstance(value, frozenset) else value
        for name, value in asdict(asked.choices).items()
    }


async def remembered(shell: Shell) -> Asked:
    """What was chosen last in this study."""
    return Asked.from_json(await shell.lane.call(lambda project: project.setting(_KEY)))


async def remember(shell: Shell, asked: Asked) -> None:
    """Keep the choices for the next time."""

    def work(project: Project) -> None:
        if not project.read_only:
            project.set_setting(_KEY, asked.as_json())

    await shell.lane.call(work)


async def remember_shown(shell: Shell, code_id: str | None, question: str = "") -> None:
    """Let the dialog begin with one code or area, or with all, and with what a question finds of it."""
    asked = (await remembered(shell)).turned_to(EXCERPTS)
    codes = None if code_id is None else frozenset({code_id})
    await remember(shell, replace(asked, choices=replace(asked.choices, codes=codes, question=question)))


async def remember_lead(shell: Shell) -> None:
    """Let the dialog begin with the team lead's report."""
    await remember(shell, (await remembered(shell)).turned_to(NUMBERS))
