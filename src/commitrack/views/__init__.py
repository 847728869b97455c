"""The views: the same judgements as terminal tables, JSON, CSV, TSV, Markdown and a page to publish."""
