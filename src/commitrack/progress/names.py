"""Names and words: which spellings are probably one."""

import unicodedata

_WITHOUT_STROKES = str.maketrans("ıłøđħŧ", "ilodht")
"""Letters whose mark Unicode does not take apart, and the dotless i of Turkish."""


def unaccented(text: str) -> str:
    """Return what a text has in common with its other spellings: no case, no accents."""
    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(one for one in letters if not unicodedata.combining(one)).casefold()
    return plain.translate(_WITHOUT_STROKES)


def folded(name: str) -> str:
    """Return what a name has in common with its other spellings: no case, no accents, no spaces."""
    return "".join(unaccented(name).split())
