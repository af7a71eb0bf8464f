"""Whole weeks traced by hand: two people meet, one to one or to learn.

Nobody wishes a day, so every visit is for a talk: on the weekday that the rule of luck gives (`drawn_weekday`), on the
home site, decided by the activity. A person comes once on a day with several talks.
"""

import pytest

from tests.activities.weeks import ADA, BO, CY, at, diary, drawn_weekday, occasional, week_of

PAIRS = {team_id: {"size": 2} for team_id in ("Eva", "Fay", "Gus", "Hal", "Ida")}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_member_meets_the_supervisor_once_and_the_supervisor_comes_for_every_one(seed):
    """Six members of Ada, Bo and Cy each have a talk on a drawn day; Dee has no supervisor but herself.

    All talks are at 10:00: of several on a day the supervisor goes to the first member's, and the others wait alone.
    """
    scenario = week_of(occasional("one_to_one", 45, every_weeks=1, in_person_share=1.0), wished_days=0, seed=seed)
    visits, gatherings, _ = diary(scenario)
    talks = {
        person: drawn_weekday(scenario, "one_to_one", team[0][:-3], str(number))
        for team in (ADA, BO, CY)
        for number, person in enumerate(team)
        if number > 0
    }
    expected = set()
    for person, weekday in talks.items():
        site = "S2" if person in CY else "S1"
        expected |= set(at([person, f"{person[:-2]}01"], weekday, site, "one_to_one", "activity"))
    assert visits == sorted(expected)
    first = {(person[:-3], day): person for person, day in reversed(talks.items())}
    assert gatherings == sorted(
        (
            (
                *("one_to_one", person[:-3], day, "S2" if person in CY else "S1", 600, 645, 2),
                *(1 + (first[person[:-3], day] == person), 0, "served"),
            )
            for person, day in talks.items()
        ),
        key=str,
    )


def test_one_to_ones_online_bring_nobody():
    visits, gatherings, _ = diary(week_of(occasional("one_to_one", every_weeks=1, in_person_share=0.0), wished_days=0))
    assert visits == []
    assert gatherings == [], "nobody is there to ask for a room"


LEARN = {"turnover_per_year": 0.0, "newcomer_weeks": 1, "new_tasks_per_year": 0.0, "task_weeks": 1}


@pytest.mark.parametrize(
    ("why", "newcomers", "sessions"),
    [
        ({"turnover_per_year": 1.0, "newcomer_weeks": 104}, 2, 2),
        ({"new_tasks_per_year": 12.0, "task_weeks": 104}, 0, 0),
    ],
)
def test_in_a_team_of_two_each_learns_from_the_other_on_the_day_drawn(why, newcomers, sessions):
    """Everybody is new (all joined this year or last), or has a new task (the chance of none in 104 weeks at 12 a year
    is below 1e-11), and meets the other once: both come on either one's day, and a contact day is counted for each.
    Where the two lessons are on one day, both at 10:00, they are one meeting.
    """
    learn = occasional("onboarding", 90, **(LEARN | why), sessions_per_week=1.0)
    scenario = week_of(learn, wished_days=0, teams=PAIRS)
    visits, gatherings, tables = diary(scenario)
    lessons = [
        (team_id, drawn_weekday(scenario, "onboarding", team_id, number)) for team_id in PAIRS for number in "01"
    ]
    assert visits == sorted(
        {
            visit
            for team_id, weekday in lessons
            for visit in at([f"{team_id}-01", f"{team_id}-02"], weekday, "S1", "onboarding", "activity")
        }
    )
    assert gatherings == sorted(
        (("onboarding", team_id, day, "S1", 600, 690, 2, 2, 0, "served") for team_id, day in set(lessons)), key=str
    )
    counted = tables["newcomers"].select("team_id", "newcomers", "sessions", "contact_days", "task_sessions")
    assert counted.rows() == [(team_id, newcomers, sessions, sessions, 2 - sessions) for team_id in PAIRS]


def test_the_sessions_of_a_week_are_on_different_days():
    """Two a week for everybody: on the weekday drawn and two days on, around the week; what coincides is one."""
    learn = occasional("onboarding", **(LEARN | {"turnover_per_year": 1.0, "newcomer_weeks": 104}), sessions_per_week=2)
    scenario = week_of(learn, wished_days=0, teams=PAIRS)
    visits, gatherings, _ = diary(scenario)
    first = [(t, drawn_weekday(scenario, "onboarding", t, number)) for t in PAIRS for number in "01"]
    lessons = first + [(team_id, (weekday - 1 + 2) % 5 + 1) for team_id, weekday in first]
    assert [row[1:3] for row in gatherings] == sorted(set(lessons))
    assert {visit[:2] for visit in visits} == {(f"{t}-0{n}", weekday) for t, weekday in lessons for n in (1, 2)}
