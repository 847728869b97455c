"""The Markdown report: tables that no text breaks, and links that lead to sources only."""

from datetime import UTC, date, datetime
from pathlib import Path

from commitrack.ledger.parse import parse
from commitrack.progress.changes import Side
from commitrack.progress.diff import compare
from commitrack.progress.judge import judge_alone
from commitrack.views.edition import Edition
from commitrack.views.markdown import report

HOSTILE = Path(__file__).parent / "hostile.toml"
DAY = date(2026, 6, 30)
EDITION = Edition(as_of=DAY, generated_at=datetime(2026, 7, 1, 9, 30, tzinfo=UTC), digest="0a" * 32, version="1.2.3")


REVISED = """
[ledger]
title = "Promises"

[commitments.homes]
title = "Homes"
kind = "total"
target = 40
unit = "homes"
start = 2024-01-01
due = 2025-12-31

[[commitments.homes.updates]]
date = 2025-06-01
target = 10

[[commitments.homes.updates]]
date = 2025-12-31
total = 12
publisher = "Statistics office"
by = "independent"

[[commitments.homes.updates]]
date = 2025-12-31
total = 9
publisher = "Homeless | Trust"
by = "media"

[[commitments.homes.updates]]
date = 2026-02-01
status = "broken"
by = "recipient"
note = "Late"

[commitments.trees]
title = "*Trees*"
kind = "total"
target = 5
unit = "trees"
start = 2024-01-01
due = 2025-12-31
"""


def written(text: str, since: date | None = None) -> str:
    ledger = parse(text, "x.toml").ledger
    now, then = (
        {key: judge_alone(one, day) for key, one in ledger.commitments.items()} if day else {} for day in (DAY, since)
    )
    if since is None:
        return report(ledger, now, EDITION)
    return report(ledger, now, EDITION, compare(Side("then", ledger, since, then), Side("now", ledger, DAY, now)))


def test_what_a_status_leaves_unsaid_stands_beside_it() -> None:
    rows = [line for line in written(REVISED).split("\n") if line.startswith("|")]
    assert rows == [
        "| Commitment | Actual | Goal | Unit | Due | Status | Remarks | Last evidence |",
        "| --- | ---: | --- | --- | --- | --- | --- | --- |",
        "| Homes | 12 | 10 | homes | 2025-12-31 | fulfilled | by its first terms missed, The recipient says: broken, "
        "by the figures of Homeless &#124; Trust missed | 2025-12-31 |",
        "| &#42;Trees&#42; | – | 5 | trees | 2025-12-31 | overdue |  | – |",
    ]


def test_what_changed_is_told_first() -> None:
    before, _, after = written(REVISED, date(2025, 6, 30)).partition("## What changed since 2025-06-30\n\n")
    assert before.endswith("2 commitments: 1 fulfilled, 1 overdue; 1 missed its first goal.\n\n")
    assert after.startswith(
        "- 2026-01-01 &#42;Trees&#42;: no data → overdue\n- 2025-12-31 Homes: no data → fulfilled\n\n## All promises\n"
    )


def test_where_no_status_changed_that_is_told() -> None:
    assert (
        "## What changed since 2026-06-01\n\nNo status has changed since 2026-06-01.\n\n## All promises\n"
        in written(REVISED, date(2026, 6, 1))
    )


def test_no_text_breaks_a_table() -> None:
    rows = [line for line in written(HOSTILE.read_text("utf-8")).split("\n") if line.startswith("|")]
    assert len(rows) == 4 + 2 * 2
    assert [row.count("|") for row in rows] == [9] * len(rows)


def test_a_source_is_a_link_only_if_it_is_an_address() -> None:
    lines = [line for line in written(HOSTILE.read_text("utf-8")).split("\n") if line.startswith("- ")]
    assert lines == [
        "- 2024-12-31 &#124; a &#124; b &#124; &#124; --- &#124; --- &#124; &#124; &#91;x&#93;(javascript:alert(12)) "
        "&#124; !&#91;y&#93;(https&#58;//evil.example/z.png) &#124;: 2 &#96;code&#96; &#42;strong&#42; &#95;em&#95; "
        "&#126;&#126;gone&#126;&#126; &lt;https&#58;//evil.example&gt; &amp;amp; &#92; so far; 2 / 10 "
        "([&#93;(javascript:alert(14))](<https://example.org/a_(b)?c=d&e=*f*[g]~h>))",
        "- 2024-12-31 &#124; a &#124; b &#124; &#124; --- &#124; --- &#124; &#124; &#91;x&#93;(javascript:alert(12)) "
        "&#124; !&#91;y&#93;(https&#58;//evil.example/z.png) &#124;: 1 &#96;code&#96; &#42;strong&#42; &#95;em&#95; "
        "&#126;&#126;gone&#126;&#126; &lt;https&#58;//evil.example&gt; &amp;amp; &#92; so far; "
        "beside the figure that counts (&#91;x&#93;(javascript:alert(13)) &#124; &#35; heading)",
        "- 2024-05-01 &lt;h1&gt;Words&lt;/h1&gt;: declared broken",
        "- 2024-03-01 &lt;/title&gt;&lt;script&gt;alert(7)&lt;/script&gt;: 5 &lt;b&gt;units&lt;/b&gt; so far; 5 / "
        "10 (https&#58;//user:password@evil.example/?a=&lt;b&gt;)",
        "- 2024-01-01 Members: in force: &lt;script&gt;alert(15)&lt;/script&gt;, &#92;u2066evil; 1 / 1",
    ]


def test_an_empty_ledger_has_a_report() -> None:
    assert written('[ledger]\ntitle = "Nothing yet"') == (
        "# Nothing yet\n\nas of 30 June 2026\n\nThere are no commitments to report on.\n\n"
        f"Generated 2026-07-01 09:30 UTC by commitrack 1.2.3. SHA-256 of the ledger: `{'0a' * 32}`\n"
    )
