"""``commitrack edit``: the ledger in an editor, checked before it is saved."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from commitrack.actions.open import locate
from commitrack.cli.declare import argument, option
from commitrack.cli.options import LedgerOption
from commitrack.cli.streams import print_error, print_message, print_source
from commitrack.cli.writing import DryRunOption, WaitOption, is_conversation
from commitrack.errors import (
    CommitrackError,
    EditFailed,
    LedgerInvalid,
    LedgerNotFound,
    LedgerUnreadable,
    OutputClosed,
    OutputFailed,
    Refused,
    UsageError,
)
from commitrack.files.lock import DEFAULT_WAIT
from commitrack.ledger import store

if TYPE_CHECKING:
    from commitrack.actions.edit import Copy


def edit(
    commitment_id: Annotated[str | None, argument(metavar="ID", help="The commitment to begin at.")] = None,
    source: Annotated[
        Path | None,
        option(
            "--from",
            metavar="FILE",
            help="Take up an edit that was kept: save it if it is valid, else open it at its first mistake.",
        ),
    ] = None,
    dry_run: DryRunOption = False,
    wait: WaitOption = DEFAULT_WAIT,
    ledger: LedgerOption = None,
) -> None:
    """Open the ledger in an editor.

    The editor that VISUAL or EDITOR names gets a copy. If the copy is valid when it is saved, it replaces the ledger;
    if not, it is kept beside the ledger, and the ledger stays as it is. --from takes such an edit up again.
    """
    from commitrack.actions import edit as action

    if source is not None and commitment_id is not None:
        raise UsageError("an edit that is taken up is opened at its first mistake; leave out the ID, or --from")
    path = locate(ledger)
    old = store.read(path)
    if not dry_run:
        store.writable(path)
    begun = old if source is None else _read_kept(source)
    sitting = None
    if source is None or action.mistakes(begun.encode(), source):
        line = action.first_line(begun, source or path, commitment_id)
        sitting = _Sitting(action.copy_of(path, begun), path, ledger)
    with nullcontext() if sitting is None else sitting.kept():
        new = begun if sitting is None else sitting.edit(line, unchanged=old)
        if source is not None:
            _ask_before_dropping(path, source, old, new)
        if new != old and not dry_run:
            action.save(path, old, new, wait=wait, say=print_error)
    try:
        _say(path, old, new, dry_run=dry_run)
    finally:
        if sitting is not None:
            print_error(*sitting.end())


def _read_kept(source: Path) -> str:
    try:
        return store.read(source)
    except LedgerNotFound:
        raise LedgerNotFound(f"{source}: no such file; check the name") from None


@dataclass
class _Sitting:
    """Somebody who has a copy of the ledger in an editor."""

    copy: "Copy"
    path: Path
    ledger: Path | None
    """As the command line names it."""
    is_open: bool = False
    """Whether the editor may be open still."""

    def edit(self, line: int, *, unchanged: str) -> str:
        """Open the editor until it leaves a valid ledger, or what it was given: that is ``unchanged``."""
        from commitrack.actions import edit as action
        from commitrack.cli.prompts import agree

        while True:
            self._open(line)
            try:
                new = action.edited(self.copy, self.path)
            except (LedgerInvalid, LedgerUnreadable) as error:
                if not is_conversation():
                    raise
                print_error(*(error.named if isinstance(error, LedgerInvalid) else error.lines))
                if not agree("Edit again?"):
                    raise EditFailed("the edit has mistakes") from None
                line = error.findings[0].line if isinstance(error, LedgerInvalid) else 1
            else:
                return unchanged if new == self.copy.begun else new

    def _open(self, line: int) -> None:
        from commitrack.cli.editor import open_editor
        from commitrack.cli.prompts import agree

        self.is_open = open_editor(self.copy.file, line)
        while self.is_open and is_conversation():
            print_message("The editor has ended, but what it started may still be open.")
            self.is_open = not agree("Have you saved, and closed it?")

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Lose nobody's work, whatever happens: keep it, and say where it is and how to go on with it."""
        from commitrack.cli.editor import AskedToEnd, heeding_signals

        try:
            with heeding_signals():
                yield
        except (OutputFailed, OutputClosed):
            print_error(*self._rescue())
            raise
        except CommitrackError as error:
            raise EditFailed(*self._rescue(error)) from None
        except BaseException as error:
            if rescued := self._rescue():
                print_error("", *rescued)
            if isinstance(error, AskedToEnd):
                signal.signal(error.number, signal.SIG_DFL)
                signal.raise_signal(error.number)
            raise

    def end(self) -> list[str]:
        """Delete the copy, unless the editor may still have it open; say so then."""
        if self.is_open:
            taken_up = self._command(self.copy.file)
            return [f"{self.path}: the editor may still be open; take up what it saves from now on with '{taken_up}'"]
        self.copy.discard()
        return []

    def _rescue(self, error: CommitrackError | None = None) -> list[str]:
        """Return what there is to say after an error: what it was, and what became of the edit."""
        from commitrack.actions import edit as action

        lines = [] if error is None else list(error.lines)
        if not self.copy.is_edited:
            return [*lines, *self._leave()]
        content = self.copy.content
        if action.is_saved(self.path, content):
            return [*lines, f"{self.path}: was saved", *self._leave()]
        file = action.keep(self.copy, self.path)
        taken_up = self._command(file)
        first = ""
        if isinstance(error, (LedgerInvalid, LedgerUnreadable)):
            lines, first = action.mistakes(content, file), "correct it there, then "
        note = f"{self.path}: nothing was written; your edit is kept in {file}; {first}take it up with '{taken_up}'"
        return [*lines, note, *(self._leave() if file != self.copy.file else ())]

    def _leave(self) -> list[str]:
        """Delete the copy, unless the editor has saved something of its own beside it, as those do that are ended."""
        if beside := self.copy.beside:
            return [f"{self.path}: the editor left {', '.join(beside)} in {self.copy.file.parent}"]
        return self.end()

    def _command(self, file: Path) -> str:
        import shlex

        named = [] if self.ledger is None else ["--ledger", str(self.ledger)]
        return shlex.join(["commitrack", "edit", "--from", str(file), *named])


def _ask_before_dropping(path: Path, source: Path, old: str, new: str) -> None:
    """Make sure that an edit which was begun earlier does not undo what was recorded since."""
    from commitrack.actions import edit as action
    from commitrack.cli.prompts import agree

    if not (dropped := action.dropped(path, source, old, new)):
        return
    if is_conversation():
        print_error(*dropped)
        if agree("Save it all the same, without that?", default=False):
            return
        dropped = []
    raise Refused(
        *dropped,
        f"{path}: nothing was written; copy over what {source} lacks, or delete it from the ledger first, "
        "with 'commitrack edit'",
    )


def _say(path: Path, old: str, new: str, *, dry_run: bool) -> None:
    if new == old:
        print_message(f"{path}: nothing was changed")
    elif dry_run:
        from commitrack.views.patch import unified

        print_message(f"{path}: would be changed; nothing was written", "")
        print_source(unified(old, new, str(path)))
    else:
        print_message(f"{path}: saved")
