"""Rooms that cannot be, bookings that exclude each other, meetings no room can seat, laws that are none."""

import pytest

SMALL = "scenario=small_office"
WALK_UP = (
    "activities.desk={{kind: walk_up, per_hour: 2, earliest_start: '09:00', latest_start: '10:00', "
    "length: {{kind: fixed, minutes: 30}}{more}}}"
)


def booking(name="B1", **over):
    """One fixed booking on the command line."""
    settings = {"room_id": "S1-large", "starts_at": "'09:00'", "ends_at": "'10:00'"} | over
    return f"office.room_bookings.{name}={{{', '.join(f'{key}: {value}' for key, value in settings.items())}}}"


def walk_up(more=""):
    """A stream of walk-ups on the command line."""
    return WALK_UP.format(more=more and f", {more}")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["organization.teams.T06.size=15"],
            [
                "command line  organization.teams.T06.size = 15\n",
                "team_meeting of team T06 is for 15 people, and the largest room for it on site S1 is S1-large with 14",
                "allowed: at most 14\n",
                "fix: a room of 15 seats in office.rooms, or activities.team_meeting.room.needed=false",
            ],
        ),
        (
            ["office.rooms.S1-large={kind: project, seats: 13}", "activities.team_meeting.room.needed=false"],
            ["ideation of team T06 is for 14 people, and the largest room for it on site S1 is S1-large with 13 seats"],
        ),
        (
            ["office.rooms.S1-large.kind=project"],
            ["team_meeting of team T01 is for 9 people, and the largest room for it on site S1 is S1-medium with 8"],
        ),
        (
            ["office.rooms.S1-smal.seats=4"],
            ["there is no S1-smal in office.rooms", "did you mean: office.rooms.S1-small.seats?"],
        ),
        (["office.rooms.S1-small.seat=4"], ["is not a key of office.rooms.S1-small", "did you mean: seats?"]),
        (
            ["office.rooms.S1-small.seats=0"],
            ["S1-small.seats = 0\n      is below the allowed range\n      allowed: a whole number from 1 to 2,000"],
        ),
        (["office.rooms.S1-small.seats=-4"], ["office.rooms.S1-small.seats = -4\n      is below the allowed range"]),
        (["office.rooms.S1-small.count=0"], ["office.rooms.S1-small.count = 0\n      is below the allowed range"]),
        (
            ["office.rooms.S1-small.kind=boot"],
            ["is not one of the words", "allowed: one of meeting, booth, project", "did you mean: booth?"],
        ),
        (
            ["office.rooms.S1-small.site_id=s1"],
            ["S1-small.site_id = s1\n      there is no site s1\n      allowed: S1\n      did you mean: S1?"],
        ),
        (
            ["office.rooms.S1-small.opens_at='10:00'", "office.rooms.S1-small.closes_at='09:00'"],
            ["office.rooms.S1-small.opens_at = 10:00", "opens_at is 10:00, which is not before closes_at, 09:00"],
        ),
        (
            ["office.rooms.S1-small.opens_at='19:30'"],
            ["opens_at is 19:30, which is not before closes_at of site S1, 19:00", "from 07:00 to 19:00, the hours of"],
        ),
        (
            ["office.rooms.S1-small.opens_at='06:00'"],
            ["room S1-small opens before its site S1 does, at 07:00 (office.sites.S1.opens_at)"],
        ),
        (
            ["office.rooms.S1-small.closes_at='21:00'"],
            ["room S1-small closes after its site S1 does, at 19:00 (office.sites.S1.closes_at)", "from 07:00 to"],
        ),
        (
            ["office.rooms.S1-small-02={site_id: S1, seats: 3}"],
            ["office.rooms.S1-small has 4 rooms, one of which is S1-small-02 too", "another id"],
        ),
        (
            ["office.rooms.s1-small={site_id: S1, seats: 3}"],
            ["office.rooms.s1-small", "differs from S1-small only in capital letters"],
        ),
    ],
)  # fmt: skip
def test_a_room_that_cannot_be_is_named_with_what_could(page, arguments, words):
    text = page(SMALL, *arguments)
    for word in words:
        assert word in text


