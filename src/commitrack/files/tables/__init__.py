"""Tables that people make: workbooks of spreadsheets, CSV, TSV and JSON Lines, read into grids of cells."""
