"""Who takes part: members of the group that meets, two teams, a mentor; and whom a change in the organization moves."""

from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.activities.test_when import everything, few, seeds
from tests.activities.weeks import TEAMS, gathered, occasional, week_of
from tests.building import plain

UNIT_OF = {"Ada": "U1", "Bo": "U1", "Cy": "U1", "Dee": "U2", "Eli": "U2"}


def team_of(person):
    return person[:-3]


def people_of(row):
    return [person for person, _ in row[8]]


@few
@given(seed=seeds)
def test_participants_belong_to_the_group_that_meets_and_nobody_is_invited_twice(seed):
    for row in gathered(everything(seed=seed)):
        _, activity, team, unit, *_ = row
        teams = Counter(team_of(person) for person in people_of(row))
        assert len(set(people_of(row))) == len(people_of(row))
        assert len(people_of(row)) + row[7] >= (1 if activity == "negotiation" else 2)
        assert {UNIT_OF[one] for one in teams} == {unit}
        if activity in {"unit_meeting", "shared_office_day"}:
            assert teams == {"Ada": 4, "Bo": 3, "Cy": 2}
        elif activity == "management_group":
            assert people_of(row) == ["Ada-01", "Bo-01", "Cy-01"]
        elif activity == "joint_meeting":
            assert len(teams) == 2
            assert team in teams
            assert {f"{one}-01" for one in teams} <= set(people_of(row))
        else:
            assert set(teams) == {team}


@few
@given(seed=seeds)
def test_each_kind_of_gathering_has_the_participants_it_is_for(seed):
    size = {team_id: team["size"] for team_id, team in TEAMS.items()}
    for row in gathered(everything(seed=seed)):
        _, activity, team, _, site, _, _, visitors, _ = row
        people = people_of(row)
        if activity in {"team_meeting", "ideation", "development_day"}:
            assert len(people) == size[team]
        elif activity == "negotiation":
            assert len(people) == min(size[team], 3)
            assert people[0] == f"{team}-01"
            assert visitors == (2 if site else 0)
            assert all(needed for _, needed in row[8])
        elif activity == "onboarding":
            learner, mentor = people
            assert learner != mentor
            assert all(needed for _, needed in row[8])
        elif activity == "one_to_one":
            assert people[0] == f"{team}-01"
            assert people[1] != people[0]
            assert len({needed for _, needed in row[8]}) == 1
        elif activity == "ad_hoc":
            assert not any(needed for _, needed in row[8])


@few
@given(seed=seeds, sizes=st.lists(st.integers(1, 12), min_size=1, max_size=6))
def test_a_mentor_is_always_the_same_other_member_of_the_team(seed, sizes):
    teams = {f"T{number}": {"size": size} for number, size in enumerate(sizes)}
    learn = {"turnover_per_year": 1.0, "newcomer_weeks": 104, "new_tasks_per_year": 0.0, "task_weeks": 1}
    mentors = defaultdict(set)
    for row in gathered(
        week_of(occasional("onboarding", sessions_per_week=1.0, **learn), teams=teams, seed=seed, weeks=3)
    ):
        learner, mentor = people_of(row)
        mentors[learner].add(mentor)
        assert team_of(learner) == team_of(mentor)
        assert learner != mentor
    assert len(mentors) == sum(size for size in sizes if size > 1)
    assert {len(found) for found in mentors.values()} <= {1}


def test_somebody_alone_meets_nobody_but_visitors():
    """A team of one in a unit of its own has negotiations and nothing else, and is never drawn on site otherwise."""
    scenario = everything(teams={"Dee": {"size": 1, "unit_id": "U2"}}, weeks=26)
    assert {row[1] for row in gathered(scenario)} == {"negotiation"}


def test_a_unit_without_teams_holds_no_gathering():
    scenario = everything(teams={"Ada": {"size": 4}})
    assert {row[3] for row in gathered(scenario)} == {"U1"}


@few
@given(seed=seeds, order=st.permutations(sorted(TEAMS)))
def test_the_order_of_teams_units_and_activities_in_the_file_changes_nothing(seed, order):
    usual = everything(seed=seed)
    turned = everything(
        seed=seed,
        teams={team_id: TEAMS[team_id] for team_id in order},
        units={"U2": {"name": "Another unit"}, "U1": {"name": "One unit"}},
    )
    assert gathered(turned) == gathered(usual)


@pytest.mark.parametrize("seed", range(6))
def test_removing_a_team_leaves_all_gatherings_it_is_not_in_alone(seed):
    """Bo goes; U1 keeps two teams and its main site. A joint meeting with Bo finds another partner."""
    with_bo = gathered(everything(seed=seed))
    without = gathered(everything(seed=seed, teams={team_id: TEAMS[team_id] for team_id in ("Ada", "Cy", "Dee")}))
    assert [row for row in without if row[2] and row[1] != "joint_meeting"] == [
        row for row in with_bo if row[2] not in {"", "Bo"} and row[1] != "joint_meeting"
    ]
    # What a whole unit holds is on the same day, of the same people without Bo.
    assert [row for row in without if not row[2]] == [
        (*row[:8], tuple(one for one in row[8] if team_of(one[0]) != "Bo")) for row in with_bo if not row[2]
    ]
    joint = [row for row in with_bo if row[1] == "joint_meeting"]
    kept = [row for row in joint if "Bo-01" not in people_of(row)]
    assert kept
    assert set(kept) <= set(without)
    # Every call of another team stands on its day and hour, with whomever.
    assert [row[:8] for row in without if row[1] == "joint_meeting"] == [row[:8] for row in joint if row[2] != "Bo"]


@pytest.mark.parametrize("seed", range(4))
def test_in_a_larger_unit_joint_meetings_between_other_teams_stay_when_a_team_goes(seed):
    """Six teams, each calling every week; the fourth goes. Only calls of it and to it are no more what they were."""
    teams = {f"T{number}": {"size": 3} for number in range(6)}
    joint = occasional("joint_meeting", per_team_year=52.0, invited_share=0.5, in_person_share=0.5, needed_share=0.5)
    whole = gathered(week_of(joint, teams=teams, seed=seed, weeks=8))
    del teams["T3"]
    fewer = gathered(week_of(joint, teams=teams, seed=seed, weeks=8))
    stay = {row for row in whole if "T3-01" not in people_of(row)}
    assert len(stay) > 20
    assert len(set(fewer) - stay) == sum(row[2] != "T3" for row in whole if "T3-01" in people_of(row))
    assert stay <= set(fewer)


def test_other_people_in_another_team_change_nothing_for_a_team():
    """Bo grows from three to five: Ada's gatherings are the same, joint meetings with Bo aside."""
    grown = TEAMS | {"Bo": {"size": 5}}
    assert [row for row in gathered(everything(teams=grown)) if row[2] == "Ada" and "Bo-01" not in people_of(row)] == [
        row for row in gathered(everything()) if row[2] == "Ada" and "Bo-01" not in people_of(row)
    ]


def test_activities_do_not_share_luck():
    """Taking one activity away leaves the gatherings of all others alone."""
    whole = gathered(everything())
    for kind in plain("activities", "municipal"):
        scenario = everything()
        fewer = {name: activity for name, activity in scenario.activities.items() if name != kind}
        object.__setattr__(scenario, "activities", fewer)
        assert gathered(scenario) == [row for row in whole if row[1] != kind]
