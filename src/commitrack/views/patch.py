"""What a write changes, as a unified diff that ``patch`` and ``git apply`` read."""

from difflib import unified_diff

_NO_NEWLINE = "\n\\ No newline at end of file\n"


_NOTHING = "/dev/null"


def unified(old: str | None, new: str, name: str) -> str:
    """Write the difference between two texts of the file ``name``, or a new file; lines end at line feeds only."""
    named = f"{name}\t" if " " in name else name
    lines = unified_diff(_lines(old or ""), _lines(new), _NOTHING if old is None else named, named)
    return "".join(line if line.endswith("\n") else line + _NO_NEWLINE for line in lines)


def _lines(text: str) -> list[str]:
    """Split at line feeds only, which str.splitlines does not."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1].removesuffix("\n")
    return lines if lines[-1] else lines[:-1]
