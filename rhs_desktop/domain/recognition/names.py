"""Statements within names and addresses, told apart from people and places that are called so.

A statement stands in brackets, after a comma or dash, in capitals where the rest is not, or is the whole cell.
"Skydd", "Död" and "Skyddsvägen" alone are names.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rhs_desktop.domain.recognition.reader import PersonRemark, recognise

_SIGN = re.compile(
    r"[†✝✞]|s(?:kyd|ekr|pu|kattev)|dö(?:d|tt)|d(?:og|ead|eceas)|avl|alv|vlid|hemlig|2820|kvarskr|finger|bort|kontakt"
    r"|utfl|vandr|emigr|listad"
)
_ARE_NAMES = frozenset({"skydd", "död", "dog", "dold", "spu", "avl"})
_BRACKETS = re.compile(r"\s*[(\[{]([^)\]}]*)[)\]}]")
_STARS = re.compile(r"\*+\s*([^*]+?)\s*\*+")
_DAGGER = re.compile(r"\s*[†✝✞]\s*(?:\d{4}-\d\d-\d\d)?")
_ESTATE = re.compile(r"(?:s\b\s*)?\b(?:dödsboet|dödsbo)\b\s*(?:efter\b)?", re.IGNORECASE)
_CAPITALS = re.compile(r"\b[A-ZÅÄÖ]{3,}\b(?:[ .]+\b[A-ZÅÄÖ]{2,}\b)*[.!]*")
_PARTS = re.compile(r"(\s*[,;\n]\s*|\s+[-–—/]\s+|:\s+)")
_BOX = re.compile(r"\bbox 2820\b", re.IGNORECASE)
_FILLER = re.compile(
    r"(?:pers|person|uppg|uppgift|uppgifter|personuppgifter|personuppg|id|ident|identitet|adress\w*|nummer|nr|är|har|fbf"
    r"|folkbok\w*|ej|inte|längre|listad|kontakt\w*|bort|gick|gått|via|genom|boende|#|\d+|i|den|se|obs|mark\w*)"
)
_STATING = re.compile(
    r"(?:skydd|sekr|kvarskriv|avl|alv|död|dött|hemlig|dold|finger|spu|utflytt|utvandr|emigr|olistad|omlistad|skattev)\w*"
)


@lru_cache(maxsize=65536)
def may_say(text: str) -> bool:
    """Whether a name or address line holds any sign of a statement; quick, and true for some names as well."""
    return _SIGN.search(text.casefold()) is not None


def taken_out(text: str) -> tuple[tuple[PersonRemark, ...], str]:
    """What a name or address line says of the person, and the line without it."""
    if not may_say(text):
        return (), text
    found: list[PersonRemark] = []

    def take(said: str) -> bool:
        statements = recognise(said)
        found.extend(statements)
        return bool(statements)

    rest = _BRACKETS.sub(lambda match: " " if take(match[1]) else match[0], text)
    rest = _STARS.sub(lambda match: " " if take(match[1]) else match[0], rest)
    rest = _DAGGER.sub(lambda match: " " if take("†") else match[0], rest)
    rest = _ESTATE.sub(lambda match: " " if take("dödsbo") else match[0], rest)
    if any(sign.islower() for sign in rest):
        rest = _CAPITALS.sub(lambda match: " " if not _a_name(match[0]) and take(match[0]) else match[0], rest)
    parts = _PARTS.split(rest)
    for place in range(0, len(parts), 2):
        part = parts[place]
        if _BOX.search(part):
            take("skyddad adress")
            parts[place] = ""
        elif not _a_name(part) and (whole := recognise(part)):
            sure = _nothing_else(part)
            found.extend(whole if sure else [PersonRemark(one.kind, certain=False) for one in whole])
            parts[place] = "" if sure else part
    return tuple(found), _tidied(parts)


def _a_name(part: str) -> bool:
    return part.strip(" .").casefold() in _ARE_NAMES


def _nothing_else(part: str) -> bool:
    words = re.findall(r"\w+", part.casefold())
    return all(_STATING.fullmatch(word) or _FILLER.fullmatch(word) for word in words)


def _tidied(parts: list[str]) -> str:
    kept = ""
    for place in range(0, len(parts), 2):
        part = " ".join(parts[place].split()).strip(" *")
        if part:
            kept += (parts[place - 1] if kept else "") + part
    return kept
