"""Recognises in a text of a list, a pasted table or a note what stops contact: protected, dead, not to be contacted,
not listed here. What is denied, about somebody else, or limited in time or way says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rhs_desktop.domain.recognition import words as known
from rhs_desktop.domain.recognition.words import COUNTRIES, RELATIVES, REPORTS, Words


class Kind(StrEnum):
    """What a text says of the person, by the code of its remark."""

    PROTECTED = "protected"
    DECEASED = "deceased"
    NO_CONTACT = "no_contact"
    NOT_LISTED = "not_listed"


@dataclass(frozen=True, slots=True)
class PersonRemark:
    """One thing that a text says; `certain` is false where it may be meant otherwise or is told by somebody."""

    kind: Kind
    certain: bool


_NOT = r"(?:ej|inte|icke|aldrig)"
_NONE = r"(?:ingen|inga|inget)"
_END = r"(?= ?$| tack\b| mer\b| längre\b| alls\b| igen ?$)"
_OF_PROTECTION = r"(?:pers|uppg|id\b|ident|adr|folkb|fbf|boende|nummer|nr\b|tel)\w*"
_LETTERS = r"(?:brev|utskick|inbjud\w*|kallelse\w*|påminnelse\w*)"
_WHOLE_DEAD = r"^(?:(?:är|pat|patienten|hon|han|hen|ja) )*{}(?: (?:#|\d+|i \w+|den|enligt \w+))*$"

_MORE = r"(?:(?:fler|flera|mer|mera|några|något|våra) )*"


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives))


_TWO_BANS = _any(
    rf"\bring {_NOT} (?:och |eller )?skriv {_NOT}",
    rf"\bskriv {_NOT} (?:och |eller )?ring {_NOT}",
)
_CERTAIN: dict[Kind, re.Pattern[str]] = {
    Kind.PROTECTED: _any(
        rf"\bskydd(?:ad|ade|at|a|)? ?{_OF_PROTECTION}",
        r"^(?:har |är )?skydd(?:ad|ade|at)?(?: ja| #| t o m #| tom #)*$",
        r"\b(?:adress|uppgift|personuppgift|folkbokföring|identitet|nummer|id)\w* (?:är )?skydd(?:ad|ade|at)\b",
        r"\b(?:adress|uppgift|identitet)\w* (?:är )?hemlig\w*",
        r"\b(?:hemlig|dold) adress",
        r"\bsekr(?:etess)? ?mark\w*",
        r"^(?:har |har en )?sekr(?:etess)?(?: ja| finns| gäller| #)*$",
        r"\bhar sekretess(?= ?$)|\bsekr(?:etess)? i folkb\w*",
        r"\bkvarskriv\w*|\bspu\b|\bfingera\w* (?:pers|uppg|id)\w*|\bskyddsmark\w*|\bskyddsboende\b",
        r"\b(?:via|genom) skatteverket|^skatteverket",
        r"\bprotected (?:id|person)\w*|^protected$",
    ),
    Kind.DECEASED: _any(
        r"\bavlid(?:en|na|ne|et|it)\b|\bavled\b|\bavl #|^avl$",
        r"\bdödsfall\w*|\bdödsbo\w*|\bdödsdatum\b|\bdödförklara\w*",
        r"\bbortgång(?:en|ne|na)\b|\b(?:gått|gick) bort\b|\bur tiden\b",
        rf"\b{_NOT} (?:längre )?i livet",
        r"\blever (?:ej|inte)(?: längre)?(?= ?$)",
        r"\bavsomna\w*|†|✝|✞|\+ ?#|\bdeceased\b|^dead\b",
        _WHOLE_DEAD.format("(?:död|dött|dog)"),
        r"\b(?:har|hon|han|hen|pat|patienten) (?:dött|dog)\b",
        r"\b(?:pat|patienten|hon|han|hen) (?:är )?död\b",
    ),
    Kind.NO_CONTACT: _any(
        rf"\b(?:kontaktas?|kallas?|bjudas?)(?: in)? {_NOT}\b|\bbjud {_NOT}\b",
        rf"\b{_NOT} (?:(?:längre|mer|bli|att|fler) )*(?:kontaktas?|kontaktad|kallas|bjudas?|inbjuden|inbjudas)\b",
        rf"\b(?:önskar|vill|ska)(?: ha)? {_NONE} (?:(?:mer|vidare|mera|fortsatt) )*kontakt\b",
        rf"\b(?:önskar|vill|ska) {_NOT} (?:längre )?(?:ha )?(?:(?:mer|vidare|mera|någon|fortsatt) )*kontakt\b",
        rf"\b(?:önskar|vill) {_NOT} (?:längre )?(?:få |ha )?{_MORE}{_LETTERS}",
        rf"\b(?:önskar|vill)(?: ha)? {_NONE} {_MORE}{_LETTERS}",
        rf"\b{_NONE} {_MORE}{_LETTERS}{_END}",
        _TWO_BANS.pattern,
        rf"\bskicka {_NOT} {_MORE}{_LETTERS}|\bskicka {_NOT} (?:mer|något|fler)\b|\bnej till all kontakt\b",
        rf"\bskicka {_NONE} {_MORE}{_LETTERS}",
        r"\butskicksspärr\w*|\bspärr(?:ad|at)? (?:för|mot) (?:utskick|kontakt|inbjud\w*)",
        r"\bundanb\w* (?:sig|all|fler|kontakt|utskick|brev|inbjud)\w*|^undanb\w*$",
        r"\bavböj\w* all\w*|\b(?:vara|lämnas|bli lämnad) i fred\b",
    ),
    Kind.NOT_LISTED: _any(
        rf"\b{_NOT} (?:(?:längre|är|här|kvar) )*listad\b|\b(?:av|om|o)listad\b|\b(?:av|om)listat\b",
        r"\blistad (?:på|hos|vid|i) (?:en )?(?:annan|annat|andra)\b",
        r"\blista[td] om sig\b|\bflytta(?:t|de) från (?:kommunen|länet|regionen|orten|sverige)\b",
        r"\butflytta[dt]\b|\butvandra[dt]\b|\bemigrera[dt]\b",
        rf"\bflytta(?:t|d|r|de) till (?:{'|'.join(sorted(COUNTRIES))})\b",
        r"\bflytta(?:t|d|r|de) (?:till (?:(?:en )?annan (?:ort|kommun|stad|region)|annat (?:län|land))|utomlands)\b",
        r"\bbyt(?:t|er) (?:till (?:en )?annan )?(?:vårdcentral\w*|vc|hc|hälsocentral\w*)\b",
        r"\btillhör (?:en )?(?:annan|annat)\b",
    ),
}
_DOUBTFUL: dict[Kind, re.Pattern[str]] = {
    Kind.NO_CONTACT: re.compile(rf"\bslippa (?:{_LETTERS}|(?:bli )?(?:kontaktad|kallad|inbjuden))"),
    Kind.PROTECTED: re.compile(r"\bhemligt (?:nummer|nr|tel\w*)"),
    Kind.DECEASED: re.compile(
        r"\b(?:kan|tros|troligen|kanske|eventuellt|ev) (?:vara |ha )?(?:död|dött)\b|\b(?:dog|dött)\b"
    ),
    Kind.NOT_LISTED: re.compile(
        r"^(?:hon |han |hen |pat |patienten )?har flyttat$|\blistad (?:på|hos|vid|i) (?!oss|här|vår\b|sedan|maj|juni)"
    ),
}
_UNSURE = re.compile(r"\b(?:kanske|troligen|eventuellt|ev|möjligen|oklart|kolla|kontrollera|osäkert)\b|\?")
_DENIED_BEFORE = re.compile(
    rf"(?:^|\b(?:har|är|finns|men|och|pat|patienten|hon|han|hen) )(?:{_NOT}|{_NONE}|utan|nej)"
    r"(?: (?:har|längre|någon|några|något|är|under|haft|av|med|i))*(?: (?:sekretess|skyddad|skyddade))? ?$"
)
_DENIED_AFTER = re.compile(
    r"^ ?(?:(?:är|har|blev|i|nu|folkbokföringen|folkbokföring) )*"
    r"(?:nej|upphäv[dt]\w*|upphör\w*|borttag\w*|avslutad|häv[dt]|ej(?= ?$)|inte(?= ?$))"
)
_LIMITED = _any(
    r"^(?: in| upp| igen)?(?: ens| längre)? (?:före|efter|mellan|kl|förrän|innan|på (?!nytt)|hem|hemma|via|per|under)",
    r"^(?: in| upp)? (?:dagtid|kvällstid|vardag|helg|mån|tis|ons|tors|fre|lör|sön|idag|i dag|just nu|nu|om|med|sms)",
    r"^(?: in| upp)? i (?:juli|augusti|sommar)",
)
_LIMITED_WITHIN = re.compile(r"\b(?:på jobbet|hemma|webbtid\w*|dagtid|kvällstid|via (?:mejl|sms|telefon|1177))\b")
_DATE = _any(
    r"\b(?:19|20)?\d\d-\d\d-\d\d\b",
    r"\b(?:19|20)\d{6}\b|\b\d{6}\b",
    r"\b\d{1,2}/\d{1,2}(?:[ -](?:19|20)?\d\d)?\b",
    r"\b(?:19|20)\d\d\b",
)
_TOKEN = re.compile(r"\w+|[†✝✞+?]|[,;!()\[\]\n]|[.:]|[-–—](?=\s)|[/|]")
_WORD = re.compile(r"\w+|[†✝✞]|\+(?=\s*\d)")
_BOUNDARY = frozenset(",;!()[]\n/|-–—")
_ABBREVIATED = "skydd sekr avl pers uppg personuppg folkbokf fbf ident id adr mark pat ev kl ej tel nr t o m"
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_ANSWERS = frozenset(("ja", "nej", "j", "n", "x", "0"))
_SPACED = re.compile(r"(?<!\w)(?:\w[ .\-_*]){4,}\w(?!\w)")
_LEAST_SPACED = 9
_WORDS = Words()


_BITS = {
    Kind.PROTECTED: known.PROTECTED,
    Kind.DECEASED: known.DECEASED,
    Kind.NO_CONTACT: known.NO_CONTACT,
    Kind.NOT_LISTED: known.NOT_LISTED,
}


@lru_cache(maxsize=4096)
def recognise(text: str) -> tuple[PersonRemark, ...]:
    """What a note says of the person, each kind once; the certain reading counts over the doubtful one."""
    folded = text.casefold()
    possible = 0
    for word in _WORD.findall(folded):
        possible |= _WORDS[word][1]
    if not possible:
        if len(folded) < _LEAST_SPACED or not (spaced := _SPACED.search(folded)):
            return ()
        return recognise(folded.replace(spaced.group(), re.sub(r"[\W_]", "", spaced.group())))
    found: dict[Kind, bool] = {}
    clauses = _clauses(folded)
    for kind, bit in _BITS.items():
        if not possible & bit:
            continue
        said = [_said(kind, clause, clauses[place - 1] if place else "") for place, clause in enumerate(clauses)]
        if kind is Kind.NO_CONTACT and _TWO_BANS.search(" ".join(clauses)):
            said.append(True)
        if any(one is not None for one in said):
            found[kind] = any(said)
    return tuple(PersonRemark(kind, certain) for kind, certain in found.items())


def _clauses(folded: str) -> list[str]:
    """The clauses of a text, of the words that are meant; dates are `#`."""
    clauses: list[list[str]] = [[]]
    tokens = _TOKEN.findall(_DATE.sub(" 0 ", folded))
    for place, token in enumerate(tokens):
        if token in _BOUNDARY or (token == ":" and not _answered(tokens[place + 1 : place + 3])):
            clauses.append([])
        elif token == ".":
            if not (clauses[-1] and clauses[-1][-1] in _ABBREVIATIONS):
                clauses.append([])
        elif token != ":":
            clauses[-1].append("#" if token == "0" else _WORDS[token][0])
    return [" ".join(words) for words in clauses if words]


def _answered(following: list[str]) -> bool:
    """Whether what follows a colon answers the question before it."""
    first, *second = following or ("",)
    return first in _ANSWERS or (first in ("ej", "inte") and (not second or second[0] in _BOUNDARY or second[0] == "."))


def _said(kind: Kind, clause: str, before: str) -> bool | None:
    """Whether a clause says it for certain; None if it does not say it."""
    match = _CERTAIN[kind].search(clause)
    certain = match is not None
    if match is None:
        match = _DOUBTFUL[kind].search(clause)
    if match is None:
        return None
    head, tail = clause[: match.start()], clause[match.end() :]
    if _DENIED_BEFORE.search(head) or _DENIED_AFTER.search(tail.strip()):
        return None
    if kind is Kind.NO_CONTACT and (_LIMITED.search(tail) or _LIMITED_WITHIN.search(clause)):
        return None
    about = _about_another(clause, before, kind)
    if about is None:
        return None
    return certain and about and not _UNSURE.search(clause)


def _about_another(clause: str, before: str, kind: Kind) -> bool | None:
    """True if the clause is about the person, False if somebody tells it or it may be, None if it is about another."""
    words = clause.split()
    related = any(word in RELATIVES or word.startswith("svär") for word in words)
    told = any(word in REPORTS for word in words)
    told_before = any(word in REPORTS for word in before.split()) and any(word in RELATIVES for word in before.split())
    if not related:
        return not told_before
    if told or told_before or kind is Kind.PROTECTED:
        return False
    return None
