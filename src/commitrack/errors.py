"""The errors a user can meet, each with its exit code.

::

    Exception
    └── CommitrackError            3   the command could not be done; nothing was written
        ├── UsageError             2   arguments that do not say what is meant
        ├── LedgerNotFound         3   no ledger where one was looked for
        ├── LedgerUnreadable       3   a file that is not text, too large, or not readable
        ├── LedgerInvalid          3   a ledger with mistakes; carries every finding
        ├── RevisionNotFound       3   a revision of the ledger that git does not have, or no git to ask
        ├── UnknownId              3   an id that the ledger does not have
        ├── Refused                3   an update that would make the ledger say something untenable
        ├── TableUnreadable        3   a table to import that is none, or has no headings
        ├── TableInvalid           3   a table to import with bad rows; names every one
        ├── WriteFailed            3   locked, read-only, full: the old text stands
        ├── EditFailed             3   an editor that is not there or fails, or an edit that cannot stand
        ├── OutputFailed          74   standard output, or the file named for it, could not be written (as EX_IOERR)
        └── OutputClosed         141   the reader of a pipe went away (128 + SIGPIPE)

The command-line parser's own errors have exit code 2 too, and Ctrl-C has 130 (128 + SIGINT). A message reads
``FILE:LINE: WHERE: what, and what to do`` as far as file, line and place are known.
"""

from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple


class Finding(NamedTuple):
    """One result of a check: where it is, what it is, and what to do about it.

    ``line`` counts from 1, and ``quote`` is what stands there. ``where`` is the place in the ledger's own terms, such
    as ``commitments.scholarships.target``; it is empty where only the line is known. ``check`` is the name of the
    check. An error keeps the ledger from being read; a warning does not.
    """

    file: str
    line: int
    where: str
    message: str
    check: str
    severity: Literal["error", "warning"]
    quote: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: "
        return f"{place}{self.where}: {self.message}" if self.where else place + self.message


class CommitrackError(Exception):
    """The command could not be done. The message, of a line or several, says why, and what to do."""

    exit_code: ClassVar[int] = 3

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines

    def __str__(self) -> str:
        return "\n".join(self.lines)


class UsageError(CommitrackError):
    """The arguments do not say what is meant."""

    exit_code = 2


class LedgerNotFound(CommitrackError):
    """There is no ledger where one was looked for."""


class LedgerUnreadable(CommitrackError):
    """The file is not readable, not text, or too large."""


class LedgerInvalid(CommitrackError):
    """The ledger holds mistakes; ``findings`` has all of them, in the order of their lines.

    The message names the first hundred.
    """

    SHOWN: ClassVar[int] = 100

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        mistakes = "1 mistake" if len(self.findings) == 1 else f"{len(self.findings):,} mistakes"
        more = "; 'commitrack check' lists them all" if len(self.findings) > self.SHOWN else ""
        summary = f"{mistakes} in {self.findings[0].file}{more}; correct what is said above, and run the command again"
        super().__init__(*self.named, summary)

    @property
    def named(self) -> list[str]:
        """The first hundred mistakes, each in a sentence."""
        return [str(finding) for finding in self.findings[: self.SHOWN]]


class RevisionNotFound(CommitrackError):
    """git does not have the ledger at that revision, or cannot be asked."""


class UnknownId(CommitrackError):
    """The ledger has no commitment, programme or update of that id."""


class Refused(CommitrackError):
    """The update would make the ledger say something untenable."""


class TableUnreadable(CommitrackError):
    """The file to import is not readable, or holds no table."""


class TableInvalid(CommitrackError):
    """Rows of the table to import cannot be taken; the message names the first hundred, each in a sentence."""

    SHOWN: ClassVar[int] = 100

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = tuple(sentences)
        mistakes = "1 mistake" if len(sentences) == 1 else f"{len(sentences):,} mistakes"
        more = f", of which {self.SHOWN} are shown" if len(sentences) > self.SHOWN else ""
        super().__init__(*sentences[: self.SHOWN], f"{mistakes}{more}; nothing was written")


class WriteFailed(CommitrackError):
    """The ledger could not be replaced; the old text stands."""


class EditFailed(CommitrackError):
    """There is no editor, it failed, or what it saved cannot replace the ledger."""


class OutputFailed(CommitrackError):
    """Standard output, or the file named in its place, could not be written."""

    exit_code = 74


class OutputClosed(CommitrackError):
    """The reader of standard output went away."""

    exit_code = 141


def reason(error: OSError) -> str:
    """Say what the operating system reports, in a word or two."""
    return (error.strerror or str(error)).lower()
