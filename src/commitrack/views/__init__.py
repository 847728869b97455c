"""How it is shown: the same judgements as terminal tables, JSON, CSV, TSV, Markdown and a page to publish."""
