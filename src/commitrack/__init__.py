"""Track quantified public commitments in a plain-text ledger.

What :mod:`commitrack.api` has is here too, and is imported when it is first asked for: the command line asks for none
of it, and does not wait for it.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # type checkers take it for true, as that of typing, which takes 15 ms to import

if TYPE_CHECKING:
    from commitrack.api import (
        About,
        AnyCommitment,
        Commitment,
        CommitrackError,
        EditFailed,
        Finding,
        Joint,
        Judgement,
        Ledger,
        LedgerInvalid,
        LedgerNotFound,
        LedgerUnreadable,
        Level,
        Measured,
        Milestone,
        Numbered,
        Numberless,
        OutputClosed,
        OutputFailed,
        Periodic,
        PeriodJudgement,
        Programme,
        Qualitative,
        Refused,
        RevisionNotFound,
        Standing,
        State,
        Step,
        TableInvalid,
        TableUnreadable,
        Total,
        UnknownId,
        Update,
        UsageError,
        Verdict,
        WriteFailed,
        figures,
        judge,
        load,
        rows,
    )
else:

    def __getattr__(name: str) -> object:
        """Import a name from :mod:`commitrack.api`. Type checkers do not see this: to them any name would do."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from commitrack import api

        return getattr(api, name)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})


__all__ = [
    "About",
    "AnyCommitment",
    "Commitment",
    "CommitrackError",
    "EditFailed",
    "Finding",
    "Joint",
    "Judgement",
    "Ledger",
    "LedgerInvalid",
    "LedgerNotFound",
    "LedgerUnreadable",
    "Level",
    "Measured",
    "Milestone",
    "Numbered",
    "Numberless",
    "OutputClosed",
    "OutputFailed",
    "PeriodJudgement",
    "Periodic",
    "Programme",
    "Qualitative",
    "Refused",
    "RevisionNotFound",
    "Standing",
    "State",
    "Step",
    "TableInvalid",
    "TableUnreadable",
    "Total",
    "UnknownId",
    "Update",
    "UsageError",
    "Verdict",
    "WriteFailed",
    "__version__",
    "figures",
    "judge",
    "load",
    "rows",
]
