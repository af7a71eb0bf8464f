"""The page of the study `size`: needed against current, what it costs, what rules of thumb say, how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.language import language
from sim.report.phrases import failed_in, policy_in
from sim.report.rooms import rooms_of, seats_words
from sim.report.site_rows import Cell, single
from sim.report.size_answer import accepted, answer, thing_in
from sim.report.study_page import NOTHING, Grid, Section, StudyPage, number, words
from sim.report.suppression import SMALLEST_GROUP, suppressed_groups, total_may_be_shown
from sim.report.words import count, fine_percent, legible, percent, shorten, signed
from sim.report.workbook.levels import needed_at_levels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.facts import Facts
    from sim.report.language import Language
    from sim.report.plots.canvas import Drawing
    from sim.report.sizing import Need, Sizing, Thumb


def size_page(sizing: Sizing, facts: Facts) -> StudyPage:
    """Make the page in the language of the run; small sites and zones are left out of it."""
    speaks = language(facts.language)
    scope = _scope(sizing, facts, speaks)
    if not total_may_be_shown(sizing.people):
        return StudyPage(answer=speaks.say("size.few", smallest=str(SMALLEST_GROUP)), scope=scope, language=speaks)
    hidden = frozenset(suppressed_groups(sizing.people))
    sections = [
        *_desks(sizing, hidden, scope, speaks),
        *_rooms(sizing, hidden, speaks),
        *_thumbs(sizing, hidden, scope, speaks),
        _how_sure(sizing, hidden, facts, speaks),
    ]
    return StudyPage(
        answer=answer(sizing, hidden, speaks),
        scope=scope,
        remarks=_remarks(sizing, hidden, speaks),
        sections=sections,
        sheets=needed_at_levels(sizing, hidden, speaks),
        language=speaks,
    )


def _scope(sizing: Sizing, facts: Facts, language: Language) -> str:
    return language.say(
        "figure.scope",
        scenario=shorten(facts.scenario, 40),
        policy=shorten(policy_in(language, facts.policy), 40),
        done=language.number(count(facts.replications_done)),
        planned=language.plural("amount.replications", facts.replications_planned),
        days=language.plural("amount.workdays", sizing.workdays),
        seed=str(facts.seed),
        failed=failed_in(language, facts),
    )


def _remarks(sizing: Sizing, hidden: frozenset[str], language: Language) -> list[str]:
    found = []
    if hidden:
        found.append(language.plural("size.hidden", len(hidden), smallest=str(SMALLEST_GROUP)))
    if sizing.searched:
        found.append(language.plural("size.searched", sizing.searched))
    return found


def _shown(needs: Sequence[Need], hidden: frozenset[str]) -> list[Need]:
    return [need for need in needs if need.site_id not in hidden]


def _drawn(*drawings: Drawing | None) -> list[Drawing]:
    return [drawing for drawing in drawings if drawing is not None]


def _heads(language: Language, *names: str) -> tuple[str, ...]:
    return tuple(language.say(f"size.head_{name}") for name in names)


def _desks(sizing: Sizing, hidden: frozenset[str], scope: str, language: Language) -> list[Section]:
    """Give desks by site and by zone; nothing where the study asks for rooms only."""
    from sim.report.plots import desks_by_service_level

    if not sizing.sites:
        return []
    whole = sizing.total("desk")
    shown = _shown(sizing.sites, hidden)
    rows = [_desk_row(sizing, need, _site(sizing, need), language) for need in shown]
    if whole is not None and len(sizing.sites) > 1:
        rows.append(_total_row(sizing, whole, language))
    by_site = Section(
        heading=language.say("size.desks_heading"),
        paragraphs=[_what_is_counted(sizing, language)],
        drawings=_drawn(desks_by_service_level.draw(sizing, scope, hidden, language)),
        grids=[
            Grid(
                caption=language.say("size.desks_caption", promise=sizing.promise_in(language)),
                head=_heads(language, "site", "desks", "desks_needed", "more", "area", "eur", "people", "fresh"),
                rows=rows,
                sheet=language.say("size.sheet_sites"),
            )
        ],
        notes=_reasons(sizing, shown, language),
    )
    return [by_site, _zones(sizing, hidden, language)]


def _desk_row(sizing: Sizing, need: Need, name: Cell, language: Language) -> list[Cell]:
    people = sizing.people.get(need.site_id or "", 0)
    return [*_row(need, name, language), single(people, language=language), _fresh(sizing, need, language)]


def _row(need: Need, name: Cell, language: Language) -> list[Cell]:
    """Cells that desks and rooms have in common."""
    return [
        name,
        single(need.current, language=language),
        number(need.needed, count, language),
        single(need.more, signed, language),
        single(need.m2_of_difference, signed, language),
        single(need.eur_of_difference, signed, language),
    ]


def _total_row(sizing: Sizing, whole: Need, language: Language) -> list[Cell]:
    """Add the differences of the parts up, whose prices may differ."""
    parts = sizing.sites
    m2 = [part.m2_of_difference for part in parts]
    eur = [part.eur_of_difference for part in parts]
    cells = _row(whole, words(language.say("size.all_sites")), language)
    cells[4] = NOTHING if None in m2 else single(sum(area or 0 for area in m2), signed, language)
    cells[5] = NOTHING if None in eur else single(sum(price or 0 for price in eur), signed, language)
    return [*cells, single(sum(sizing.people.values()), language=language), NOTHING]


def _zones(sizing: Sizing, hidden: frozenset[str], language: Language) -> Section:
    rows = []
    for need in _shown(sizing.zones, hidden):
        start = [_site(sizing, need), words(legible(need.zone_id or "")), words(legible(need.wing or ""))]
        today = single(need.current, language=language)
        if need.zone_id in sizing.small_zones:
            rows.append([*start, today, words(language.say("size.suppressed")), NOTHING])
        else:
            needed, more = number(need.needed, count, language), single(need.more, signed, language)
            rows.append([*start, today, needed, more])
    grid = Grid(
        caption=language.say("size.zones_caption", promise=sizing.promise_in(language)),
        head=_heads(language, "site", "zone", "wing", "desks", "desks_needed", "more"),
        rows=rows,
        names=3,
        sheet=language.say("size.sheet_zones"),
    )
    text = language.say(f"size.zones_{sizing.service_kind}")
    return Section(heading=language.say("size.zones_heading"), paragraphs=[text], grids=[grid])


def _rooms(sizing: Sizing, hidden: frozenset[str], language: Language) -> list[Section]:
    if not sizing.rooms:
        return []
    shown = _shown(sizing.rooms, hidden)
    rows = []
    for need in shown:
        name, *rest = _row(need, _site(sizing, need), language)
        rows.append([name, words(seats_words(need.seats or 0, language)), *rest, _fresh(sizing, need, language)])
    grid = Grid(
        caption=language.say("size.rooms_caption", promise=sizing.promise_in(language)),
        head=_heads(language, "site", "size", "rooms", "rooms_needed", "more", "area", "eur", "fresh"),
        rows=rows,
        names=2,
        sheet=language.say("size.sheet_rooms"),
    )
    return [
        Section(
            heading=language.say("size.rooms_heading"),
            paragraphs=[language.say(f"size.rooms_{sizing.service_kind}")],
            grids=[grid],
            notes=_reasons(sizing, shown, language),
        )
    ]


def _thumbs(sizing: Sizing, hidden: frozenset[str], scope: str, language: Language) -> list[Section]:
    from sim.report.plots import rules_of_thumb

    shown = [one for one in sizing.thumbs if one.site_id not in hidden]
    if not shown:
        return []
    desks = _thumb_grid(sizing, shown, "desk", ("ratio", "binomial", "normal", "simulated"), language)
    rooms = _thumb_grid(sizing, shown, "room", ("erlang_b", "simulated"), language)
    return [
        Section(
            heading=language.say("size.thumbs_heading"),
            paragraphs=[language.say("size.thumbs")],
            drawings=_drawn(rules_of_thumb.draw(sizing, scope, hidden, language)),
            grids=[grid for grid in (desks, rooms) if grid is not None],
            notes=_why(sizing, shown, language),
        )
    ]


def _thumb_grid(
    sizing: Sizing, shown: Sequence[Thumb], resource: str, rules: Sequence[str], language: Language
) -> Grid | None:
    things: dict[tuple[str, int | None], dict[str, int | None]] = {}
    for one in shown:
        if one.resource == resource:
            things.setdefault((one.site_id, one.seats), {})[one.rule] = one.needed
    if not things:
        return None
    sizes = ["size"] if resource == "room" else []
    rows = [
        [
            words(shorten(sizing.names[site_id], 40)),
            *([words(seats_words(seats or 0, language))] if sizes else []),
            *(single(needed.get(rule), language=language) for rule in rules),
        ]
        for (site_id, seats), needed in things.items()
    ]
    head = (*_heads(language, "site", *sizes), *(language.say(f"thumb.{rule}") for rule in rules))
    caption = language.say(f"size.thumbs_{resource}s")
    return Grid(caption=caption, head=head, rows=rows, names=2 if sizes else 1, sheet=language.say("size.sheet_thumbs"))


def _why(sizing: Sizing, shown: Sequence[Thumb], language: Language) -> list[str]:
    """Explain the differences at the site (and size) for which most are simulated."""
    found = []
    for resource in ("desk", "room"):
        simulated = [one for one in shown if one.resource == resource and one.rule == "simulated" and one.needed]
        if simulated:
            most = max(simulated, key=lambda one: one.needed or 0)
            rules = [
                one for one in shown if (one.resource, one.site_id, one.seats) == (resource, most.site_id, most.seats)
            ]
            said = "; ".join(f"{language.say(f'thumbsaid.{one.rule}')}: {one.why(language)}" for one in rules)
            site = shorten(sizing.names[most.site_id], 40)
            if most.seats:
                size = rooms_of(most.seats, language)
                found.append(language.say("size.thumbs_why_size", site=site, size=size, said=said))
            else:
                found.append(language.say("size.thumbs_why", site=site, said=said))
    return found


def _what_is_counted(sizing: Sizing, language: Language) -> str:
    share = accepted(sizing, language)
    if sizing.service_kind == "arrivals":
        return language.say("size.needed_arrivals", accepted=share)
    exact = language.say("size.not_exact" if sizing.memory else "size.exact")
    return language.say("size.needed_days", accepted=share, days=sizing.days_in(language), exact=exact)


def _reasons(sizing: Sizing, needs: Sequence[Need], language: Language) -> list[str]:
    """Say why some things have no answer."""
    return [
        language.say("size.no_answer", thing=thing_in(language, sizing, need), why=need.why_not(language))
        for need in needs
        if need.why_not is not None
    ]


def _how_sure(sizing: Sizing, hidden: frozenset[str], facts: Facts, language: Language) -> Section:
    judged = [one for one in sizing.confirmed if one.need.site_id not in hidden]
    against = [one for one in judged if one.holds is False]
    paragraphs = [
        language.say(
            "size.chosen",
            chosen=language.plural("amount.replications", facts.replications_done),
            fresh=language.plural("amount.replications", sizing.fresh),
            failing=_failing(sizing, language),
        )
    ]
    if against:
        named = [
            language.say(
                "size.against_thing",
                thing=thing_in(language, sizing, one.need, 30),
                share=language.number(fine_percent(one.share.estimate or 0)),
            )
            for one in against
        ]
        paragraphs.append(language.plural("size.against", len(against), named="; ".join(named)))
    paragraphs += [language.say("size.intervals"), language.say("size.prices")]
    return Section(heading=language.say("size.sure_heading"), paragraphs=paragraphs)


def _failing(sizing: Sizing, language: Language) -> str:
    """Say what was allowed to fail, and how often."""
    share = accepted(sizing, language)
    if sizing.service_kind == "days":
        return language.say("size.failing_days", accepted=share, days=sizing.days_in(language))
    return language.say(f"size.failing_{sizing.service_kind}", accepted=share)


def _fresh(sizing: Sizing, need: Need, language: Language) -> Cell:
    found = sizing.confirmation(need)
    if found is None or found.share.estimate is None:
        return NOTHING
    mark = "" if found.holds is not False else " \u25b2"
    shown = number(found.share, percent, language)
    return shown._replace(value=shown.value + mark)


def _site(sizing: Sizing, need: Need) -> Cell:
    return words(shorten(sizing.names[need.site_id or ""], 40))
