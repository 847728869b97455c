"""Names of members: which spellings are probably one name."""

import unicodedata


def folded(name: str) -> str:
    """Return what a name has in common with its other spellings: no case, no spaces, no accents."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(one for one in letters if not unicodedata.combining(one) and not one.isspace()).casefold()
