"""A page in two languages: the same numbers in the same places, and no word of the one in the other."""

from __future__ import annotations

import re

from tests.report.test_finnish_pages import ENGLISH as ENGLISH_WORD

#: Keys of the configuration, and full hours, which Finnish writes with a point.
_KEYS = re.compile(r"\b[a-z_]+(\.[a-z_]+)+|\b\d\d\.00\b")


def said(page):
    """Return everything a reader reads but the figures, in order."""
    yield from (page.answer, page.scope, *page.remarks)
    for section in page.sections:
        yield from (section.heading, *section.paragraphs)
        for grid in section.grids:
            yield from (grid.caption, *grid.head, grid.sheet)
            if grid.chart is not None:
                yield from (grid.chart.title, grid.chart.across, grid.chart.up)
            for row in grid.rows:
                for cell in row:
                    yield from (cell.value, cell.limits)
        yield from section.notes


def check_finnish(english, finnish):
    """Fail where a text has other numbers in Finnish, or words or numbers as only English has them."""
    assert (english.language.code, finnish.language.code) == ("en", "fi")
    pairs = list(zip(said(english), said(finnish), strict=True))
    assert pairs
    for ours, theirs in pairs:
        assert sorted(re.findall(r"\d", ours)) == sorted(re.findall(r"\d", theirs)), (ours, theirs)
        read = _KEYS.sub("-", theirs)
        assert not ENGLISH_WORD.search(read), theirs
        assert not re.search(r"\d\.\d|\d,\d\d\d|\d %|\{|\}|  ", read), theirs
    for grid, other in zip(grids(english), grids(finnish), strict=True):
        for row, same in zip(grid.rows, other.rows, strict=True):
            assert [cell.exact for cell in row] == [cell.exact for cell in same]
        assert other.chart is None or {other.chart.across, other.chart.up} <= set(other.head)


def grids(page):
    """Return the tables of a page."""
    return [grid for section in page.sections for grid in section.grids]
