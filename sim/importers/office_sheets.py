"""The tables of an office: sites, zones, rooms, and hours of rooms that are given away."""

from __future__ import annotations

from sim.importers.columns import AREA, CLOSES, FLOOR, OPENS, SITE, SOURCE, WING, Column, Sheet

SITES = Sheet(
    "sites",
    "things",
    ("office", "sites"),
    "one row for each building",
    (
        Column(
            "site_id",
            "text",
            "short name of the site: letters, digits, _ and -",
            ("site", "id", "toimipiste", "toimipaikka", "tunnus"),
            needed=True,
        ),
        Column("name", "text", "name for people", ("nimi", "site_name", "toimipisteen_nimi"), needed=True),
        Column("x_km", "number", "kilometers east of any point of your choice", ("x", "east_km", "itään_km")),
        Column("y_km", "number", "kilometers north of that point", ("y", "north_km", "pohjoiseen_km")),
        Column("opens_at", "time", "opens at HH:MM, default 07:00", OPENS),
        Column("closes_at", "time", "closes at HH:MM, default 19:00", CLOSES),
        SOURCE,
    ),
    ("site", "toimipisteet", "toimipaikat", "buildings", "kiinteistöt"),
    needed=True,
)
ZONES = Sheet(
    "zones",
    "things",
    ("office", "zones"),
    "one row for each set of interchangeable desks",
    (
        Column("zone_id", "text", "short name of the zone", ("zone", "id", "alue", "vyöhyke", "tunnus"), needed=True),
        SITE,
        FLOOR,
        WING,
        Column(
            "kind",
            "text",
            "whom its desks are for, default shared",
            ("laji", "tyyppi", "type"),
            choices=("assigned", "shared", "quiet", "accessible", "touchdown", "informal"),
        ),
        Column(
            "desks",
            "number",
            "number of desks",
            ("työpisteet", "työpisteitä", "pöydät", "paikat", "workstations"),
            needed=True,
        ),
        AREA,
        SOURCE,
    ),
    ("zone", "alueet", "vyöhykkeet"),
    needed=True,
)
ROOMS = Sheet(
    "rooms",
    "things",
    ("office", "rooms"),
    "one row for each set of equal rooms; without this table there are none",
    (
        Column(
            "room_id", "text", "short name of the room or set", ("room", "id", "huone", "tila", "tunnus"), needed=True
        ),
        SITE,
        Column(
            "seats",
            "number",
            "seats of one room",
            ("paikat", "paikkoja", "istumapaikat", "hlö", "capacity"),
            needed=True,
        ),
        Column("count", "number", "number of equal rooms, default 1", ("lukumäärä", "määrä", "kpl", "rooms")),
        Column(
            "kind",
            "text",
            "what it is for, default meeting",
            ("laji", "tyyppi", "type"),
            choices=("meeting", "booth", "project"),
        ),
        Column(
            "equipment", "switch", "camera and screen: yes or no, default yes", ("varustus", "laitteet", "av", "video")
        ),
        FLOOR,
        WING,
        AREA,
        Column("opens_at", "time", "opens at HH:MM, if unlike its site", OPENS),
        Column("closes_at", "time", "closes at HH:MM, if unlike its site", CLOSES),
        SOURCE,
    ),
    ("room", "huoneet", "tilat", "neuvotteluhuoneet", "meeting_rooms"),
)
ROOM_BOOKINGS = Sheet(
    "room_bookings",
    "things",
    ("office", "room_bookings"),
    "one row for hours of a room that are given away every week",
    (
        Column("booking_id", "text", "short name of the booking", ("booking", "id", "varaus", "tunnus"), needed=True),
        Column(
            "room_id",
            "text",
            "the room; of a set with its number, such as S1-small-01",
            ("room", "huone", "tila"),
            needed=True,
        ),
        Column("weekdays", "list", "weekdays, default all five", ("weekday", "viikonpäivät", "päivät")),
        Column("starts_at", "time", "from HH:MM", ("starts", "alkaa", "from"), needed=True),
        Column("ends_at", "time", "until HH:MM", ("ends", "päättyy", "until"), needed=True),
        Column("people", "number", "people in the room then, default 1; 0 closes it", ("henkilöitä", "hlö")),
        SOURCE,
    ),
    ("bookings", "varaukset", "huonevaraukset"),
)
