"""What a planner asks of rooms, answered in a sentence or two: which are missing, who is refused, who uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.questions import Question, answered
from sim.report.room_day import refused_and_too_large
from sim.report.room_fates import all_fates, fates_by_seats
from sim.report.rooms import of_everybody, room_sizes, rooms_are_modeled, rooms_of
from sim.report.words import count, fine_percent, legible, percent

if TYPE_CHECKING:
    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.rooms import RoomSize

#: A size refused more often than this is worth a place in a sentence.
_WORTH_NAMING = 0.01
_MOST_NAMED = 3
#: Key of the question whose answer stands elsewhere too.
MISSING = "rooms_missing"


def room_answers(evidence: Evidence) -> list[Question]:
    """Ask and answer in the order of a planner's worries; nothing where no rooms are modeled."""
    if not rooms_are_modeled(evidence):
        return []
    sizes, busy = room_sizes(evidence)
    return answered(
        evidence.language,
        (
            (MISSING, _missing(evidence, sizes, busy=busy)),
            ("rooms_refused", _refused(evidence, sizes)),
            ("rooms_too_small", _too_large(evidence)),
            ("rooms_used", _use(evidence)),
        ),
    )


def _missing(evidence: Evidence, sizes: list[RoomSize], *, busy: bool) -> str:
    """Name each size of which clearly more are wanted than exist, with the site that misses most."""
    language = evidence.language
    bare = sum(size.rooms == 0 for size in sizes)
    without = language.plural("rooms_missing.without", bare) if bare else ""
    there = [size for size in sizes if size.rooms]
    if not busy:
        return language.say("rooms_missing.short_run", without=without)
    if there and there[0].wanted.low is None:
        return language.say("rooms_missing.one_replication", without=without)
    said = [_of_size(seats, there, language) for seats in sorted({size.seats for size in there})]
    short = [words for words in said if words]
    cases = sum(not size.clearly_short and (size.wanted.high or 0) > size.rooms for size in there)
    if not short:
        unclear = language.plural("rooms_missing.unclear", cases) if cases else ""
        return language.say("rooms_missing.nowhere", unclear=unclear, without=without)
    return language.say(
        "rooms_missing.somewhere",
        sizes="; ".join(short),
        larger=_larger(evidence, [size for size in there if size.clearly_short]),
        unclear=language.plural("rooms_missing.unclear_too", cases) if cases else "",
        without=without,
    )


def _larger(evidence: Evidence, short: list[RoomSize]) -> str:
    """Say, with a space in front, who takes in those who ask for sizes of which too few exist."""
    if any((size.refused.estimate or 0) >= _WORTH_NAMING for size in short):
        return ""
    places = {(size.site_id, size.seats) for size in short}
    parts = fates_by_seats(evidence, places)
    share = sum(part.number["served_larger"] for part in parts) / max(sum(part.requests for part in parts), 1)
    return evidence.language.say("rooms_missing.larger", share=evidence.language.number(fine_percent(share)))


def _of_size(seats: int, sizes: list[RoomSize], language: Language) -> str:
    """Say at how many sites a size is short, and where most; empty where nowhere."""
    here = [size for size in sizes if size.seats == seats]
    short = [size for size in here if size.clearly_short]
    if not short:
        return ""
    worst = max(short, key=lambda size: size.missing)
    most = {
        "seats": rooms_of(seats, language),
        "site": legible(worst.name),
        "wanted": language.with_interval(worst.wanted),
        "there": language.number(count(worst.rooms)),
    }
    if len(short) == 1:
        return language.say("rooms_missing.at_one", **most)
    return language.say(
        "rooms_missing.at_several",
        **most,
        short=str(len(short)),
        sites=language.number(count(len(here))),
        missing=language.number(count(sum(size.missing for size in short))),
    )


def _refused(evidence: Evidence, sizes: list[RoomSize]) -> str:
    language, share = evidence.language, of_everybody(evidence, "refused_share")
    if share.estimate is None:
        return language.say("rooms_refused.not_asked")
    if share.estimate == 0:
        return language.say("rooms_refused.nobody")
    most = sorted(
        (size for size in sizes if (size.refused.estimate or 0) >= _WORTH_NAMING),
        key=lambda size: (-(size.refused.estimate or 0), size.site_id, size.seats),
    )
    refused = language.say("rooms_refused.share", share=language.with_interval(share, fine_percent))
    worth = language.number(percent(_WORTH_NAMING))
    if not most:
        return language.say("rooms_refused.evenly", refused=refused, worth=worth)
    named = [_refused_size(size, language) for size in most[:_MOST_NAMED]]
    left = len(most) - len(named)
    more = language.plural("rooms_refused.more", left, worth=worth) if left else ""
    return language.say("rooms_refused.most", refused=refused, sizes=language.listed(named), more=more)


def _refused_size(size: RoomSize, language: Language) -> str:
    said = {"site": legible(size.name), "share": language.with_interval(size.refused, percent)}
    if not size.seats:
        return language.say("rooms_refused.size_none", **said)
    return language.say("rooms_refused.size", seats=rooms_of(size.seats, language), **said)


def _too_large(evidence: Evidence) -> str:
    """Tell those who are too many for any room from those who came when all were taken."""
    language, found = evidence.language, refused_and_too_large(evidence)
    if found is None or not found[0]:
        return ""
    refused, too_large = found
    if not too_large:
        return language.plural("rooms_too_small.never", refused)
    return language.plural(
        "rooms_too_small.some",
        too_large,
        refused=language.plural("rooms_too_small.refused", refused),
        share=language.number(percent(too_large / refused)),
    )


def _use(evidence: Evidence) -> str:
    language = evidence.language
    used, single = of_everybody(evidence, "use_share"), of_everybody(evidence, "single_share")
    said = []
    if used.estimate is not None:
        said.append(language.say("rooms_used.hours", share=language.with_interval(used, percent)))
    if single.estimate is not None:
        said.append(language.say("rooms_used.alone", share=language.with_interval(single, percent)))
    fates = all_fates(evidence)
    no_shows = fates.share("no_shows") if fates.requests else 0
    sentences = [f"{'; '.join(said)}."] if said else []
    if no_shows:
        sentences.append(language.say("rooms_used.in_vain", share=language.number(percent(no_shows))))
    return " ".join(sentences)
