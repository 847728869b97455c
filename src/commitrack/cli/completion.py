"""Completion by a shell: what the ledger has, and where typer would end with a traceback."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from commitrack.errors import CommitrackError, UsageError, reason

_POSITION = re.compile(r"[0-9]{1,9}")
_PLAIN = re.compile(r"\w[\w-]*")
"""Words that mean the same in every shell. Shells run parts of others, so that no other is ever offered."""


def check_completion(arguments: Sequence[str]) -> None:
    """Make sure that bash says what to complete where it asks. Raises :class:`~commitrack.errors.UsageError`."""
    if any(argument.startswith(("--install-completion", "--show-completion")) for argument in arguments):
        _complete_at_once_in_zsh()
    if os.environ.get("_COMMITRACK_COMPLETE") != "complete_bash":
        return
    if "COMP_WORDS" not in os.environ or not _POSITION.fullmatch(os.environ.get("COMP_CWORD", "")):
        raise UsageError(
            "_COMMITRACK_COMPLETE is set, as by a shell that completes a command, but COMP_WORDS and COMP_CWORD do not "
            "say which command; unset it"
        )


def _complete_at_once_in_zsh() -> None:
    """Let typer's script for zsh complete when it is loaded, as zsh loads it at the first use and runs it whole."""
    from typer import _completion_shared as shared

    called = '\n\nif [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n  %(complete_func)s "$@"\nfi\n'
    shared._completion_scripts["zsh"] = shared.COMPLETION_SCRIPT_ZSH + called


def installation_failed(arguments: Sequence[str], error: OSError | UnicodeError) -> CommitrackError | None:
    """Return what to say where the files of a shell could not be written; None where that was not asked for."""
    if not any(argument.startswith("--install-completion") for argument in arguments):
        return None
    why = reason(error) if isinstance(error, OSError) else "the folder's name is not UTF-8"
    return CommitrackError(
        f"the completion cannot be installed in your home folder: {why}; "
        "'commitrack --show-completion' prints it, for a file that your shell reads"
    )


def candidates(command: str, name: str | None, given: Mapping[str, Any]) -> Iterable[str]:
    """Return what may be written for a parameter of a command, after what has been ``given`` before.

    A ledger that cannot be read has nothing to offer. It is read as far as its keys, so that nobody has to wait.
    """
    if name in _WORDS:
        return _WORDS[name](command, given)
    lookup = _LOOKUPS.get(name or "")
    if lookup is None or (command, name) == ("add", "commitment_id"):
        return ()
    offered = filter(_PLAIN.fullmatch, dict.fromkeys(lookup(_data(given), given)))
    already = given.get(name or "")
    return [one for one in offered if not (isinstance(already, list | tuple) and one in already)]


def _data(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the decoded text of the ledger that a command line names, or of the nearest."""
    from commitrack.ledger import store
    from commitrack.ledger.toml import load_toml

    try:
        named = given.get("ledger")
        first = named[0] if isinstance(named, list | tuple) and named else named
        path = Path(first) if first else store.find(Path.cwd())
        return load_toml(store.read(path), str(path))
    except (CommitrackError, OSError):
        return {}


def _tables(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    tables = data.get(key)
    return {name: one for name, one in tables.items() if isinstance(one, dict)} if isinstance(tables, dict) else {}


def _texts(data: Mapping[str, Any], key: str) -> Iterator[str]:
    """Yield the texts under a key of the commitments, one or a list of them in each."""
    for commitment in _tables(data, "commitments").values():
        value = commitment.get(key)
        yield from (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str))


def _update_ids(data: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[str]:
    """Yield the ids of the updates of the commitment that is named, or of all where none is."""
    for key, commitment in _tables(data, "commitments").items():
        if given.get("commitment_id") in (None, key):
            updates = commitment.get("updates")
            known = (one.get("id") for one in updates if isinstance(one, dict)) if isinstance(updates, list) else ()
            yield from (one for one in known if isinstance(one, str))


_Lookup = Callable[[Mapping[str, Any], Mapping[str, Any]], Iterable[str]]
_LOOKUPS: Mapping[str, _Lookup] = {
    **dict.fromkeys(("commitment_id", "commitment_ids", "parts"), lambda data, given: _tables(data, "commitments")),
    **dict.fromkeys(("update_id", "corrects", "restates"), _update_ids),
    "programme": lambda data, given: _tables(data, "programmes"),
    "owner": lambda data, given: _texts(data, "owner"),
    "tag": lambda data, given: _texts(data, "tags"),
    "tags": lambda data, given: _texts(data, "tags"),
}
"""Lookups in the ledger, by the name of the parameter that they are for."""


def _statuses(command: str, given: Mapping[str, Any]) -> Iterable[str]:
    """Return the neutral words, and after them the ledger's own, with hyphens between their parts."""
    from commitrack.ledger.scale import VERDICTS
    from commitrack.progress.states import ORIGINS, STATUSES

    neutral = VERDICTS if command == "update" else (*STATUSES, *ORIGINS)
    scale = _data(given).get("verdicts")
    own = scale.items() if isinstance(scale, dict) else ()
    said = ("-".join(word.split()) for status, word in own if status in neutral and isinstance(word, str))
    return [*neutral, *filter(_PLAIN.fullmatch, said)]


def _kinds(command: str, given: Mapping[str, Any]) -> Iterable[str]:
    from commitrack.ledger.model import KINDS

    return KINDS


def _reporters(command: str, given: Mapping[str, Any]) -> Iterable[str]:
    from commitrack.ledger.model import REPORTERS

    return () if command == "list" else REPORTERS


_WORDS: Mapping[str | None, Callable[[str, Mapping[str, Any]], Iterable[str]]] = {
    "status": _statuses,
    "kind": _kinds,
    "by": _reporters,
}
"""The words that a parameter takes."""
