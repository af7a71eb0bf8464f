"""No calendar shows day by day a place that few people ever want, whoever's home it is."""

from __future__ import annotations

import pytest

from sim.report.suppression import SMALLEST_GROUP
from tests.privacy.publishing import Publisher

STUDIES = ("project", "size", "close")
#: A house beside the small one, where nobody is at home and those go who find no desk in it.
ANNEX = """    Annex: {name: Annex, opens_at: 07:00, closes_at: 19:00, x_km: 9, y_km: 1.1}
"""
DESKS = """    Annex-1: {site_id: Annex, floor: 1, wing: A, kind: shared, desks: 6, area_m2: 60}
"""


def with_annex(folder):
    publisher = Publisher(folder)
    text = publisher.scenario.read_text(encoding="utf-8")
    for before, more in (("    Mill: {name", ANNEX), ("    Mill-1: {site_id: Mill, floor", DESKS)):
        assert text.count(before) == 1
        text = text.replace(before, more + before)
    publisher.scenario.write_text(text, encoding="utf-8")
    return publisher


def peaks(shown):
    return [row for table in shown if table.heads[-1] == "Most desks wanted" for row in table.rows]


@pytest.mark.parametrize("study", STUDIES)
@pytest.mark.parametrize("publisher_of", [Publisher, with_annex])
def test_no_place_is_shown_that_few_people_want(tmp_path, publisher_of, study):
    rows = peaks(publisher_of(tmp_path).publish(study)[0])
    assert {site for site, _ in rows} == {"All sites at once", "Tower block", "Market square"}
    assert all(peak.value == 0 or peak.value >= SMALLEST_GROUP for _, peak in rows)


@pytest.mark.parametrize("study", STUDIES)
def test_without_the_rule_for_places_the_annex_tells_of_those_who_go_there(monkeypatch, tmp_path, study):
    monkeypatch.setattr(f"sim.report.calendar.{study}.most_at_once", lambda wanted: [0 for _ in wanted])
    rows = peaks(with_annex(tmp_path).publish(study)[0])
    assert any(site == "Annex" and 0 < peak.value < SMALLEST_GROUP for site, peak in rows)
