"""The tables of settings: the scenario, its activities, and what is assumed of people."""

from __future__ import annotations

from sim.importers.columns import SOURCE, Column, Sheet

SETTINGS = (
    Column("setting", "text", "what is set, as in docs/config.md", ("asetus", "key", "name"), needed=True),
    Column("value", "any", "its value; a list is written a; b; c", ("arvo",), needed=True),
    SOURCE,
)

SCENARIO = Sheet(
    "scenario",
    "settings",
    (),
    "what the situation is called, the files of conf/ it builds on, and the calendar",
    SETTINGS,
    ("skenaario", "settings", "asetukset"),
)
ACTIVITIES = Sheet(
    "activities",
    "settings",
    ("activities",),
    "one row for each setting of each activity; what is not here does not happen",
    (
        Column("activity", "text", "short name of the activity", ("activity_id", "toiminta", "tilaisuus"), needed=True),
        *SETTINGS,
    ),
    ("activity", "toiminnot", "tilaisuudet"),
)
BEHAVIOR = Sheet(
    "behavior",
    "settings",
    ("behavior",),
    "what is assumed of people: wishes, absence, arrival, commute; a row that is deleted keeps its default",
    SETTINGS,
    ("behaviour", "assumptions", "oletukset", "käyttäytyminen"),
)


#: What a scenario table may call its settings beside their keys.
SETTING_NAMES = {
    **dict.fromkeys(("name", "nimi", "otsikko"), "title"),
    **dict.fromkeys(("kysymys",), "question"),
    **dict.fromkeys(("organization_name", "organisaatio"), "organization.name"),
    **dict.fromkeys(("office_name", "toimitilat"), "office.name"),
    **dict.fromkeys(("start_date", "calendar_start", "aloituspäivä", "alkaa"), "run.start_date"),
    **dict.fromkeys(("weeks", "viikot", "viikkoja"), "run.weeks"),
    **dict.fromkeys(("replications", "toistot", "toistoja"), "run.replications"),
    **dict.fromkeys(("seed", "siemen"), "run.seed"),
    **dict.fromkeys(("country", "maa"), "calendar.country"),
    **dict.fromkeys(("closed_dates", "suljetut_päivät"), "calendar.closed_dates"),
    **dict.fromkeys(("service_level", "palvelutaso"), "study.service_level"),
    **dict.fromkeys(("extends", "pohja"), "organization"),
}
#: Settings of the scenario that choose a file of conf/.
CHOICES = ("organization", "office", "activities", "behavior", "calendar", "policy", "run", "study", "output")
#: Settings that are times of day, which a composed configuration may hold in minutes.
TIMES = (
    *("earliest_start", "latest_start", "opens_at", "closes_at", "starts_at", "ends_at"),
    *("arrival_mean", "arrival_earliest", "arrival_latest", "lunch_start_mean"),
)
#: Settings that are text whatever they look like.
TEXT_SETTINGS = ("title", "question", "organization.name", "office.name", "calendar.country", *CHOICES)
