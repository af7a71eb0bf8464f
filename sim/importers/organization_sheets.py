"""The tables of an organization: units, teams, what a badge report says of them, and norms."""

from __future__ import annotations

from sim.importers.columns import SITE, SOURCE, Column, Sheet

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")

UNITS = Sheet(
    "units",
    "things",
    ("organization", "units"),
    "one row for each part of the organization above teams",
    (
        Column("unit_id", "text", "short name of the unit", ("unit", "id", "yksikkö", "tunnus"), needed=True),
        Column("name", "text", "name for people", ("nimi", "unit_name", "yksikön_nimi"), needed=True),
        Column(
            "parent_unit_id", "text", "the unit above it", ("parent", "parent_unit", "yläyksikkö", "ylempi_yksikkö")
        ),
        SOURCE,
    ),
    ("unit", "yksiköt", "departments", "osastot"),
    needed=True,
)
TEAMS = Sheet(
    "teams",
    "things",
    ("organization", "teams"),
    "one row for each group of people with one supervisor, whose own desks are in one zone",
    (
        Column("team_id", "text", "short name of the team", ("team", "id", "tiimi", "ryhmä", "tunnus"), needed=True),
        Column("unit_id", "text", "the unit it belongs to", ("unit", "yksikkö", "osasto"), needed=True),
        SITE,
        Column("zone_id", "text", "its own zone, on that site", ("zone", "alue", "vyöhyke"), needed=True),
        Column(
            "size",
            "number",
            "people, the supervisor among them",
            ("koko", "henkilöitä", "henkilömäärä", "hlö", "headcount", "head_count", "people"),
            needed=True,
        ),
        Column(
            "rate_group",
            "text",
            "for policy=rates: the row of rate_groups that holds for it, default default",
            ("rates",),
        ),
        Column(
            "lives_around_site_id", "text", "the site around which its people live, default its own", ("lives_around",)
        ),
        SOURCE,
    ),
    ("team", "tiimit", "ryhmät"),
    needed=True,
)
RATE_GROUPS = Sheet(
    "rate_groups",
    "things",
    ("organization", "rate_groups"),
    "for policy=rates: the share of people who are in the office, by weekday, from a badge report",
    (
        Column(
            "rate_group", "text", "short name of the group", ("group", "id", "rate_group_id", "tunnus"), needed=True
        ),
        *(
            Column(
                day,
                "number",
                f"share present on a {day.capitalize()}, 0 to 1",
                other,
                needed=True,
                key=("weekday_rates", number),
            )
            for number, (day, other) in enumerate(
                zip(
                    WEEKDAYS,
                    (
                        ("mon", "maanantai", "ma"),
                        ("tue", "tiistai", "ti"),
                        ("wed", "keskiviikko", "ke"),
                        ("thu", "torstai", "to"),
                        ("fri", "perjantai", "pe"),
                    ),
                    strict=True,
                )
            )
        ),
        Column("team_day_probability", "number", "share of days that are a team day, default 0"),
        Column("team_day_rate", "number", "share present on a team day, default 1"),
        SOURCE,
    ),
    ("rates", "läsnäolo"),
)
NORMS = Sheet(
    "norms",
    "norms",
    ("organization",),
    "one row for what a level asks of those below it; what is left blank is left to the level above",
    (
        Column(
            "level",
            "text",
            "whose norm it is",
            ("taso",),
            needed=True,
            choices=("organization", "unit", "team", "members"),
        ),
        Column("unit_id", "text", "for a unit: which", ("unit", "yksikkö")),
        Column("team_id", "text", "for a team or members of it: which", ("team", "tiimi", "ryhmä")),
        Column("exception_id", "text", "for members: a short name for the exception", ("exception", "poikkeus")),
        Column("members", "list", "for members: numbers in the team, 1 is the supervisor", ("jäsenet",)),
        Column("office_days_min", "number", "office days a week at least", ("min", "lähipäiviä_vähintään")),
        Column("office_days_max", "number", "office days a week at most", ("max", "lähipäiviä_enintään")),
        Column(
            "anchor_weekdays",
            "list",
            "weekdays to be in the office; none sets a member free",
            ("anchor_days", "weekdays", "lähipäivät", "viikonpäivät"),
        ),
        Column("adherence", "number", "share of these days that are kept, 0 to 1", ("noudattaminen",)),
        Column("online_activities", "list", "activities held online", ("online", "etänä")),
        SOURCE,
    ),
    ("norm", "normit", "käytännöt", "pelisäännöt"),
)
