"""Notices what looks like data about a person, which the simulator neither needs nor wants: it counts heads."""

from __future__ import annotations

import re

#: Headers (folded) of columns about one person. A `name` alone is that of a site or a unit.
_HEADERS = re.compile(
    r"(first|last|given|family|full|person|employee|staff|worker|supervisor|manager)_?(s_)?names?"
    r"|(person|employee|staff|worker|personnel)(_(id|no|nr|number|code))?|persons|employees"
    r"|e_?mails?(_address)?|(mobile_|tele)?phones?(_number)?|date_of_birth|birth_?(day|date)|ssn|social_security.*"
    r"|personal_(id.*|code)|identity_code|home_address|street_address|supervisor|manager"
    r"|etunimi|sukunimi|kutsumanimi|koko_nimi|henkilö|henkilön_.*|työntekijä|työntekijän_.*|henkilönumero"
    r"|hetu|henkilötunnus|sotu|sähköposti(osoite)?|puhelin(numero)?|syntymä(aika|päivä)|kotiosoite|esimies|esihenkilö"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63})+")
#: Six digits are a birthday, so that most numbers of plans and houses are none.
_IDENTITY_CODE = re.compile(
    r"(?<![0-9A-Za-z])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+A-Ya-y]\d{3}[0-9A-Za-z](?![0-9A-Za-z])", re.ASCII
)

FIX = "delete it: the simulator draws synthetic people from head counts, so give each team its size"


def header_problem(folded: str) -> str:
    """Return why a column may not be there, or nothing."""
    return "looks like data about persons, which are not accepted" if _HEADERS.fullmatch(folded) else ""


def text_problem(text: str) -> str:
    """Return why a text may not be there, or nothing. The text itself must then not be shown."""
    if _IDENTITY_CODE.search(text):
        return "looks like a Finnish personal identity code, which is not accepted"
    if _EMAIL.search(text):
        return "looks like an e-mail address, which is not accepted: it is data about a person"
    return ""
