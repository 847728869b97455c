"""``commitrack show``: the dossier of commitments."""

from enum import StrEnum
from typing import Annotated, assert_never

from commitrack.cli.declare import argument, option
from commitrack.cli.options import AsOfOption, KnownOnOption, LedgerOption, judged_on
from commitrack.cli.streams import print_document, print_message
from commitrack.errors import UsageError


class DossierFormat(StrEnum):
    """The formats of a dossier."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


def show(
    commitment_ids: Annotated[
        list[str], argument(metavar="ID...", help="The commitments' ids, as 'commitrack list --wide' shows them.")
    ],
    everything: Annotated[
        bool, option("--all", help="Show every update; on a terminal there are else the newest five.")
    ] = False,
    output: Annotated[DossierFormat, option("--format", help="The format of the dossier.")] = DossierFormat.TABLE,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Show commitments, and explain how they are judged.

    A dossier has the quote, sources, chart, updates, and a sentence with the numbers behind the judgement.
    """
    from commitrack.actions.open import choose, load
    from commitrack.progress.judge import judge

    read = load(ledger, known_on)
    day = judged_on(as_of, known_on)
    chosen = dict.fromkeys(commitment_ids)
    for commitment_id in chosen:
        choose(read, commitment_id)
    judgements = {commitment_id: judge(read, commitment_id, day) for commitment_id in chosen}
    if output is DossierFormat.JSON and len(judgements) > 1:
        raise UsageError("--format json shows one commitment; give one id, or use 'commitrack list --format json'")
    for number, (commitment_id, judgement) in enumerate(judgements.items()):
        if number:
            print_message("")
        match output:
            case DossierFormat.JSON:
                from commitrack.views import json

                print_document(json.dossier(read.about, commitment_id, judgement, known_on))
            case DossierFormat.MARKDOWN:
                from commitrack.views import dossier

                print_document(dossier.markdown(read, commitment_id, judgement, known_on))
            case DossierFormat.TABLE:
                from commitrack.views.terminal.show import print_dossier

                print_dossier(read, commitment_id, judgement, known_on, whole=everything)
            case _:
                assert_never(output)
