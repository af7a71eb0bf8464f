"""Turns published tables into what an attacker learns: which group a line is of, and what its columns say of people."""

from __future__ import annotations

from tests.privacy.attacker import Attacker, Kind
from tests.privacy.published import Reading

COUNT = Kind(0, 1_000, is_count=True)
SHARE = Kind(0, 1)
#: Columns of groups with what one person could contribute to their mean.
MEANS = {
    "Office days a week": Kind(0, 5),
    "Days a week off the wish": Kind(0, 5),
    "Days a year sent home": Kind(0, 260),
    "Commute, hours a week": Kind(0, 20),
    "Better off": SHARE,
    "Same": SHARE,
    "Worse off": SHARE,
}
#: Changes of a mean by metric; shares of team-mates are of other people in each replication, so nothing adds up.
CHANGES = {
    "forced_remote_days": Kind(-260, 260),
    "imposed_days": Kind(-260, 260),
    "unwanted_remote_days": Kind(-260, 260),
    "preference_deviation_days": Kind(-5, 5),
    "commute_hours_per_week": Kind(-20, 20),
}
COUNTS = {"People": "people", "People with this home site": "people", "Desks needed": "desks needed"}
TOTALS = {"Organization", "All sites at once", "All sites, sum", "everybody", "Everybody"}
MINUTES = "Minutes on the way, a person and week"


class Reader:
    """Knows who sits where in one scenario, and tells the attacker what the tables of its studies say."""

    def __init__(self, scenario, changed_site=""):
        organization, office = scenario.organization, scenario.office
        self.people = {}
        self.groups = {"unit": {}, "site": {}}
        for team in organization.teams.values():
            changed = "variant" if team.site_id == changed_site else ""
            cell = (team.unit_id, team.site_id, changed)
            self.people[cell] = self.people.get(cell, 0) + team.size
            self.groups["unit"].setdefault(team.unit_id, set()).add(cell)
            self.groups["site"].setdefault(office.sites[team.site_id].name, set()).add(cell)
        self._named = {name: cells for kind in self.groups.values() for name, cells in kind.items()}

    def size(self, kind, name):
        return sum(self.people[cell] for cell in self.groups[kind][name])

    def tell(self, attacker: Attacker, shown, study):
        """Let the attacker learn every number of a group; `study` sets apart what is not the same question."""
        for table in shown:
            if {"Zone", "Size", "Service level"} & set(table.heads):
                continue  # lines of parts of a site, or of other questions
            if MINUTES in table.heads:
                self._tell_ways(attacker, table)
                continue
            rows = [row for row in table.rows if row and isinstance(row[0], str)]
            named = [row[0] for row in rows if row[0] in self._named and any(isinstance(v, Reading) for v in row[1:])]
            for row in rows:
                cells = self._cells_of(row[0], named)
                for head, value in zip(table.heads, row, strict=False):
                    found = self._quantity(table, head, study) if cells and isinstance(value, Reading) else None
                    if found:
                        attacker.learn(*found, cells, value.value, value.slack)

    def _cells_of(self, label, named):
        if label in self._named:
            return self._named[label]
        if label in TOTALS:
            return set(self.people)
        if label.endswith(("other units", "other unit")):
            return set(self.people) - {cell for name in named for cell in self._named[name]}
        return None

    def _quantity(self, table, head, study):
        if table.origin.startswith("calendar, "):
            kind = MEANS.get(head, COUNT)
            return None if head == "Most desks wanted" else (f"{study}, {table.origin}, {head}", kind)
        if head in COUNTS and (head != "Desks needed" or study == "size"):
            return (COUNTS[head], COUNT)
        if table.origin.startswith("explorer"):
            _, policy, metric, *_ = table.origin.split(", ")
            if head == "Change" and metric in CHANGES:
                return (f"{policy}, {metric}, change", CHANGES[metric])
            return (f"{policy}, {metric}, {head}", MEANS[head]) if head in MEANS and metric in CHANGES else None
        return (head, MEANS[head]) if head in MEANS and study == "project" else None

    def _tell_ways(self, attacker, table):
        """Closing a whole site changes the way to work of its people only, so the change of the mean tells theirs."""
        at = table.heads.index(MINUTES)
        now = next((row[at].value for row in table.rows if row[0] == "today"), None)
        if now is not None:
            attacker.today_minutes = now
        for row in table.rows:
            for name, cells in self.groups["site"].items():
                if row[0] == f"the whole of {name}" and isinstance(row[at], Reading):
                    everybody = sum(self.people.values())
                    times = everybody / sum(self.people[cell] for cell in cells)
                    change = (row[at].value - attacker.today_minutes) * times
                    attacker.learn("minutes on the way", Kind(-600, 600), cells, change, 2 * row[at].slack * times)
