"""The arrays that every replication of a scenario leaves behind: their names, their axes, and which are no counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.draws import Luck
from sim.metrics.attribution import Attribution
from sim.metrics.gatherings import GatheringLog
from sim.metrics.locations_daily import PLACES, LocationsDaily
from sim.metrics.observer import Frame
from sim.metrics.registry import FAMILIES
from sim.metrics.shared_days import DAY_COLUMN, SITE_COLUMN
from sim.population import draw_population
from sim.records import ROOM_ACTIVITIES, Decider, Outcome, Purpose
from sim.requests import RoomOutcome
from sim.results.stored_arrays import Expected

if TYPE_CHECKING:
    from sim.scenario import Scenario

#: Where the columns of `gatherings` stand by which something is looked up.
_DAY, _SITE, _ACTIVITY, _TEAM, _ROOM, _SEATS_CLASS, _OUTCOME = 0, 2, 3, 4, 9, 10, 11
#: The column of units in `shared_days`, between the other two.
_UNIT_COLUMN = 1


def expected_counts(scenario: Scenario) -> dict[str, Expected]:
    """Return what the counts of a replication look like: as those of one in which nothing has happened yet.

    Two families can tell of nothing before they have seen something.
    """
    luck = Luck(scenario.run.seed, 0)
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    frame = Frame(scenario, population, luck)
    told = [family(frame).arrays() for family in FAMILIES if family not in (LocationsDaily, Attribution)]
    sites, units = len(scenario.office.site_ids), len(scenario.organization.unit_ids)
    arrays = {name: array for some in told for name, array in some.items()}
    return {
        **_locations(scenario),
        **_attribution(scenario),
        **{name: Expected(array.shape, is_whole=array.dtype.kind != "f") for name, array in arrays.items()},
        # How many of them there are is a matter of luck.
        "shared_days": Expected(
            (None, *arrays["shared_days"].shape[1:]),
            indices={DAY_COLUMN: _days(scenario), _UNIT_COLUMN: range(units), SITE_COLUMN: range(sites)},
        ),
    }


def _days(scenario: Scenario) -> range:
    return range(5 * scenario.run.weeks)


def _locations(scenario: Scenario) -> dict[str, Expected]:
    days, teams = len(scenario.days.workdays), len(scenario.organization.team_ids)
    return {"locations_people": Expected((days, len(PLACES), teams))}


def _attribution(scenario: Scenario) -> dict[str, Expected]:
    counted = {"decider": len(Decider), "purpose": len(Purpose), "unit": len(scenario.organization.unit_ids)}
    sites = len(scenario.office.site_ids)
    return {f"attribution_{kind}": Expected((sites, count)) for kind, count in counted.items()}


def expected_visits(scenario: Scenario) -> dict[str, Expected]:
    """Return what the visits and gatherings of a replication look like; what is looked up elsewhere must be there."""
    office, organization = scenario.office, scenario.organization
    zones = len(office.zone_ids)
    indices = {
        "day": _days(scenario),
        "person": range(organization.people),
        "wanted_zone": range(zones),
        "zone": range(-1, zones),
        "purpose": range(len(Purpose)),
        "decided_by": range(len(Decider)),
        "outcome": range(len(Outcome)),
    }
    luck = Luck(scenario.run.seed, 0)
    population = draw_population(organization, office, scenario.behavior, luck)
    gatherings = GatheringLog(Frame(scenario, population, luck)).arrays()["gatherings"]
    return {
        **{f"visits_{name}": Expected((None,), indices={0: allowed}) for name, allowed in indices.items()},
        **{f"visits_{name}": Expected((None,)) for name in ("arrival", "departure")},
        "gatherings": Expected(
            (None, *gatherings.shape[1:]),
            indices={
                _DAY: _days(scenario),
                _SITE: range(len(office.site_ids)),
                _ACTIVITY: range(len(ROOM_ACTIVITIES)),
                _TEAM: range(-1, len(organization.team_ids)),
                _ROOM: range(-1, len(office.single_rooms)),
                _SEATS_CLASS: range(-1, len(office.room_classes)),
                _OUTCOME: range(len(RoomOutcome)),
            },
        ),
    }
