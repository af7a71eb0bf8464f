"""Synthetic tables of rooms with the contract's columns: every site has two booths, a room of 4 and one of 10."""

from __future__ import annotations

import polars as pl

SIZES = {1: 2, 4: 1, 10: 1}
FATES = ("served", "served_larger", "waited", "moved", "made_online", "no_shows")
#: Requests a day by size and fate: one booking in ten of the size 4 is missed, and one large party in four is refused.
DAILY = {1: (20, 2, 1, 0, 0, 0), 4: (9, 0, 0, 0, 0, 1), 10: (2, 0, 0, 1, 1, 0)}
#: Most rooms wanted at once, and minutes booked and used, by size.
WANTED = {1: 5, 4: 1, 10: 1}
MINUTES = {1: (0.0, 720.0), 4: (360.0, 288.0), 10: (72.0, 144.0)}
OPENS, CLOSES = 420, 1140

_ROOMS = {
    "room_id": pl.String, "site_id": pl.String, "floor": pl.Int64, "wing": pl.String, "kind": pl.String,
    "seats": pl.Int64, "equipment": pl.Boolean, "opens_at_minute": pl.Int64, "closes_at_minute": pl.Int64,
    "area_m2": pl.Float64,
}  # fmt: skip
_COUNTS = dict.fromkeys((*FATES, "released"), pl.Int64)
_DAILY = {
    "replication": pl.Int64, "date": pl.Date, "site_id": pl.String, "seats": pl.Int64, "rooms": pl.Int64,
    "wanted_peak": pl.Int64, "booked_minutes": pl.Float64, "used_minutes": pl.Float64,
}  # fmt: skip
_REQUESTS = {
    "replication": pl.Int64, "site_id": pl.String, "seats": pl.Int64, "activity": pl.String, "requests": pl.Int64,
    **_COUNTS,
}  # fmt: skip
_DEMAND = {
    "site_id": pl.String, "seats": pl.Int64, "rooms": pl.Int64, "metric": pl.String, "estimate": pl.Float64,
    "ci_low": pl.Float64, "ci_high": pl.Float64,
}  # fmt: skip
_LOG = {
    "replication": pl.Int64, "date": pl.Date, "activity": pl.String, "team_id": pl.String, "site_id": pl.String,
    "start_minute": pl.Int64, "end_minute": pl.Int64, "room_id": pl.String, "seats": pl.Int64, "outcome": pl.String,
    "asked_minute": pl.Int64, "asked_end_minute": pl.Int64, "people": pl.Int64,
}  # fmt: skip


def make_room_tables(sites, replications, dates):
    """All tables of rooms; without sites they are empty, as those of an office without rooms are."""
    return {
        "rooms": make_rooms(sites),
        "rooms_daily": _table(
            _DAILY,
            [
                (replication, day, site, seats, rooms, WANTED[seats], *MINUTES[seats])
                for replication in range(replications)
                for day in dates
                for site in sites
                for seats, rooms in SIZES.items()
            ],
        ),
        "room_requests": _table(
            _REQUESTS,
            [
                (replication, site, seats, "ad_hoc", sum(fates) * len(dates), *(n * len(dates) for n in fates), 0)
                for replication in range(replications)
                for site in sites
                for seats, fates in DAILY.items()
            ],
        ),
        "room_demand": make_room_demand(sites, replications, len(dates)),
        "room_log": make_room_log([row for site in sites for row in day_of(site, dates[1])]),
    }


def make_rooms(sites):
    """Table `rooms`."""
    ids = {1: ("booth-1", "booth-2"), 4: ("small",), 10: ("large",)}
    return _table(
        _ROOMS,
        [
            (f"{site}-{name}", site, 1, "A", "booth" if seats == 1 else "meeting", seats, True, OPENS, CLOSES, 10.0)
            for site in sites
            for seats, names in ids.items()
            for name in names
        ],
    )


def make_room_demand(sites, replications, days):
    """Table `room_demand`: booths are short, and large parties refused; too few days give no quantile."""
    rows = []
    for site in sites:
        for seats, rooms in SIZES.items():
            came = sum(DAILY[seats]) - DAILY[seats][5]
            busy = float(WANTED[seats]) if days >= 59 else None
            values = {
                "wanted_peak_mean": WANTED[seats] - 0.5,
                "wanted_peak_p95": busy,
                "refused_share": DAILY[seats][4] / came,
                "use_share": MINUTES[seats][1] / (rooms * (CLOSES - OPENS)),
                "single_share": 0.6,
            }
            rows += [(site, seats, rooms, *_estimate(metric, value, replications)) for metric, value in values.items()]
    if sites:
        everybody = {"refused_share": 1 / 36, "use_share": 0.4, "single_share": 0.6}
        rows += [
            (None, None, 4 * len(sites), *_estimate(metric, value, replications)) for metric, value in everybody.items()
        ]
    return _table(_DEMAND, rows)


def make_room_log(rows):
    """Table `room_log` from rows as `request` gives them."""
    return _table(_LOG, [tuple(row[column] for column in _LOG) for row in rows])


def request(site, day, start, end, room=None, outcome="served", **changes):
    """One row of `room_log`; without a room it is refused."""
    row = {
        "replication": 0, "date": day, "activity": "ad_hoc", "team_id": "T-secret", "site_id": site,
        "start_minute": start, "end_minute": end, "room_id": room and f"{site}-{room}", "seats": 4,
        "outcome": outcome if room else "online", "asked_minute": start, "asked_end_minute": end, "people": 3,
    }  # fmt: skip
    return row | changes


def day_of(site, day):
    """A day on which every outcome happens."""
    return [
        request(site, day, 540, 600, "small", activity="team_meeting"),
        request(site, day, 600, 660, "small", "no_show", activity="one_to_one"),
        request(site, day, 610, 700, "large", "larger"),
        request(site, day, 710, 760, "large", "waited", asked_minute=705, seats=10, people=8),
        request(site, day, 780, 840, "large", "moved", seats=10, people=8, activity="unit_meeting"),
        request(site, day, 540, 700, "booth-1", activity="call", seats=1, people=1),
        request(site, day, 900, 1000, "booth-2", activity="single_use", seats=1, people=1),
        request(site, day, 900, 960, "small", activity="walk_up"),
        request(site, day, 615, 645),
        request(site, day, 960, 1020, seats=10, people=30, activity="unit_meeting"),
    ]


def _estimate(metric, value, replications):
    """Metric, estimate and limits close by; those of a quantile over days are whole rooms."""
    if value is None or replications == 1:
        return metric, value, None, None
    off = 0 if metric == "wanted_peak_p95" else 0.01
    return metric, value, value * (1 - off), value * (1 + off)


def _table(schema, rows):
    return pl.DataFrame(rows, schema=schema, orient="row")
