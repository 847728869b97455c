"""The rows, columns and headings of every format, each column declared once.

JSON takes a column's name as its key, CSV and TSV as their header; Markdown takes its heading, and the schema of the
exported figures its type and description.
"""
