"""What groups of people and the days of a study are called on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.scenario import Scenario

_ROLES = {
    "expert": "experts",
    "manager": "managers",
    "site_bound": "people bound to a site",
    "mobile": "people who move between sites",
}
_DAYS = {
    "all": "workdays",
    "busiest_weekday": "days of the busiest weekday",
    "outside_leave_season": "workdays outside the leave season",
}


def group_names(scenario: Scenario) -> dict[tuple[str, str], str]:
    """Name groups by kind and group; what is missing here is called as in the table."""
    organization, office = scenario.organization, scenario.office
    return {
        **{("role", role): name for role, name in _ROLES.items()},
        **{("unit", unit_id): organization.units[unit_id].name for unit_id in organization.unit_ids},
        **{("home_site", site_id): office.sites[site_id].name for site_id in office.site_ids},
    }


def days_in_words(scenario: Scenario) -> str:
    """Say which days the service level counts; each site has a busiest weekday of its own."""
    if scenario.study.days == "busiest_weekday" and len(scenario.office.sites) > 1:
        return "days of each site's busiest weekday"
    return _DAYS[scenario.study.days]