def test_a_team_that_is_too_large_for_every_room_is_named_once_whatever_it_meets_for(page):
    text = page(SMALL, "organization.teams.T06.size=30", "organization.teams.T05.size=20")
    assert text.startswith("2 mistakes in")
    assert text.count("T06 is for 30 people") == 1


def test_teams_may_be_as_large_as_they_like_where_no_room_is_modeled_or_none_is_needed():
    from sim import config

    large = "organization.teams.T06.size=30"
    needless = [f"activities.{name}.room.needed=false" for name in ("team_meeting", "ideation", "development_day")]
    assert config.load("small_office", [large, *needless])
    assert config.load("small_office", [large, "activities=none"])
    assert config.load("small_office", [large, "office.rooms.S1-hall={site_id: S1, seats: 30}"])


@pytest.mark.parametrize(
    ("room_id", "words"),
    [
        ("S1-larg", ["there is no room S1-larg\n", "did you mean: S1-large?"]),
        ("S1-large-01", ["there is no room S1-large-01\n", "did you mean: S1-large?"]),
        (
            "S1-small",
            [
                "office.room_bookings.B1.room_id = S1-small\n",
                "allowed: S1-small-01 to S1-small-04\n      fix: write the number of one, such as S1-small-02",
            ],
        ),
        ("S1-small-2", ["there is no room S1-small-2\n", "did you mean: S1-small-02?"]),
        ("S1-smal-03", ["allowed: S1-small-01 to S1-small-04\n      did you mean: S1-small-03?"]),
        ("S1-small-05", ["there is no room S1-small-05\n      allowed: S1-small-01 to S1-small-04\n"]),
        ("quite_another", ["allowed: S1-booth-01 to S1-booth-03, S1-small-01 to S1-small-04, S1-medium-01"]),
    ],
)
def test_a_booking_of_an_unknown_room_is_answered_with_the_nearest(page, room_id, words):
    text = page(SMALL, booking(room_id=room_id))
    assert text.startswith("1 mistake in")
    for word in words:
        assert word in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            [booking(ends_at="'09:00'")],
            ["office.room_bookings.B1.starts_at = 09:00", "starts_at is 09:00, which is not before ends_at, 09:00"],
        ),
        (
            [booking(starts_at="'06:00'")],
            ["the booking from 06:00 to 10:00 is outside the opening hours of room S1-large", "from 07:00 to 19:00"],
        ),
        (
            [booking(), "office.rooms.S1-large.closes_at='09:30'"],
            ["office.room_bookings.B1.ends_at = 10:00", "outside the opening hours of room S1-large"],
        ),
        (
            [booking(people=15)],
            ["people = 15\n      15 people are more than room S1-large has seats, 14 (office.rooms.S1-large.seats)"],
        ),
        ([booking(people=-1)], ["office.room_bookings.B1.people = -1\n      is below the allowed range"]),
        ([booking(weekdays="[monday, sunday]")], ["weekdays.1 = sunday", "is a day of the weekend, when offices are"]),
        ([booking(weekdays="[monday, sunnday]")], ["office.room_bookings.B1.weekdays.1", "did you mean"]),
        (
            [booking(), booking("B2", starts_at="'09:45'", ends_at="'11:00'", weekdays="[friday, tuesday]")],
            [
                "office.room_bookings.B2 overlaps office.room_bookings.B1: both hold room S1-large on tuesday from",
                "from 09:45 to 10:00\n",
                "allowed: one booking of a room at a time",
            ],
        ),
        ([booking(room="S1-large")], ["office.room_bookings.B1.room", "did you mean: room_id?"]),
    ],
)  # fmt: skip
def test_a_booking_that_cannot_be_says_why(page, arguments, words):
    text = page(SMALL, *arguments)
    assert text.startswith("1 mistake in")
    for word in words:
        assert word in text


