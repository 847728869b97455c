"""The report as a site: its links lead somewhere, machines can read what is theirs, and it is replaced as a whole."""

import csv
import json
import os
import re
import subprocess
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.support.environment import PROJECT
from tests.support.lanes import one_in
from tests.support.recorded import a_day_later, run

pytestmark = pytest.mark.slow

LEDGER = PROJECT / "tests" / "golden" / "transcripts" / "report.toml"
FIXED = ["--as-of", "2026-06-30", "--generated-at", "2026-07-01T09:30Z"]
BASE = "https://example.org/promises"
ATOM = "{http://www.w3.org/2005/Atom}"


def report(*arguments: str, ledger: Path = LEDGER) -> subprocess.CompletedProcess[str]:
    return run("commitrack", "report", "--ledger", str(ledger), *FIXED, *arguments)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web") / "site"
    done = report("--site", str(folder), "--base-url", BASE, "--since", "2025-12-31")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web") / "site"
    done = report("--site", str(folder), ledger=PROJECT / "examples" / "verdicts.toml")
    assert (done.returncode, done.stderr) == (0, "")
    return folder


class Links(HTMLParser):
    """The links of a page, and the names that links can lead to."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: set[str] = set()
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = dict(attributes)
        if said.get("id"):
            self.names.add(said["id"] or "")
        if tag in ("a", "link", "use") and said.get("href"):
            self.links.append(said["href"] or "")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_every_link_of_the_site_leads_somewhere(site: Path) -> None:
    pages = {path: Links(path) for path in site.rglob("*.html")}
    assert len(pages) == 1 + 2 * 15
    walked = 0
    for page, read in pages.items():
        for link in read.links:
            if link.startswith(("http:", "https:", "mailto:", "data:")):
                continue
            name, _, anchor = link.partition("#")
            target = (page.parent / name).resolve() if name else page
            assert target.is_file(), (page, link)
            if anchor:
                assert anchor in pages[target].names, (page, link)
            walked += 1
    assert walked > 200


def test_every_promise_has_a_page_with_a_title_and_a_description_of_its_own(site: Path) -> None:
    written = (site / "promise" / "scholarships.html").read_text("utf-8")
    assert (
        "<title>Scholarships for students from abroad &middot; Promises of the Republic of Testland</title>" in written
    )
    assert '<meta name="description" content="on track: 2,300 of 3,500 scholarships">' in written
    assert '<meta property="og:url" content="https://example.org/promises/promise/scholarships.html">' in written
    assert "src=&#34;https://example.org/promises/embed/scholarships.html&#34;" in written.replace('"', "&#34;")
    ids = {path.stem for path in (site / "promise").iterdir()}
    assert ids == {path.stem for path in (site / "embed").iterdir()}
    assert len(ids) == 15


@pytest.mark.parametrize(
    ("promise", "beside"),
    [
        ("nhs-65", ["by Nuffield Trust", "by the figures overdue"]),
        ("uk-smart-meters", ["by its first terms missed"]),
        ("uk-tests", ["by the figures of Full Fact missed"]),
        ("ca-trees", ["by the pledger", "by the figures behind"]),
        ("focac06-training", ["The pledger says: fulfilled"]),
    ],
)
def test_wherever_a_status_stands_alone_it_says_what_else_could_be_said(
    verdicts: Path, promise: str, beside: list[str]
) -> None:
    card, picture = (
        Path(verdicts, name).read_text("utf-8") for name in (f"embed/{promise}.html", f"chart/{promise}.svg")
    )
    row = Path(verdicts, "index.html").read_text("utf-8").partition(f'<tr data-id="{promise}"')[2].partition("</tr>")[0]
    assert f'<p class="besides">{" &middot; ".join(beside)}</p>' in card
    assert f">{' · '.join(beside)}</text>" in picture
    assert f'<span class="remark">{beside[-1]}</span>' in row


def test_the_figures_are_a_data_package(site: Path) -> None:
    from frictionless import Package

    checked = Package(str(site / "datapackage.json")).validate()
    assert checked.stats["tasks"] == 2
    assert checked.valid, checked.flatten(["type", "message"])
    package = json.loads((site / "datapackage.json").read_text("utf-8"))
    assert package["licenses"] == [
        {"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]
    with (site / "figures.csv").open(encoding="utf-8", newline="") as stream:
        assert len(list(csv.DictReader(stream))) > 20
    listed = json.loads((site / "commitments.json").read_text("utf-8"))
    assert len(listed["commitments"]) == 15


def test_the_feed_tells_changes_and_evidence(site: Path) -> None:
    feed = ElementTree.parse(site / "feed.xml").getroot()
    assert feed.findtext(f"{ATOM}updated") == "2026-07-01T09:30:00Z"
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
    assert len(ids) == len(set(ids)) > 15
    assert all(name.startswith("urn:uuid:") for name in ids)
    assert any("→" in (entry.findtext(f"{ATOM}summary") or "") for entry in entries)
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert (site / link.attrib["href"].removeprefix(f"{BASE}/")).is_file()


KEPT = """[ledger]
title   = "Pledges of the Republic"
pledger = "The Republic"
keeper  = "The Testland Courier"
contact = "the desk (desk@example.org) or https://example.org/@errors"

