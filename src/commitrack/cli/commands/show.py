"""``commitrack show``: the dossier of one commitment."""

from typing import Annotated, assert_never

import typer

from commitrack.actions.open import choose, load
from commitrack.cli.options import AsOfOption, DossierFormat, KnownOnOption, LedgerOption, judged_on
from commitrack.cli.streams import print_document
from commitrack.progress.judge import judge


def show(
    commitment_id: Annotated[
        str, typer.Argument(metavar="ID", help="The commitment's id, as 'commitrack list' shows it.")
    ],
    output: Annotated[DossierFormat, typer.Option("--format", help="The format of the dossier.")] = DossierFormat.TABLE,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Show one commitment, and explain its judgement.

    The dossier has its quote, sources, chart, history, and a sentence with the numbers behind the judgement.
    """
    read = load(ledger, known_on)
    choose(read, commitment_id)
    judgement = judge(read, commitment_id, judged_on(as_of, known_on))
    match output:
        case DossierFormat.JSON:
            from commitrack.views import json

            print_document(json.dossier(read.about, commitment_id, judgement, known_on))
        case DossierFormat.TABLE:
            from commitrack.views.terminal.show import print_dossier

            print_dossier(read, commitment_id, judgement, known_on)
        case _:
            assert_never(output)
