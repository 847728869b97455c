"""``commitrack schema``: the JSON Schema of a ledger."""

from commitrack.cli.streams import print_document


def schema() -> None:
    """Print the JSON Schema of a ledger, for editors and linters.

    Editors that understand TOML use it to complete keys and underline mistakes. 'commitrack init' writes it beside a
    new ledger, whose first line names it.
    """
    from commitrack.ledger.schema import schema_text

    print_document(schema_text())
