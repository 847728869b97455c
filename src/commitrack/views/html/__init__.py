"""The report: what a keeper publishes, as one page that needs nothing else, and as Markdown."""
