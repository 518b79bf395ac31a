"""Swedish for manuals: which file, which key, what stands there and what was expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Final, cast

from rhs_desktop.domain.errors import ProfileInvalid
from rhs_desktop.domain.manuals.checks import ManualProblem, NotAsAgreed
from rhs_desktop.strings.common import count_of, listing, sentence

_KINDS: Final[Mapping[str, str]] = {
    "text": "en text inom citattecken",
    "whole_number": "ett heltal",
    "decimal": "ett decimaltal",
    "yes_no": "true eller false",
    "list": "en lista inom hakparenteser",
    "table": "en grupp av nycklar",
    "clock": 'ett klockslag inom citattecken, till exempel "08:00"',
    "date_or_time": "ett datum eller klockslag utan citattecken",
    "other": "något annat",
}
CLOSINGS: Final[Mapping[str, str]] = {
    "answer": "Besvara",
    "answer_and_close": "Besvara och avsluta direkt",
    "close_without_answer": "Avsluta utan svar",
}
_ACTS: Final[Mapping[str, str]] = {
    "close": "avslutar ärendet i 1177",
    "booking_basis": "skapar bokningsunderlaget",
    "call": "är samtalet",
}
_SENTENCES: Final[Mapping[NotAsAgreed, str]] = {
    NotAsAgreed.UNREADABLE: "filen gick inte att läsa.",
    NotAsAgreed.NOT_TOML: "filen är inte rätt skriven{place}. Varje rad ska vara nyckel = värde, med texter inom "
    "citattecken, och ingen nyckel får stå två gånger.",
    NotAsAgreed.ID_TAKEN: "det finns redan en manual med id {found}. Välj ett annat id.",
    NotAsAgreed.UNKNOWN_KEY: "nyckeln {key} finns inte.{suggestion}",
    NotAsAgreed.MISSING_KEY: "{key} saknas. Här behövs {expected}.",
    NotAsAgreed.WRONG_TYPE: "{key} är {found}. Här behövs {expected}.",
    NotAsAgreed.EMPTY: "{key} är tom. Här behövs {expected}.",
    NotAsAgreed.BAD_NAME: "{key} är {found}. Använd högst 40 tecken: små bokstäver a–z, siffror, bindestreck och "
    "understreck.",
    NotAsAgreed.BAD_TIME: '{key} är {found}. Här behövs ett klockslag, till exempel "08:00".',
    NotAsAgreed.OUT_OF_RANGE: "{key} är {found}. Här behövs ett heltal från {least} till {most}.",
    NotAsAgreed.UNKNOWN_VALUE: "{key} är {found}. Välj {choices}.",
    NotAsAgreed.RULE_WITHOUT_SOURCE: "{key} saknas. Varje regel behöver en källa, så att Varför? kan svara.",
    NotAsAgreed.DUPLICATE: "{key} är {found}, som redan finns i {other}. Var och en behöver ett eget namn.",
    NotAsAgreed.OUT_OF_ORDER: "{key} är {found}, men måste vara mindre än {other}, som är {most}.",
    NotAsAgreed.HOURS_REVERSED: "{key} är {found}, men måste komma före {other}, som är {most}.",
    NotAsAgreed.NEEDS_WEB_TIMES: "{key} är false, men mallen låter invånaren boka själv. Skriv true, eller ta bort "
    "svaret.",
    NotAsAgreed.ANSWER_UNHANDLED: "{key} är {found}, men i handlings finns inga steg för det svaret.",
    NotAsAgreed.REPLY_MISSING: "{key} saknas. Skriv svarsalternativet, eller avsluta med Avsluta utan svar "
    "(close_without_answer).",
    NotAsAgreed.REPLY_SUPERFLUOUS: "{key} är {found}, men ärendet avslutas med {closing}. Ta bort det ena.",
    NotAsAgreed.REPLY_UNUSED: "{key} är {found}, men inget svar hanteras med det.{suggestion}",
    NotAsAgreed.ACT_MISSING: '{key} har {count} som {act} (act = "{expected}"). Det ska vara precis ett.',
    NotAsAgreed.UNKNOWN_PLACEHOLDER: "{key} har (({found})), som inte går att fylla i. Använd (({expected})).",
    NotAsAgreed.UNKNOWN_ORIGIN: "{key} nämner {found}, som inte finns i filen.",
    NotAsAgreed.TWO_ORIGINS: "{key} säger varifrån värdet kommer, men {found} står också i own. Ta bort det ena.",
    NotAsAgreed.STATUS_WITHOUT_TEXT: "{key} saknar den text som 1177 visar när ett ärende är {status} "
    '(status = "{found}").',
    NotAsAgreed.CHANGED_IN_USE: "filen har ändrats sedan ärenden började följa manualen. Gör ändringen i programmet "
    "i stället, under Meny, Manualer: då blir den en ny version.",
    NotAsAgreed.NOT_IN_BATCH: "{key} är {found}, men får bara vara {expected}.{reason}",
}
_NAMES_ANOTHER: Final = frozenset({NotAsAgreed.OUT_OF_ORDER, NotAsAgreed.HOURS_REVERSED, NotAsAgreed.DUPLICATE})
_STATUSES: Final[Mapping[str, str]] = {
    "unread": "skickat och oläst",
    "read": "läst men inte besvarat",
    "answered": "besvarat",
    "closed": "avslutat",
}
_NOT_IN_BATCH: Final[Mapping[str, str]] = {
    "batch.identities": " Samordningsnummer och reservnummer kan inte logga in i 1177.",
    "letter.protected_in_batch": " Brev till den som har skyddade personuppgifter skickas för sig, genom Skatteverket.",
}
_UNREADABLE: Final[Mapping[str, str]] = {
    "encoding": "filen har tecken som inte går att läsa på rad {line}. Spara den som UTF-8.",
    "FileNotFoundError": "filen finns inte längre.",
    "PermissionError": "filen får inte läsas med den här inloggningen.",
}


def profile_refused(error: ProfileInvalid) -> str:
    """The headline above the sentences."""
    if error.code == NotAsAgreed.CHANGED_IN_USE:
        return f"Manualen {error.data['file']} är ändrad utanför programmet."
    return f"Manualen {error.data['file']} kan inte användas: {count_of(len(_problems(error)), 'fel', 'fel')}."


def profile_sentences(error: ProfileInvalid) -> tuple[str, ...]:
    """Each problem as a sentence of its own, in the order of the file's parts, with the file's name in front."""
    return tuple(f"{error.data['file']}: {told(problem)}" for problem in _problems(error))


def as_it_stands(key: str) -> str:
    """The key as it is written in the file."""
    return key


def _problems(error: ProfileInvalid) -> tuple[ManualProblem, ...]:
    return cast("tuple[ManualProblem, ...]", error.data["problems"])


def told(problem: ManualProblem, named: Callable[[str], str] = as_it_stands) -> str:
    """The problem as a sentence. `named` says what a key is called where it is told."""
    template = _SENTENCES[problem.code]
    if problem.code is NotAsAgreed.UNREADABLE:
        template = _UNREADABLE.get(problem.found, template)
    expected = problem.expected
    first = expected[0] if expected else ""
    key = named(problem.key)
    text = template.format(
        key=key,
        found=_found(problem),
        expected=_KINDS.get(first, first),
        other=named(first) if problem.code in _NAMES_ANOTHER else first,
        least=first,
        most=expected[-1] if expected else "",
        choices=listing(list(expected), "eller"),
        closing=CLOSINGS.get(first, first),
        count=count_of(int(problem.found), "steg", "steg") if problem.code is NotAsAgreed.ACT_MISSING else "",
        act=_ACTS.get(first, first),
        status=_STATUSES.get(problem.found, problem.found),
        line=first,
        place=f" på rad {expected[0]}, tecken {expected[1]}" if len(expected) > 1 else "",
        suggestion=_suggestion(problem),
        reason=_NOT_IN_BATCH.get(problem.key, ""),
    )
    return text if text.startswith(key) and key else sentence(text)


def _found(problem: ManualProblem) -> str:
    return _KINDS[problem.found] if problem.code is NotAsAgreed.WRONG_TYPE else problem.found


def _suggestion(problem: ManualProblem) -> str:
    """The known key or text that is most like the one found, else all of them if they are few."""
    asked = problem.found or problem.key.rpartition(".")[2]
    near = get_close_matches(asked, problem.expected, n=1)
    if near:
        return f" Menade du {near[0]}?"
    if 0 < len(problem.expected) <= 8:
        return f" Här kan stå {listing(list(problem.expected), 'eller')}."
    return ""
