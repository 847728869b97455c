"""The only place that knows Rich: tables, bars and dossiers for people at a terminal."""
