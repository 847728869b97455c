"""Text that cannot reach the terminal as anything but text."""

_KEPT = frozenset("\u200c\u200d")  # joiners: scripts such as Persian and Hindi need them


_CONTROLS = bytes((*range(ord(" ")), 0x7F))


def is_clean(text: str) -> bool:
    """Say whether a long text can stand as it is: of ASCII, as most are, that takes a third of the time this way."""
    return len(text.encode().translate(None, _CONTROLS)) == len(text) if text.isascii() else text.isprintable()


def clean(text: str) -> str:
    r"""Make invisible and controlling characters visible, and put the text on one line.

    Line breaks, tabs and other white space become spaces; escape sequences, C0 and C1 controls, bidirectional
    overrides and other characters without a shape of their own are written as ``\\x1b`` or ``\\u202e``.
    """
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text.replace("\r\n", "\n"))


def _visible(character: str) -> str:
    if character.isprintable() or character in _KEPT:
        return character
    if character in "\n\t" or (character.isspace() and character > "\x85"):
        return " "
    return character.encode("unicode_escape").decode()
