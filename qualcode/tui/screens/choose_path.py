"""A browser of folders and files, with a line to type or paste a path in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import DirectoryTree, Input
from textual.widgets._directory_tree import DirEntry
from textual.widgets.tree import TreeNode

from qualcode.transcripts.clean import plain
from qualcode.tui.screens.modal import Modal
from qualcode.tui.screens.paths import completed, given_path
from qualcode.tui.widgets.words import Words


class _Folders(DirectoryTree):
    """Folders and the files that may be chosen; hidden ones left out."""

    ICON_NODE = "+ "
    ICON_NODE_EXPANDED = "- "
    ICON_FILE = "  "

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "open_folder", "Open folder", show=False),
        Binding("left,h", "close_folder", "Close folder", show=False),
        Binding("j", "cursor_down", "Next", show=False),
        Binding("k", "cursor_up", "Previous", show=False),
    ]

    class Typed(Message):
        """A character of a path was typed here."""

        def __init__(self, character: str) -> None:
            super().__init__()
            self.character = character

    def __init__(self, start: Path, wanted: Callable[[Path], bool]) -> None:
        super().__init__(start)
        self._is_wanted = wanted
        self.auto_expand = False
        self._typing = False

    def on_key(self, event: events.Key) -> None:
        """Let a path be typed at once; what arrives before the line has the focus goes there, too."""
        if event.character is not None and (event.character in "/~\\" or (self._typing and event.is_printable)):
            event.stop()
            event.prevent_default()
            self._typing = True
            self.post_message(self.Typed(event.character))

    def on_focus(self) -> None:
        """Begin with the folders again."""
        self._typing = False

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Leave out what is hidden or cannot be chosen."""
        found = []
        for path in paths:
            try:
                if not path.name.startswith((".", "~$")) and (path.is_dir() or self._is_wanted(path)):
                    found.append(path)
            except OSError:
                continue
        return found

    def render_label(self, node: TreeNode[DirEntry], base_style: object, style: object) -> Text:
        """A name as it is, never markup, nothing in it acting on the terminal."""
        cursor = "▸ " if node is self.cursor_node else "  "
        mark = "  " if not node.allow_expand else (self.ICON_NODE_EXPANDED if node.is_expanded else self.ICON_NODE)
        return Text(cursor + mark + plain(str(node.label)), style=style)  # type: ignore[arg-type]

    def action_open_folder(self) -> None:
        """Show what is in the folder."""
        if self.cursor_node is not None:
            self.cursor_node.expand()

    def action_close_folder(self) -> None:
        """Close the folder, or go to the one it is in."""
        node = self.cursor_node
        if node is not None and node.is_expanded and node.parent is not None:
            node.collapse()
        elif node is not None and node.parent is not None:
            self.move_cursor(node.parent)
            node.parent.collapse()
        else:
            self._up()

    def _up(self) -> None:
        path = Path(self.path)
        if path.parent != path:
            self.path = path.parent


_IN_FOLDERS = "↑↓ move · → open, ← close a folder · enter choose · tab type a path · esc back"
_IN_LINE = "enter takes this path · tab completes it · ↓ to the folders · esc back"


class ChoosePath(Modal[Path]):
    """Gives back the path chosen. `wanted` says which files may be; `folders`, whether a folder may.

    `typed` is what was typed of a path before it was opened.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+u", "up", "Folder above", show=False, priority=True),
        Binding("tab", "line", "The line, or complete what is typed there", show=False, priority=True),
        Binding("down", "folders", "The folders", show=False),
    ]

    DEFAULT_CSS = """
    ChoosePath > .box { width: 84; height: 90%; max-height: 34; }
    ChoosePath _Folders { height: 1fr; background: $surface; margin-top: 1; scrollbar-size-vertical: 1; }
    ChoosePath #why-not { height: auto; color: $warning; }
    """

    def __init__(
        self,
        title: str,
        words: str,
        start: Path,
        *,
        wanted: Callable[[Path], bool] | None = None,
        folders: bool = True,
        typed: str = "",
    ) -> None:
        super().__init__(title, words, _IN_FOLDERS)
        self._begun = typed
        self._start = start
        self._is_wanted = wanted or readable
        self._folders = folders

    def compose_box(self) -> ComposeResult:
        yield Input(self._begun, placeholder="or type, paste or drop a path here", select_on_focus=False)
        yield Words("", id="why-not")
        yield _Folders(self._start, self._is_wanted)

    def on_mount(self) -> None:
        """Begin in the folders, or go on with what was typed."""
        self.set_focus(self.query_one(Input) if self._begun else self.query_one(_Folders))

    def on_descendant_focus(self) -> None:
        """Say which keys act; going back to the folders forgets what was typed, so that enter means one thing."""
        super().on_descendant_focus()
        line = self.query_one(Input)
        if not line.has_focus:
            line.value = ""
            self._say("")
        self.query_one(".key-words", Words).update(_IN_LINE if line.has_focus else _IN_FOLDERS)

    def action_folders(self) -> None:
        """Go to the folders."""
        self.query_one(_Folders).focus()

    def action_line(self) -> None:
        """Go to the line; there, go on with the path as far as there is but one way to."""
        line = self.query_one(Input)
        if not line.has_focus:
            line.focus()
        elif line.value.strip():
            line.value = completed(line.value, self._is_wanted)
            line.cursor_position = len(line.value)
        else:
            self.action_folders()

    def action_up(self) -> None:
        """Show the folder above."""
        self.query_one(_Folders)._up()

    def on_paste(self, event: events.Paste) -> None:
        """Take a path that was dropped on the window."""
        path = given_path(event.text)
        if path is not None:
            event.stop()
            self._take(path)

    @on(_Folders.Typed)
    def _typed(self, event: _Folders.Typed) -> None:
        line = self.query_one(Input)
        if not line.has_focus:
            line.focus()
        line.insert_text_at_cursor(event.character)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        path = given_path(event.value)
        if path is None:
            self._say("Nothing lies there. Look at the spelling, or choose below.")
        else:
            self._take(path)

    @on(DirectoryTree.FileSelected)
    def _file(self, event: DirectoryTree.FileSelected) -> None:
        event.stop()
        self._take(event.path)

    @on(DirectoryTree.DirectorySelected)
    def _folder(self, event: DirectoryTree.DirectorySelected) -> None:
        event.stop()
        if self._folders:
            self._take(event.path)
        else:
            event.node.toggle()

    def _take(self, path: Path) -> None:
        if path.is_dir() and not self._folders:
            tree = self.query_one(_Folders)
            tree.path = path
            tree.focus()
        elif path.is_dir() or self._is_wanted(path):
            self.dismiss(path)
        else:
            self._say(f"{path.name} is not a file that can be used here.")

    def _say(self, words: str) -> None:
        self.query_one("#why-not", Words).update(plain(words))


def readable(path: Path) -> bool:
    """Whether a file may be a transcript."""
    from qualcode.transcripts.importers import can_read

    return can_read(path)