def test_bookings_that_meet_or_are_on_other_days_or_in_other_rooms_are_fine():
    from sim import config

    job = config.load(
        "small_office",
        [
            booking("B1", weekdays="[1]"),
            booking("B2", weekdays="[2]"),
            booking("B3", starts_at="'10:00'", ends_at="'11:00'"),
            booking("B4", room_id="S1-small-02", people=0),
        ],
    )
    assert len(job.scenario.office.room_bookings) == 4


def test_of_many_bookings_of_a_room_each_is_named_with_one_other(page):
    many = [booking(f"B{number}") for number in range(9)]
    assert page(SMALL, *many).startswith("8 mistakes in")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["behavior.bookings.room_release_minutes=45"],
            [
                "command line  behavior.bookings.room_release_minutes = 45\n",
                "a grace of 45 minutes is not shorter than one_to_one (45 minutes)\n",
                "allowed: less than 45, the minutes of one_to_one (activities.one_to_one.minutes)",
            ],
        ),
        (
            ["behavior.bookings.room_release_minutes=15", "activities.team_meeting.minutes=10"],
            ["a grace of 15 minutes is not shorter than team_meeting (10 minutes)"],
        ),
        (
            ["behavior.bookings.room_release_minutes=30", walk_up("booked_share: 0.5")],
            ["a grace of 30 minutes is not shorter than desk (30 minutes)", "activities.desk.length.minutes"],
        ),
        (
            ["behavior.desk_use.lunch_min_minutes=50"],
            ["lunch_min_minutes is 50, which is above lunch_max_minutes, 45"],
        ),
        (
            ["activities.ad_hoc.length.share=[0.5,0.4]"],
            ["minutes has 6 items and share 2\n      allowed: a share for each of minutes"],
        ),
        (
            ["activities.ad_hoc.length={minutes: [15, 30], share: [0.5, 0.4]}"],
            ["ad_hoc.length.share = [0.5, 0.4]\n      adds up to 0.9\n      allowed: shares that add up to 1"],
        ),
        ([walk_up("people: [2, 6]")], ["people has 2 items and people_share 1\n      allowed: a share for each"]),
        (
            [walk_up("people: [2, 6], people_share: [0.7, 0.7]")],
            ["activities.desk.people_share = [0.7, 0.7]\n      adds up to 1.4"],
        ),
        (
            [walk_up("site_ids: [S1, S11]")],
            ["desk.site_ids.1 = S11\n      there is no site S11\n      allowed: S1\n      did you mean: S1?"],
        ),
        (
            [walk_up("slot_minutes: 90")],
            ["slot_minutes = 90\n      slot_minutes is 90, longer than the 60 minutes in which parties come"],
        ),
        (
            [walk_up(), "activities.desk.latest_start='08:00'"],
            ["earliest_start is 09:00, which is not before latest_start, 08:00"],
        ),
        (["activities.call.latest_start='07:00'"], ["is 08:00, which is not before latest_start, 07:00"]),
        (
            ["activities.single_use.earliest_start='16:00'"],
            ["earliest_start is 16:00, which is not before latest_start, 15:00"],
        ),
        (["activities.call.per_person_days=1"], ["did you mean: per_person_day?"]),
        (
            ["activities.ad_hoc.length.kind=exponental"],
            ["length.kind = exponental\n", "fixed, exponential, lognormal, shares", "did you mean: exponential?"],
        ),
        (
            ["activities.single_use.length.mean_minute=90"],
            ["is not a key of activities.single_use.length", "did you mean: mean_minutes?"],
        ),
        (
            ["activities.single_use.length={kind: exponential, mean_minute: 90}"],
            ["activities.single_use.length.mean_minute = 90", "did you mean: mean_minutes?"],
        ),
        (
            [walk_up().replace("walk_up, per_hour", "call, per_person_day")],
            ["call and desk are of one kind, and would share all their luck"],
        ),
        (["behavior.bookings.room_release=5"], ["did you mean: room_release_minutes?"]),
        (["behavior.rooms.patience=5"], ["is not a key of behavior.rooms", "did you mean: patience_minutes?"]),
        (["behavior.desk_use.at_desk_share=0"], ["allowed: a share above 0 and at most 1"]),
    ],
)  # fmt: skip
def test_demand_and_habits_that_contradict_themselves_are_named(page, arguments, words):
    text = page(SMALL, *arguments)
    assert text.startswith("1 mistake in")
    for word in words:
        assert word in text


