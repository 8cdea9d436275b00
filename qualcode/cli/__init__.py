"""The command line: one file for each command, loaded when it is called."""

from __future__ import annotations

import gc
import importlib
import sys

import click

from qualcode import __version__
from qualcode.cli.saying import say
from qualcode.problem import Problem

# Named here with their help, so that `qualcode --help` loads none of them.
COMMANDS = {
    "demo": ("demo", "Look round a finished sample study, and try things out in it."),
    "new": ("new", "Begin a study."),
    "open": ("open_study", "Open a study in the terminal UI."),
    "import": ("import_documents", "Bring transcripts into the study."),
    "survey": ("survey", "Bring a survey in; list its answers, count its closed questions."),
    "sample": ("sample_answers", "Draw survey answers to code, by a seed."),
    "documents": ("documents", "List the documents."),
    "progress": ("progress", "List how much of each document is coded, and what is left."),
    "speakers": ("speakers", "List who speaks where; say which labels are one, and whose words they are."),
    "participants": ("participants", "List participants; set their consent and attributes."),
    "names": ("names", "List real names and what is shown for them; replace them for good."),
    "erase": ("erase", "Erase a participant who withdrew, from every byte of the study and its backups."),
    "text": ("text", "Correct words, split or join turns, say who speaks."),
    "codes": ("codes", "Show, change, bring in or write out the codebook; say what changed."),
    "code": ("code", "Apply a code to a passage, found by its words or its turn."),
    "find": ("find", "List every place where words were said, and code them in one go."),
    "excerpts": ("excerpts", "List the excerpts that answer a question, such as those of a code or area."),
    "questions": ("questions", "List the saved questions; save one or take one away."),
    "themes": ("themes", "Count the excerpts of every code, by participant or anything else; how far each reaches."),
    "together": ("together", "List which codes meet, and how often."),
    "words": ("words", "List what people say most within a theme; pairs of words, and their places."),
    "sampling": ("sampling", "Say how many participants are wanted, and see who is still missing."),
    "chart": ("chart", "Show the chart of an area, or write it to a file for a workshop or a report."),
    "chart-in": ("chart_in", "Bring back a chart that was written on as a workbook."),
    "theme": ("theme", "Begin themes in the making, and see what bears them out."),
    "essay": ("essay", "Write essays as outlines of headings, notes and quotes; see whose words they print."),
    "quote": ("quote", "Keep quotes for essays, trim them for print, find more like them."),
    "check-draft": (
        "check_draft",
        "Hold a draft against the transcripts: every quotation, and what is wrong with it.",
    ),
    "memos": ("memos", "List memos, or write them up in Word with the passages they cite."),
    "memo": ("memo", "Write a memo; say what became of an opportunity."),
    "workshop": ("workshop", "Bring in what came back from a workshop, and list what was said to each card."),
    "export": ("export", "Write what the study says to files."),
    "study": ("study", "Show or fill in the study page."),
    "history": ("history", "List who did what, when."),
    "undo": ("undo", "Take the last action back, or do it again."),
    "settings": ("settings", "List what can be set on this machine, and set it."),
    "keys": ("keys", "List every key of the terminal UI."),
    "doctor": ("doctor", "Check that the study is sound, and what this terminal can do."),
}


class _Commands(click.Group):
    """Loads a command's module only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"qualcode.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        # `qualcode FILE.qualcode` opens it, as a double click would.
        if args and args[0] not in COMMANDS and not args[0].startswith("-") and _is_study(args[0]):
            return "open", self.get_command(ctx, "open"), args
        return super().resolve_command(ctx, args)


def _is_study(named: str) -> bool:
    from pathlib import Path

    path = Path(named)
    return named.endswith(".qualcode") or (path.is_dir() and any(path.glob("*.qualcode")))


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=(
        "Exit status: 0 where it was done; 1 where it was not, with the reason and what to do next, or where "
        "check-draft or doctor found something; 2 where the command was not understood; 70 after a fault in qualcode."
    ),
)
@click.version_option(__version__, prog_name="qualcode")
@click.pass_context
def commands(ctx: click.Context) -> None:
    """Code interviews, review themes, and carry quotes into Word with consent.

    Alone, qualcode opens its welcome screen. Inside a study's folder the study need not be named.
    """
    if ctx.invoked_subcommand is None:
        from qualcode.cli.open_study import run

        run(None)


def main() -> None:
    """Run the command line; a problem becomes a sentence on stderr and exit status 1."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles and pipes may be set to a code page that lacks curly quotes.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    # A long text is a hundred thousand small values: to look among them for rubbish was a tenth of a long command.
    gc.set_threshold(100_000, 20, 20)
    try:
        commands(standalone_mode=True)
    except Problem as problem:
        _say(problem)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:  # the last door: a person gets a sentence, the log the trace
        from qualcode.project.crash import keep_trace

        say(keep_trace(error), err=True)
        sys.exit(70)


def _say(problem: Problem) -> None:
    for part in (problem.title, problem.detail, problem.remedy):
        if part:
            say(part, err=True)
