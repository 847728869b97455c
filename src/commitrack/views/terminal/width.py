"""The number of columns, as far as the environment says."""

import os
import re

_COLUMNS = r"0*[1-9][0-9]{0,5}"


def said_columns() -> int | None:
    """Return the columns that COLUMNS says there are; None where it says nothing that a terminal can have."""
    said = os.environ.get("COLUMNS", "")
    return int(said) if said and re.fullmatch(_COLUMNS, said) else None