def test_there_may_be_several_streams_of_walk_ups():
    from sim import config

    job = config.load("small_office", [walk_up(), walk_up().replace("desk", "hall", 1)])
    assert {"desk", "hall"} <= set(job.scenario.activities)


def test_a_scenario_file_is_told_all_its_mistakes_at_once_each_with_its_line(page):
    text = page(
        scenario=(
            "defaults:\n"
            "  - override /organization: small_office\n"
            "  - override /office: small_office\n"
            "  - override /activities: municipal\n"
            "office:\n"
            "  rooms:\n"
            "    S1-extra: {site_id: S9, seats: 6}\n"
            "    S1-large: {seats: 0}\n"
            "  room_bookings:\n"
            "    jury: {room_id: S1-medium-01, starts_at: 09:00, ends_at: 12:00}\n"
            "    choir: {room_id: S1-medium-01, starts_at: 11:30, ends_at: 13:00, people: 9}\n"
            "    gone: {room_id: S1-medium-03, starts_at: 09:00, ends_at: 12:00}\n"
            "behavior:\n"
            "  bookings: {room_release_minutes: 480}\n"
        )
    )
    assert text.startswith("6 mistakes in")
    for words in (
        "mine.yaml:7  office.rooms.S1-extra.site_id = S9\n      there is no site S9",
        "mine.yaml:8  office.rooms.S1-large.seats = 0\n      is below the allowed range",
        "mine.yaml:11  office.room_bookings.choir.people = 9\n      9 people are more than room S1-medium has seats, 8",
        "office.room_bookings.jury: both hold room S1-medium-01 on monday from 11:30 to 12:00",
        "mine.yaml:12  office.room_bookings.gone.room_id = S1-medium-03\n      there is no room S1-medium-03",
        "mine.yaml:14  behavior.bookings.room_release_minutes = 480\n      a grace of 480 minutes is not shorter than",
    ):
        assert words in text


def test_an_unknown_file_of_the_office_is_the_only_mistake_though_its_rooms_are_unknown(page):
    text = page(SMALL, "office=mine", "organization.teams.T06.size=15", "office.rooms.S1-small.count=2")
    assert text.startswith("1 mistake in")
    assert "command line  office = mine\n" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            [walk_up("people: [2, 60], people_share: [0.5, 0.5]")],
            ["a party of 60 is larger than any room: the largest is S1-large with 14 seats", "allowed: at most 14"],
        ),
        (
            ["activities.negotiation.visitors=50"],
            ["a party of 51 is larger than any room: the largest is S1-large with 14 seats", "allowed: at most 13"],
        ),
        (
            [walk_up().replace("09:00", "20:00").replace("10:00", "21:00")],
            ["parties come from 20:00 to 21:00, when every site they come to is closed", "07:00 to 19:00"],
        ),
        (
            ["activities.ad_hoc.room.booked_share=0.5"],
            ["is not a key of activities.ad_hoc.room", "allowed: needed"],
        ),
    ],
)
def test_parties_that_no_room_can_ever_serve_are_refused(page, arguments, words):
    text = page(SMALL, *arguments)
    for one in words:
        assert one in text, text


def test_parties_no_larger_than_the_largest_room_are_fine(page):
    assert page(SMALL, walk_up("people: [14], people_share: [1.0]"), "run.replications=0").count("larger than") == 0
