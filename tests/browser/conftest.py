"""One comparison of the small office in both languages, and a browser that may not talk to anybody."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
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
def visit(browser, folders):
    """Open the page in a language; afterwards nothing was complained of and nobody was asked for anything."""
    with contextlib.ExitStack() as stack:

        def opened(code="en", width=1400, height=1000, **options):
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            stack.callback(context.close)
            page = context.new_page()
            complaints, asked = [], []
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("request", lambda request: asked.append(request.url))
            address = (folders[code] / "report.html").as_uri()
            stack.callback(lambda: _was_quiet(complaints, asked, address))
            page.goto(address)
            return page

        yield opened


def _was_quiet(complaints, asked, address):
    assert complaints == []
    assert [url for url in asked if url != address and not url.startswith("data:")] == []
