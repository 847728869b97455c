"""How a number or a date is written."""

DATE_FORM = "year-month-day, such as 2026-03-01"
"""How to write a date, for every message that asks for one."""
