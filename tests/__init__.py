"""The tests. The folders mirror src/commitrack: what tests ``ledger/splice.py`` is ``ledger/test_splice.py``.

Three folders go across all floors: ``browser`` (the report in a real one), ``faults`` (disks that fail, writers that
are killed) and ``hostile`` (any file, any command line). What is not a test is in ``support`` (terminals, processes,
repositories), ``strategies`` (what hypothesis draws) and ``golden`` (what ``python -m tests.golden`` writes anew).
"""
