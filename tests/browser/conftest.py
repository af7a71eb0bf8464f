"""Pages of a comparison, and of studies with a calendar, in both languages; a browser that may not talk to anybody."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import polars as pl
import pytest

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
RUN = (
    "scenario=small_office", "study=compare", "study.policies=[free_choice,anchor_days,rates]",
    "run=quick", "run.weeks=13", "run.replications=6", "run.workers=2",
)  # fmt: skip
LANGUAGES = ("en", "fi")
#: Four sites, two of them too small to be shown.
SMALL_GROUPS = Path(__file__).parents[1] / "privacy" / "small_groups.yaml"


@pytest.fixture(scope="session")
def chromium():
    """Where Debian's Chromium is. Without it these tests are skipped, but not in continuous integration."""
    found = shutil.which("chromium")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("chromium is missing, and CI=true: apt-get install chromium")
        pytest.skip("chromium is not installed: apt-get install chromium")
    return found


@pytest.fixture(scope="session")
def folders(tmp_path_factory, chromium):
    """Results folders by language, of the same simulations; `chromium` first, for without it nobody reads them."""
    results = tmp_path_factory.mktemp("compared")
    return {code: _compared(results, code) for code in LANGUAGES}


def _compared(results, code):
    command = [sys.executable, "-m", "sim", *RUN, f"output.language={code}", f"results_dir={results}"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.splitlines()[-1].removeprefix("results: "))


@pytest.fixture(scope="session")
def tables(folders):
    """Tables of the comparison by name."""
    return {path.stem: pl.read_parquet(path) for path in (folders["en"] / "tables").glob("*.parquet")}


@pytest.fixture(scope="module")
def browser(chromium):
    """A browser; not for the whole session, since while it is open a loop runs here beside which no other can."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield found
        found.close()


@pytest.fixture
def visit_page(browser):
    """Open a page; afterwards nothing was complained of and nobody was asked for anything."""
    with contextlib.ExitStack() as stack:

        def opened(path, width=1400, height=1000, **options):
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            stack.callback(context.close)
            page = context.new_page()
            complaints, asked = [], []
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("request", lambda request: asked.append(request.url))
            address = path.as_uri()
            stack.callback(lambda: _was_quiet(complaints, asked, address))
            page.goto(address)
            return page

        yield opened


@pytest.fixture
def visit(visit_page, folders):
    """Open the page of the comparison in a language."""

    def opened(code="en", width=1400, height=1000, **options):
        return visit_page(folders[code] / "report.html", width, height, **options)

    return opened


def _was_quiet(complaints, asked, address):
    assert complaints == []
    assert [url for url in asked if url != address and not url.startswith("data:")] == []


@pytest.fixture(scope="session")
def folder_of(tmp_path_factory, chromium):
    """Return the results folder of a study in a language, which is made when first asked for."""
    results = tmp_path_factory.mktemp("calendars")

    @cache
    def made(study, code="en", *more):
        command = [
            sys.executable, "-m", "sim", f"scenario={SMALL_GROUPS}", f"study={study}", "run=quick", "run.weeks=13",
            "run.replications=5", "run.workers=2", f"output.language={code}", f"results_dir={results}", *more,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return Path(done.stdout.splitlines()[-1].removeprefix("results: "))

    return made


@pytest.fixture
def calendar(visit_page, folder_of):
    """Open the page of a study."""

    def opened(study, code="en", more=(), **options):
        return visit_page(folder_of(study, code, *more) / "report.html", **options)

    return opened


@pytest.fixture(scope="session")
def site_daily(folder_of):
    """What all studies begin with: the days of every site with the desks of today."""
    return pl.read_parquet(folder_of("project") / "tables" / "site_daily.parquet")
