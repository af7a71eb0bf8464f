"""Refuses what looks like data about a person anywhere in a scenario: the simulator counts heads and needs nobody.

E-mail addresses, personal identity codes and columns about persons have their rules beside the importers. Names of
persons are noticed here, for files and tables alike: a common first name beside a common surname. A short list of each
finds most lists of staff in their first lines, and leaves names of teams, houses and streets alone.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from sim.config.paths import GROUPS, TEXTS
from sim.config.wording import dotted, fold
from sim.importers.personal import FIX, header_problem, text_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.config.findings import Findings
    from sim.config.yaml_file import KeyPath

NOT_SHOWN = "(not shown)"
ALLOWED = "names of units, teams, sites and rooms; head counts of teams"
_WORD = re.compile(r"[^\W\d_]+")
_FIRST_NAMES = frozenset(
    _WORD.findall("""
    aino aleksi anna anne anneli anni annika antero antti ari arja arto eero eeva eija elina emilia erkki esa eveliina
    hanna hannele hannu harri heidi heikki henna henri ilkka jaakko jaana jani janne jari jarkko jarmo johanna jorma
    jouko jouni juha juhani jukka jussi jyrki kaarina kaisa kalevi kalle kari kati katja katri kimmo kirsi kristiina
    laura leena lotta maarit maija mari maria marika marja marjatta marjo marko markku matti mervi mia mika mikko
    minna mirja niina niko nina noora olavi olli outi paavo pasi pekka pertti petri petteri piia pirjo pirkko raija
    raimo reijo riikka riitta risto ritva saara sakari sami samuli sanna sari satu seppo sinikka sirpa soile susanna
    taina tapani tapio tarja teemu tero tiia tiina timo tommi toni tuija tuomas tuula ulla veikko vesa ville virpi
    anders andreas bengt birgitta camilla charlotta christer eva fredrik gunilla gustaf hans henrik ingrid jan johan
    karin karl kerstin kristina lars lena magnus mats mikael nils patrik per peter sofia stefan susanne thomas tove
    alice andrew barbara charles david elizabeth emma george james jennifer john linda mary michael patricia paul
    richard robert sarah susan william
    """)
)
_SURNAMES = frozenset(
    _WORD.findall("""
    aalto anttila hakala harju heikkila heikkilä heino hietala jokela jussila kallio koivisto koskela koski lahti
    laine lehto lindholm lindqvist lindström lindstrom makela mattila mäkelä mäki niemi nikula nurmi ojala peltola
    rantala saari salo seppälä seppala uusitalo vainio andersson eriksson gustafsson holm jansson johansson karlsson
    larsson lundqvist nilsson nyberg nyström olsson persson svensson anderson brown clark davis harris jackson
    johnson jones miller moore robinson smith taylor thompson walker williams wilson
    """)
)
#: Sections whose keys a user makes up, where a column of a list of staff could end up.
_OF_PEOPLE_AND_PLACES = ("organization", "office")
#: Finnish surnames on -nen are too many to list; shorter words on -nen are none.
_FINNISH_SURNAME = re.compile(r"\w{3,}nen")


def check_personal(findings: Findings) -> None:
    """Blame every key and every text that looks like data about a person; what it says is not shown."""
    for section in (*TEXTS, *GROUPS):
        for path, text in _texts((section,), findings.value(section)):
            problem = personal_problem(text)
            if problem:
                findings.blame(path, problem, value=NOT_SHOWN, allowed=ALLOWED, fix=FIX)
    for path, comment in findings.comments():
        problem = text_problem(comment)  # a source may cite somebody
        if problem:
            findings.blame(path, f"has a comment that {problem}", allowed="a source without names of persons", fix=FIX)
    for section in _OF_PEOPLE_AND_PLACES:
        _check_keys(findings, (section,), findings.value(section))


def personal_problem(text: str) -> str:
    """Return why a text may not be there, or nothing. The text itself must then not be shown."""
    return text_problem(text) or ("looks like the name of a person, which is not accepted" if _is_name(text) else "")


def _is_name(text: str) -> bool:
    words = [fold(word) for word in _WORD.findall(text)]
    return any(
        (one in _FIRST_NAMES and _is_surname(other)) or (_is_surname(one) and other in _FIRST_NAMES)
        for one, other in pairwise(words)
    )


def _is_surname(word: str) -> bool:
    return word in _SURNAMES or bool(_FINNISH_SURNAME.fullmatch(word))


def _check_keys(findings: Findings, path: KeyPath, value: object) -> None:
    """Blame the section of a key that is data about a person, and a key that asks for such data."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            _check_keys(findings, (*path, number), item)
    if not isinstance(value, dict):
        return
    for key, item in value.items():
        name = str(key)
        problem = personal_problem(name)
        if problem:
            findings.blame(path, f"has a key that {problem}", value=NOT_SHOWN, allowed=ALLOWED, fix=FIX)
            findings.told_whole.append(dotted(path))
        elif header_problem(fold(name)):
            findings.blame((*path, name), header_problem(fold(name)), value=NOT_SHOWN, allowed=ALLOWED, fix=FIX)
        else:
            _check_keys(findings, (*path, name), item)


def _texts(path: KeyPath, value: object) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts((*path, str(key)), item)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts((*path, number), item)
