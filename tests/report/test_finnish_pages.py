"""Every study in Finnish: no sentence of its page, its figures or its workbook is left in English."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import openpyxl
import pytest

from sim.__main__ import main
from sim.report.language import language

SMALL = (
    "scenario=small_office",
    "title=Koeajo",
    "question=Riittääkö tila?",
    "run.weeks=13",
    "run.replications=3",
    "output.language=fi",
)
STUDIES = {
    "project": (),
    "size": (),
    "close": (),
    "compare": ("study.policies=[free_choice,anchor_days]",),
    "room_rules": (),
    "sensitivity": ("study.parameters=[people,wished_office_days,friday_utility]",),
}
#: Words that no Finnish sentence has.
ENGLISH = re.compile(
    r"\b(the|of|and|under|people|persons?|desks?|rooms?|is|are|with|for|(?-i:to)|days?|weeks?|workdays?|sites?|each|from|by|"
    r"not|none|no|yes|more|than|least|mean|share|wanted|needed|units?|zones?|floor|replications?|guess|judgment)\b",
    re.IGNORECASE,
)
SOURCE = language("fi").say("ledger.source")
#: A key of the configuration, a file of it, or a value that is a mapping.
SETTING = re.compile(r"[\w*]+([./][\w*]+)+|\{\w+:.*\}")
#: What users have named, or what is not read as a sentence.
SKIPPED = {"style", "script", "code", "bdi", "h1", "title"}
VOID = {"meta", "img", "br", "input", "link", "hr", "wbr", "path", "polyline"}


class Said(HTMLParser):
    """Collects what a reader of the page reads or hears, but for what is marked as English."""

    def __init__(self):
        super().__init__()
        self.silent, self.open, self.texts = [], [], []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        quiet = tag in SKIPPED or found.get("lang") == "en"
        if not (quiet or any(self.silent)):
            self.texts += [found[name] for name in ("alt", "aria-label", "data-label", "title") if found.get(name)]
        if tag not in VOID:
            self.open.append(tag)
            self.silent.append(quiet)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        while self.open and self.open.pop() != tag:
            self.silent.pop()
        self.silent.pop()

    def handle_data(self, data):
        if data.strip() and not any(self.silent):
            self.texts.append(" ".join(data.split()))


@pytest.fixture(scope="module", params=STUDIES)
def folder(request, tmp_path_factory):
    results = tmp_path_factory.mktemp("finnish")
    assert main([*SMALL, f"study={request.param}", *STUDIES[request.param], f"results_dir={results}"]) == 0
    return next(path for path in results.iterdir() if (path / "report.html").exists())


def english_in(texts):
    return [text for text in texts if ENGLISH.search(SETTING.sub("", text))]


def test_nothing_that_is_read_on_the_page_is_english(folder):
    said = Said()
    said.feed((folder / "report.html").read_text(encoding="utf-8"))
    assert len(said.texts) > 30
    assert english_in(said.texts) == []


def test_the_page_says_in_which_language_it_is(folder):
    assert '<html lang="fi">' in (folder / "report.html").read_text(encoding="utf-8")


def test_nothing_in_the_workbook_is_english_but_sources(folder):
    book = openpyxl.load_workbook(folder / "workbook.xlsx", read_only=True)
    for sheet in book.worksheets:
        assert not ENGLISH.search(sheet.title)
        rows = list(sheet.iter_rows(values_only=True))
        sources = {column for row in rows for column, cell in enumerate(row) if cell == SOURCE}
        said = [
            cell for row in rows for column, cell in enumerate(row) if isinstance(cell, str) and column not in sources
        ]
        assert said
        assert english_in(said) == [], sheet.title