[commitments.law]
title = "A law on homes"
kind  = "qualitative"
"""


def foot(page: Path) -> dict[str, str]:
    """What the foot of a page says, by its names."""
    written = page.read_text("utf-8").partition("<footer")[2]
    return dict(re.findall("<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", written))


def test_a_page_says_who_keeps_the_ledger_and_how_to_cite_it(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.toml"
    ledger.write_text(KEPT, "utf-8")
    digest = sha256(KEPT.encode()).hexdigest()[:12]
    folder = tmp_path / "site"
    assert report("--site", str(folder), "--base-url", BASE, ledger=ledger).returncode == 0
    index, alone = foot(folder / "index.html"), foot(folder / "promise" / "law.html")
    assert index["Who keeps it"] == alone["Who keeps it"] == "The Testland Courier"
    assert index["Found an error?"] == (
        'Write to the desk (<a class="bare" href="mailto:desk@example.org">desk@example.org</a>) or '
        '<a class="bare" href="https://example.org/@errors">https://example.org/@errors</a>'
    )
    assert [re.sub("<[^>]+>", "", one["How to cite it"]) for one in (index, alone)] == [
        "The Testland Courier. Pledges of the Republic: 1 promise, as of 2026-06-30. "
        f"https://example.org/promises/ Ledger {digest}.",
        "The Testland Courier. “A law on homes”, in: Pledges of the Republic, as of 2026-06-30. "
        f"https://example.org/promises/promise/law.html Ledger {digest}.",
    ]
    assert author(folder) == "The Testland Courier"
    ledger.write_text(KEPT.replace("keeper", "# keeper"), "utf-8")
    assert report("--site", str(folder), ledger=ledger).returncode == 0
    unkept = foot(folder / "index.html")
    assert "Who keeps it" not in unkept
    assert unkept["How to cite it"].startswith("Pledges of the Republic: 1 promise, as of")
    assert author(folder) == "Pledges of the Republic"  # whoever promised has written none of it


def author(site: Path) -> str | None:
    return ElementTree.parse(site / "feed.xml").getroot().findtext(f"{ATOM}author/{ATOM}name")


def test_changes_that_fill_the_feed_leave_no_room_for_evidence(tmp_path: Path) -> None:
    promise = (
        '[commitments.{id}]\ntitle = "Homes"\nkind = "total"\ntarget = 10\nunit = "homes"\ndue = 2030-12-31\n'
        "[[commitments.{id}.updates]]\ndate = 2026-02-01\ntotal = 4\n"
        "[[commitments.{id}.updates]]\ndate = 2026-03-01\ntotal = 10\n"
    )
    ledger = tmp_path / "commitments.toml"
    promises = "".join(promise.format(id=f"homes-{number}") for number in range(60))
    ledger.write_text(f'[ledger]\ntitle = "Homes"\n{promises}', "utf-8")
    assert report("--site", str(tmp_path / "web"), "--since", "2025-12-31", ledger=ledger).returncode == 0
    summaries = [
        one.findtext(f"{ATOM}summary") for one in ElementTree.parse(tmp_path / "web" / "feed.xml").iter(f"{ATOM}entry")
    ]
    assert summaries == ["in progress → fulfilled"] * 60


def test_a_figure_of_long_ago_is_news_on_the_day_it_is_recorded(tmp_path: Path) -> None:
    said = "\n".join(
        f"{{ date = 2026-01-{day:02}, total = {day}, recorded = 2026-02-{day:02}T08:00:00Z }}," for day in range(1, 29)
    )
    (tmp_path / "ledger.toml").write_text(
        '[ledger]\ntitle = "T"\n[commitments.homes]\ntitle = "Homes"\nkind = "total"\ntarget = 100\nunit = "homes"\n'
        f"updates = [{said} {{ date = 2019-12-31, total = 0, recorded = 2026-06-29T08:00:00Z }}]\n"
    )
    assert report("--site", str(tmp_path / "web"), ledger=tmp_path / "ledger.toml").returncode == 0
    first, second, *_ = ElementTree.parse(tmp_path / "web" / "feed.xml").getroot().findall(f"{ATOM}entry")
    told = [(one.findtext(f"{ATOM}updated"), one.findtext(f"{ATOM}summary")) for one in (first, second)]
    assert told == [
        ("2026-06-29T00:00:00Z", "2019-12-31: 0 homes so far"),
        ("2026-02-28T00:00:00Z", "2026-01-28: 28 homes so far"),
    ]


@pytest.mark.parametrize("base", [BASE, ""])
def test_a_reader_of_feeds_understands_the_feed(tmp_path: Path, base: str) -> None:
    ledger = PROJECT / "tests" / "views" / "hostile.toml"
    done = report("--site", str(tmp_path / "web"), *(["--base-url", base] if base else []), ledger=ledger)
    assert done.returncode == 0
    written = (tmp_path / "web" / "feed.xml").read_bytes()
    import feedparser

    read = feedparser.parse(written, response_headers={"content-type": "application/atom+xml"})
    assert (read.bozo, read.version) == (False, "atom10")
    feed = ElementTree.fromstring(written)
    assert read.feed.title == feed.findtext(f"{ATOM}title")
    assert (read.feed.author, read.feed.updated) == (feed.findtext(f"{ATOM}author/{ATOM}name"), "2026-07-01T09:30:00Z")
    assert len(read.entries) == len(feed.findall(f"{ATOM}entry")) > 0
    for entry, stored in zip(read.entries, feed.findall(f"{ATOM}entry"), strict=True):
        assert entry.id.startswith("urn:uuid:")
        assert entry.updated_parsed
        assert entry.link.startswith(f"{base}/promise/" if base else "promise/")
        assert (entry.title_detail.type, entry.summary_detail.type) == ("text/plain", "text/plain")
        assert (entry.title, entry.summary) == (stored.findtext(f"{ATOM}title"), stored.findtext(f"{ATOM}summary"))


def test_the_map_of_the_site_names_its_pages(site: Path) -> None:
    found = [it.text or "" for it in ElementTree.parse(site / "sitemap.xml").getroot().iter() if it.tag.endswith("loc")]
    assert found[0] == f"{BASE}/"
    assert len(found) == 16


def test_what_changed_stands_first(site: Path) -> None:
    written = (site / "index.html").read_text("utf-8")
    assert 'What changed since <span class="whole">2025-12-31</span>' in written
    assert "overdue" in written.partition("What changed since")[2].partition("Latest evidence")[0]


def test_the_same_ledger_makes_the_same_bytes(site: Path, tmp_path: Path) -> None:
    report("--site", str(tmp_path / "again"), "--base-url", f"{BASE}/", "--since", "2025-12-31")
    assert files(tmp_path / "again") == files(site)


def test_an_older_site_is_replaced_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert report("--site", str(folder)).returncode == 0
    (folder / "promise" / "gone.html").write_text("a promise that is no longer there")
    held = (folder / "index.html").open(encoding="utf-8")
    assert report("--site", str(folder), "--programme", "education").returncode == 0
    assert "Coal power stations closed" in held.read()
    held.close()
    assert sorted(path.name for path in (folder / "promise").iterdir()) == [
        "kindergartens.html",
        "language-classes.html",
        "scholarships.html",
        "schools.html",
        "training.html",
    ]
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        (["notes.txt"], "index.html"),
        (["index.html"], "figures.csv"),
        (["index.html", "figures.csv", "datapackage.json"], "commitments.json"),
        ([], "index.html"),
    ],
    ids=["notes", "a page", "a data package with a page", "a file"],
)
def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, names: list[str], missing: str) -> None:
    folder = tmp_path / "site"
    if names:
        folder.mkdir()
    held = [folder / name for name in names] or [folder]
    for path in held:
        path.write_text("precious")
    done = report("--site", str(folder))
    assert (done.returncode, done.stdout) == (74, "")
    assert done.stderr == (
        f"commitrack: cannot write to {folder}: holds something else than a site, with no {missing} in it; "
        "name a new folder\n"
    )
    assert list(tmp_path.iterdir()) == [folder]
    assert [path.read_text() for path in held] == ["precious"] * len(held)


@pytest.mark.parametrize(
    "name",
    one_in(
        3, ["CNAME", "commitments.toml", ".git/HEAD", "data/a.csv", "promise/a.txt", "promise/A.html", "chart/x.html"]
    ),
)
def test_a_folder_with_anything_that_no_site_has_is_left_alone(tmp_path: Path, name: str) -> None:
    """Be it a site to which somebody added something, or the data package of somebody who keeps the ledger in it."""
    folder = tmp_path / "site"
    assert report("--site", str(folder)).returncode == 0
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("precious")
    before = files(folder)
    done = report("--site", str(folder), "--programme", "education")
    assert (done.returncode, done.stdout, files(folder)) == (74, "", before)
    named = name if (tmp_path / "site" / name).parent in (folder, folder / "promise", folder / "chart") else name[:4]
    assert done.stderr == (
        f"commitrack: cannot write to {folder}: holds {named}, which no site has; move it elsewhere, or name a new "
        "folder\n"
    )
    assert list(tmp_path.iterdir()) == [folder]


def test_a_link_in_an_older_site_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert report("--site", str(folder)).returncode == 0
    (folder / "promise").rename(tmp_path / "elsewhere")
    (folder / "promise").symlink_to(tmp_path / "elsewhere")
    before = files(tmp_path / "elsewhere")
    done = report("--site", str(folder))
    assert (done.returncode, files(tmp_path / "elsewhere")) == (74, before)
    assert "holds promise, which no site has" in done.stderr


def test_a_site_is_closed_to_whom_the_older_one_was(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert report("--site", str(folder)).returncode == 0
    index, page = folder / "index.html", folder / "promise" / "schools.html"
    os.setxattr(folder, "user.origin", b"the ministry")
    for path, mode in ((folder, 0o710), (index, 0o600), (page, 0o640), (page.parent, 0o750)):
        path.chmod(mode)
    if os.geteuid() == 0:
        os.chown(folder, 12345, 23456)
    before = [(path.stat().st_mode, path.stat().st_uid, path.stat().st_gid) for path in (folder, index, page)]
    assert report("--site", str(folder), "--programme", "education").returncode == 0
    assert before == [(path.stat().st_mode, path.stat().st_uid, path.stat().st_gid) for path in (folder, index, page)]
    assert page.parent.stat().st_mode & 0o777 == 0o750
    assert os.getxattr(folder, "user.origin") == b"the ministry"


def test_what_a_killed_writer_left_beside_a_site_is_tidied_up_a_day_later(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    left = [tmp_path / ".site.0123abcd.new", tmp_path / ".site.0123abcd.old"]
    others = [tmp_path / ".site.76543210.old", tmp_path / ".other.0123abcd.new", tmp_path / ".site.new"]
    for path in (*left, *others):
        (path / "promise").mkdir(parents=True)
        (path / "promise" / "schools.html").write_text("half a pa")
    (others[0] / "CNAME").write_text("precious")
    assert report("--site", str(folder)).returncode == 0
    assert set(tmp_path.iterdir()) == {folder, *left, *others}
    a_day_later(tmp_path)
    assert report("--site", str(folder)).returncode == 0
    assert set(tmp_path.iterdir()) == {folder, *others}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--site", "x", "-o", "y"], "--site writes a folder of pages; leave --output and --format out"),
        (["--site", "x", "--format", "markdown"], "--site writes a folder of pages; leave --output and --format out"),
        (["--base-url", BASE], "--base-url is for --site; name its folder, or leave --base-url out"),
        (
            ["--since", "2027-01-01"],
            "--since 2027-01-01 is after 2026-06-30, the date of the report; name an earlier date",
        ),
    ],
)
def test_what_does_not_go_together_is_said(arguments: list[str], said: str) -> None:
    done = report(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"commitrack report: {said}\n")


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org/", "https://example.org/?a=b", "javascript:x"])
def test_only_an_address_of_the_web_is_that_of_a_site(address: str) -> None:
    done = report("--site", "x", "--base-url", address)
    assert done.returncode == 2
    assert "is not the address of a site; write it as https://example.org/promises/" in done.stderr
