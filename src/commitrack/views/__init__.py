"""How it is shown: the same judgements as terminal tables, JSON, CSV, TSV and Markdown."""
