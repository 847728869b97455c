"""The Markdown report: tables that no text breaks, and links that lead to sources only."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

from commitrack.ledger.parse import parse
from commitrack.progress.judge import judge_alone
from commitrack.views.edition import Edition
from commitrack.views.markdown import report

HOSTILE = Path(__file__).parent / "hostile.toml"
DAY = date(2026, 6, 30)
EDITION = Edition(as_of=DAY, generated_at=datetime(2026, 7, 1, 9, 30, tzinfo=UTC), digest="0a" * 32, version="1.2.3")


def written(text: str) -> str:
    ledger = parse(text, "x.toml").ledger
    return report(ledger, {key: judge_alone(one, DAY) for key, one in ledger.commitments.items()}, EDITION)


def test_no_text_breaks_a_table() -> None:
    rows = [line for line in written(HOSTILE.read_text("utf-8")).split("\n") if line.startswith("|")]
    assert len(rows) == 4 + 2 * 2
    for row in rows:
        assert len(re.findall(r"(?<!\\)\|", row)) == 8


def test_a_source_is_a_link_only_if_it_is_an_address() -> None:
    lines = [line for line in written(HOSTILE.read_text("utf-8")).split("\n") if line.startswith("- ")]
    assert lines == [
        r"- 2024-12-31 \| a \| b \| \| --- \| --- \| \| \[x\](javascript:alert(12)) \| "
        r"!\[y\](https://evil.example/z.png) \|: 2 \`code\` \*strong\* \_em\_ \~\~gone\~\~ \<https://evil.example\> "
        r"\&amp; \\ so far; 2 / 10 ([\](javascript:alert(14))](<https://example.org/a_(b)?c=d&e=*f*[g]~h>))",
        r"- 2024-12-31 \| a \| b \| \| --- \| --- \| \| \[x\](javascript:alert(12)) \| "
        r"!\[y\](https://evil.example/z.png) \|: 1 \`code\` \*strong\* \_em\_ \~\~gone\~\~ \<https://evil.example\> "
        r"\&amp; \\ so far; 1 / 10 (\[x\](javascript:alert(13)) \| \# heading)",
        r"- 2024-05-01 \<h1\>Words\</h1\>: declared broken",
        r"- 2024-03-01 \</title\>\<script\>alert(7)\</script\>: 5 \<b\>units\</b\> so far; 5 / 10 "
        r"(https://user:password@evil.example/?a=\<b\>)",
        r"- 2024-01-01 Members: in force: \<script\>alert(15)\</script\>, \\u2066evil; 1 / 1",
    ]


def test_an_empty_ledger_has_a_report() -> None:
    assert written('[ledger]\ntitle = "Nothing yet"') == (
        "# Nothing yet\n\nas of 2026-06-30\n\nThere are no commitments to report on.\n\n"
        f"Generated 2026-07-01 09:30 UTC by commitrack 1.2.3. SHA-256 of the ledger: `{'0a' * 32}`\n"
    )
