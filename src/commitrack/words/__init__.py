"""All English: how numbers, dates and judgements are written, in every sentence and table."""
