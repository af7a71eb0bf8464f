"""Nothing that is left out for being small comes back by adding and subtracting what is published."""

from __future__ import annotations

import sys

import pytest

from sim.report.suppression import SMALLEST_GROUP, TOO_SMALL, suppressed_groups
from tests.building import ROOT
from tests.privacy.attacker import Attacker
from tests.privacy.publishing import Publisher

STUDIES = {"project": (), "compare": ("study.policies=[free_choice]",), "size": (), "close": (), "room_rules": ()}
LARGER = "{unit_id: Building, site_id: Square, zone_id: Square-1, size: 6}"
GROWN = "{unit_id: Planning, site_id: Pier, zone_id: Pier-1, size: 7}"


@pytest.fixture(scope="module")
def publisher(tmp_path_factory):
    return Publisher(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def everything(publisher):
    """What all studies of the scenario publish."""
    return {study: publisher.publish(study, *more) for study, more in STUDIES.items()}


def attacked(*readers):
    """Let an attacker read; each reader comes with what it reads, by study."""
    people = {cell: size for reader, _ in readers for cell, size in reader.people.items()}
    attacker = Attacker(people)
    for reader, studies in readers:
        for study, (shown, _) in studies.items():
            reader.tell(attacker, shown, study)
    return attacker


def secrets(reader):
    """Small units and sites, and those left out because a total would tell of one."""
    for kind, groups in reader.groups.items():
        for name in suppressed_groups({name: reader.size(kind, name) for name in groups}):
            yield kind, name, groups[name]


def recovered(attacker, reader):
    """Return what came back of all that was left out, and how many numbers that was."""
    told = {quantity: {group for group, _, _ in rows} for quantity, rows in attacker.equations.items()}
    hidden = [
        (quantity, name, cells)
        for quantity in attacker.equations
        for kind, name, cells in secrets(reader)
        if reader.size(kind, name) < SMALLEST_GROUP or frozenset(cells) not in told[quantity]
    ]
    return [(quantity, name) for quantity, name, cells in hidden if attacker.recovers(quantity, cells)], len(hidden)


def test_nothing_comes_back_from_all_studies_together(publisher, everything):
    reader = publisher.reader()
    attacker = attacked((reader, everything))
    found, hidden = recovered(attacker, reader)
    print(f"recovered: {len(found)} of {hidden} suppressed cells")
    assert hidden >= 60
    assert found == []


def test_the_attacker_learns_what_is_published(publisher, everything):
    reader = publisher.reader()
    attacker = attacked((reader, everything))
    assert {"people", "desks needed", "Office days a week", "free choice, imposed_days, change"} <= set(
        attacker.equations
    )
    whole = set(reader.people)
    for quantity in ("people", "Office days a week", "free choice, imposed_days, Better off"):
        assert attacker.recovers(quantity, whole)
    assert attacker.recovers("people", reader.groups["site"]["Tower block"])
    assert sum(len(rows) for rows in attacker.equations.values()) > 100


def everywhere(monkeypatch, name, instead):
    """Put another function in the place of one that modules have taken by name."""
    import sim.report.suppression

    old = getattr(sim.report.suppression, name)
    for module in [one for key, one in sys.modules.items() if key.startswith("sim.")]:
        if getattr(module, name, None) is old:
            monkeypatch.setattr(module, name, instead)


def only_small(sizes):
    return {group: TOO_SMALL for group, size in sizes.items() if 0 < size < SMALLEST_GROUP}


def sizes_of(cells):
    sizes: dict[str, int] = {}
    for (unit, _), people in cells.items():
        sizes[unit] = sizes.get(unit, 0) + people
    return sizes


def test_without_complements_small_groups_come_back(publisher, monkeypatch):
    everywhere(monkeypatch, "suppressed_groups", only_small)
    everywhere(monkeypatch, "suppressed_beside", lambda cells, _: only_small(sizes_of(cells)))
    reader = publisher.reader()
    attacker = attacked((reader, {study: publisher.publish(study, *STUDIES[study]) for study in ("project", "size")}))
    found, _ = recovered(attacker, reader)
    assert ("people", "Pier house") in found
    assert ("desks needed", "Pier house") in found
    for study in ("project", "size"):
        days = {
            quantity for quantity, name in found if name == "Pier house" and quantity.startswith(f"{study}, calendar")
        }
        assert len(days) > 40, "those sent home on a day are those of all sites less those of the others"


def test_units_alone_would_tell_of_a_small_site(publisher, monkeypatch):
    everywhere(monkeypatch, "suppressed_beside", lambda cells, _: suppressed_groups(sizes_of(cells)))
    reader = publisher.reader()
    attacker = attacked((reader, {"project": publisher.publish("project")}))
    assert ("people", "Pier house") in recovered(attacker, reader)[0]


def test_a_way_to_work_that_only_a_hidden_site_has_is_not_told(publisher, monkeypatch):
    import sim.report.close_page

    monkeypatch.setattr(sim.report.close_page, "_without_small_groups", lambda rows, _: list(rows))
    reader = publisher.reader()
    attacker = attacked((reader, {"close": publisher.publish("close")}))
    assert ("minutes on the way", "Pier house") in recovered(attacker, reader)[0]


def test_nothing_comes_back_from_two_variants(publisher, everything, tmp_path):
    variant = Publisher(tmp_path, LARGER)
    reader, other = publisher.reader(), variant.reader("Square")
    attacker = attacked((reader, everything), (other, {"project": variant.publish("project")}))
    found, hidden = recovered(attacker, reader)
    assert hidden >= 60
    assert found == []


def test_a_variant_in_which_a_small_group_is_large_is_a_limit_that_is_stated(publisher, everything, tmp_path):
    variant = Publisher(tmp_path, GROWN)
    reader, other = publisher.reader(), variant.reader("Pier")
    attacker = attacked((reader, everything), (other, {"project": variant.publish("project")}))
    assert ("people", "Pier house") in recovered(attacker, reader)[0]
    stated = " ".join((ROOT / "docs" / "privacy.md").read_text(encoding="utf-8").split())
    assert "two reports of variants, in one of which a group is small and in the other not" in stated


def test_no_sentence_and_no_figure_names_a_group_that_is_left_out(publisher, everything):
    reader = publisher.reader()
    for study in ("project", "compare", "size", "room_rules"):  # closing is about places, also those of few people
        words = "\n".join(everything[study][1])
        for kind, name, _ in secrets(reader):
            assert kind == "unit" or name not in words.replace("suppressed", ""), (study, name)
