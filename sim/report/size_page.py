"""The page of the study `size`: needed against current, what it costs, what rules of thumb say, how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.rooms import seats_words
from sim.report.site_rows import Cell, single
from sim.report.size_answer import accepted, answer
from sim.report.study_page import NOTHING, Grid, Section, StudyPage, number, words
from sim.report.suppression import SMALLEST_GROUP, suppressed_groups, total_may_be_shown
from sim.report.words import fine_percent, legible, percent, plural, shorten, signed
from sim.report.workbook.levels import needed_at_levels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.facts import Facts
    from sim.report.plots.canvas import Drawing
    from sim.report.sizing import Need, Sizing, Thumb


def size_page(sizing: Sizing, facts: Facts) -> StudyPage:
    """Make the page; small sites and zones are left out of it."""
    scope = _scope(sizing, facts)
    if not total_may_be_shown(sizing.people):
        few = f"Fewer than {SMALLEST_GROUP} people work here: nothing is published. The tables are for analysts."
        return StudyPage(answer=few, scope=scope)
    hidden = frozenset(suppressed_groups(sizing.people))
    sections = [*_desks(sizing, hidden, scope), *_rooms(sizing, hidden), *_thumbs(sizing, hidden, scope)]
    return StudyPage(
        answer=answer(sizing, hidden),
        scope=scope,
        remarks=_remarks(sizing, hidden),
        sections=[*sections, _how_sure(sizing, hidden, facts)],
        sheets=needed_at_levels(sizing, hidden),
    )


def _scope(sizing: Sizing, facts: Facts) -> str:
    planned = plural(facts.replications_planned, "replication")
    return (
        f"Scenario {shorten(facts.scenario, 40)}, policy {shorten(facts.policy, 40)}. {facts.replications_done:,} of "
        f"{planned} of {plural(sizing.workdays, 'workday')}, seed {facts.seed}.{facts.failed}"
    )


def _remarks(sizing: Sizing, hidden: frozenset[str]) -> list[str]:
    found = []
    if hidden:
        found.append(
            f"{plural(len(hidden), 'site is', 'sites are')} not shown, since groups of fewer than {SMALLEST_GROUP} "
            "people, or those a total would reveal, are not published; sums hold them."
        )
    if sizing.searched:
        found.append(
            f"Found by simulating the same people and the same luck in {plural(sizing.searched, 'other office')}."
        )
    return found


def _shown(needs: Sequence[Need], hidden: frozenset[str]) -> list[Need]:
    return [need for need in needs if need.site_id not in hidden]


def _drawn(*drawings: Drawing | None) -> list[Drawing]:
    return [drawing for drawing in drawings if drawing is not None]


def _desks(sizing: Sizing, hidden: frozenset[str], scope: str) -> list[Section]:
    """Give desks by site and by zone; nothing where the study asks for rooms only."""
    from sim.report.plots import desks_by_service_level

    if not sizing.sites:
        return []
    whole = sizing.total("desk")
    rows = [_desk_row(sizing, need, _site(sizing, need)) for need in _shown(sizing.sites, hidden)]
    if whole is not None and len(sizing.sites) > 1:
        rows.append(_total_row(sizing, whole))
    by_site = Section(
        heading="Desks by site",
        paragraphs=[_what_is_counted(sizing)],
        drawings=_drawn(desks_by_service_level.draw(sizing, scope, hidden)),
        grids=[
            Grid(
                caption=f"Desks for {sizing.promise}, as if anybody could take any desk of the site",
                head=(
                    "Site", "Desks today", "Desks needed", "Missing (+) or spare (\u2212)", "m\u00b2 of the difference",
                    "EUR a year of the difference", "People with this home site", "Too few under fresh luck",
                ),
                rows=rows,
                sheet="Sites",
            )
        ],
        notes=_reasons(sizing, _shown(sizing.sites, hidden)),
    )  # fmt: skip
    return [by_site, _zones(sizing, hidden)]


def _desk_row(sizing: Sizing, need: Need, name: Cell) -> list[Cell]:
    people = sizing.people.get(need.site_id or "", 0)
    return [*_row(need, name), single(people), _fresh(sizing, need)]


def _row(need: Need, name: Cell) -> list[Cell]:
    """Cells that desks and rooms have in common."""
    return [
        name,
        single(need.current),
        number(need.needed),
        single(need.more, signed),
        single(need.m2_of_difference, signed),
        single(need.eur_of_difference, signed),
    ]


def _total_row(sizing: Sizing, whole: Need) -> list[Cell]:
    """Add the differences of the parts up, whose prices may differ."""
    parts = sizing.sites
    m2 = [part.m2_of_difference for part in parts]
    eur = [part.eur_of_difference for part in parts]
    cells = _row(whole, words("All sites, sum"))
    cells[4] = NOTHING if None in m2 else single(sum(area or 0 for area in m2), signed)
    cells[5] = NOTHING if None in eur else single(sum(price or 0 for price in eur), signed)
    return [*cells, single(sum(sizing.people.values())), NOTHING]


def _zones(sizing: Sizing, hidden: frozenset[str]) -> Section:
    rows = []
    for need in _shown(sizing.zones, hidden):
        start = [_site(sizing, need), words(legible(need.zone_id or "")), words(legible(need.wing or ""))]
        if need.zone_id in sizing.small_zones:
            rows.append([*start, single(need.current), words("suppressed (small group)"), NOTHING])
        else:
            rows.append([*start, single(need.current), number(need.needed), single(need.more, signed)])
    text = (
        "A zone's number is what those want who set out for it, whoever sits there in the end. Zones do not peak at "
        "the same moment, so a site needs fewer desks than the sum of its zones; desks of the kinds assigned and "
        "accessible stand open to those they are for only, which the number of a site does not know."
        if sizing.service_kind == "days"
        else "Whoever finds the own zone full sits in another one, so a zone has no answer of its own: these are the "
        "parts of the site's number, in proportion to today's desks."
    )
    head = ("Site", "Zone", "Wing", "Desks today", "Desks needed", "Missing (+) or spare (\u2212)")
    grid = Grid(caption=f"Desks by zone for {sizing.promise}", head=head, rows=rows, names=3, sheet="Zones")
    return Section(heading="Desks by zone", paragraphs=[text], grids=[grid])


def _rooms(sizing: Sizing, hidden: frozenset[str]) -> list[Section]:
    if not sizing.rooms:
        return []
    rows = []
    for need in _shown(sizing.rooms, hidden):
        common = _row(need, _site(sizing, need))
        rows.append([common[0], words(seats_words(need.seats or 0)), *common[1:], _fresh(sizing, need)])
    text = (
        "Needed is the number with which every party gets a room of its own size the moment it asks. That is exact, "
        "and more than people may miss: larger rooms may serve, and parties may wait or move. "
        "study.service_kind=gatherings asks how many requests get no room at all. Parties larger than the largest "
        "room of a site count in its size."
        if sizing.service_kind == "days"
        else "Needed is the number with which few enough requests for this size get no room of any size, after waiting "
        "and moving. The larger sizes were found first, with plenty of smaller rooms; what is left of them serves "
        "smaller parties. No size of a site could do with one room fewer."
    )
    grid = Grid(
        caption=f"Rooms for {sizing.promise}",
        head=(
            "Site", "Size", "Rooms today", "Rooms needed", "Missing (+) or spare (\u2212)", "m\u00b2 of the difference",
            "EUR a year of the difference", "Too few under fresh luck",
        ),
        rows=rows,
        names=2,
        sheet="Rooms",
    )  # fmt: skip
    notes = _reasons(sizing, _shown(sizing.rooms, hidden))
    return [Section(heading="Rooms by site and size", paragraphs=[text], grids=[grid], notes=notes)]


def _thumbs(sizing: Sizing, hidden: frozenset[str], scope: str) -> list[Section]:
    from sim.report.plots import rules_of_thumb

    shown = [one for one in sizing.thumbs if one.site_id not in hidden]
    if not shown:
        return []
    desks = _thumb_grid(sizing, shown, "desk", {"ratio": "0.6 a head", "binomial": "Binomial", "normal": "Normal law"})
    rooms = _thumb_grid(sizing, shown, "room", {"erlang_b": "Erlang B"})
    return [
        Section(
            heading="What rules of thumb would have said",
            paragraphs=[
                (
                    "The same head counts, attendance and requests in the formulas that planners use. They take "
                    "people and parties as independent of each other and days as alike; here teams come together, "
                    "weekdays and seasons differ, and what counts is the fullest moment of a day and not its average "
                    "hour."
                )
            ],
            drawings=_drawn(rules_of_thumb.draw(sizing, scope, hidden)),
            grids=[grid for grid in (desks, rooms) if grid is not None],
            notes=_why(sizing, shown),
        )
    ]


def _thumb_grid(sizing: Sizing, shown: Sequence[Thumb], resource: str, rules: dict[str, str]) -> Grid | None:
    things: dict[tuple[str, int | None], dict[str, int | None]] = {}
    for one in shown:
        if one.resource == resource:
            things.setdefault((one.site_id, one.seats), {})[one.rule] = one.needed
    if not things:
        return None
    sizes = ["Size"] if resource == "room" else []
    rows = [
        [
            words(shorten(sizing.names[site_id], 40)),
            *([words(seats_words(seats or 0))] if sizes else []),
            *(single(needed.get(rule)) for rule in (*rules, "simulated")),
        ]
        for (site_id, seats), needed in things.items()
    ]
    caption = f"{resource.capitalize()}s by rules of thumb and as simulated"
    head = ("Site", *sizes, *rules.values(), "Simulated")
    return Grid(caption=caption, head=head, rows=rows, names=1 + len(sizes), sheet="Rules of thumb")


def _why(sizing: Sizing, shown: Sequence[Thumb]) -> list[str]:
    """Explain the differences at the site (and size) for which most are simulated."""
    found = []
    for resource in ("desk", "room"):
        simulated = [one for one in shown if one.resource == resource and one.rule == "simulated" and one.needed]
        if simulated:
            most = max(simulated, key=lambda one: one.needed or 0)
            rules = [
                one for one in shown if (one.resource, one.site_id, one.seats) == (resource, most.site_id, most.seats)
            ]
            said = "; ".join(f"{one.rule.replace('_', ' ')}: {one.why}" for one in rules)
            what = f" ({seats_words(most.seats)})" if most.seats else ""
            found.append(f"At {shorten(sizing.names[most.site_id], 40)}{what}: {said}.")
    return found


def _what_is_counted(sizing: Sizing) -> str:
    if sizing.service_kind == "arrivals":
        return (
            f"Needed is the smallest number of desks with which at most {accepted(sizing)} of those who set out for "
            "the site find no seat there. Nobody goes to another site meanwhile, so that each site answers for its "
            "own people; the zones keep their shares of the desks."
        )
    exact = (
        "It is not exact: whoever is turned away remembers it and comes less often on that weekday "
        "(behavior.memory.turned_away_effect), so what people want depends on how many desks there are, here on those "
        "of today."
        if sizing.memory
        else "It is exact: what people want does not depend on how many desks there are."
    )
    return (
        "Needed is the smallest number of desks that is exceeded, at the busiest moment, on at most "
        f"{accepted(sizing)} of the {sizing.days_words}. {exact}"
    )


def _reasons(sizing: Sizing, needs: Sequence[Need]) -> list[str]:
    """Say why some things have no answer."""
    return [
        f"{shorten(sizing.names[need.site_id or ''], 40)}{f', {seats_words(need.seats)}' if need.seats else ''}: no "
        f"number is enough: {need.why_not}."
        for need in needs
        if need.why_not
    ]


def _how_sure(sizing: Sizing, hidden: frozenset[str], facts: Facts) -> Section:
    judged = [one for one in sizing.confirmed if one.need.site_id not in hidden]
    against = [one for one in judged if one.holds is False]
    failing = {"arrivals": "arrivals sent away", "gatherings": "requests refused"}.get(
        sizing.service_kind, f"{sizing.days_words} on which it is too few"
    )
    paragraphs = [
        (
            f"The numbers were chosen on {plural(facts.replications_done, 'replication')} and then tried on "
            f"{plural(sizing.fresh, 'replication')} of luck that had no part in choosing them; {accepted(sizing)} of "
            f"{failing} were allowed. A chosen number does a little worse under fresh luck than where it was chosen."
        ),
        (
            "The interval of a number holds the numbers whose share of failures cannot be told from the one allowed. "
            "The interval of the sum is not the sum of the intervals, for sites are not all unlucky at once: half "
            "widths are put together with the correlation of the sites between replications."
        ),
        (
            "Prices are those of study.costs in conf/study/size.yaml, where the source of each stands beside it. "
            "Table risk has the whole curve: for each number of desks or rooms the share of days on which it would "
            "be too few."
        ),
    ]
    if against:
        named = [
            f"{shorten(sizing.names[one.need.site_id or ''], 30)}"
            f"{f', {seats_words(one.need.seats)}' if one.need.seats else ''} "
            f"({fine_percent(one.share.estimate or 0)})"
            for one in against
        ]
        paragraphs.insert(1, f"Fresh luck contradicts {plural(len(against), 'number')}: {'; '.join(named)}.")
    return Section(heading="How sure are these numbers?", paragraphs=paragraphs)


def _fresh(sizing: Sizing, need: Need) -> Cell:
    found = sizing.confirmation(need)
    if found is None or found.share.estimate is None:
        return NOTHING
    mark = "" if found.holds is not False else " \u25b2"
    shown = number(found.share, percent)
    return shown._replace(value=shown.value + mark)


def _site(sizing: Sizing, need: Need) -> Cell:
    return words(shorten(sizing.names[need.site_id or ""], 40))
