"""Swedish for taking back: what was done, what taking it back does, and what stands in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from rhs_desktop.domain.cases.events import RecordedEvent
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.strings import common
from rhs_desktop.strings.cases.process import happened

TITLE = "Ångra tidigare"
COLUMNS = ("När", "Vem", "Vad")
LIST = "Det senaste som gjorts"
UNDO = "Ångra det här"
TAKES_BACK = "Det här tas tillbaka"
IN_CASES = "I de här ärendena"
IN_THE_WAY = "Går inte att ångra än"
FIRST_THESE = "Det här gjordes senare och bygger på det. Ångra det först."
NOTHING_DONE = "Inget har gjorts än."
KEPT = "Inget raderas: det som ångras står kvar överstruket i ärendets händelser."
ERASED = "Det gäller någon som är gallrad. En gallring går inte att ångra, och inte heller det som hände före den."
ALREADY = "Redan ångrat {day} av {who}."
HOLDS_NOTHING = "Det finns inget att ångra här."
_NAMES_SHOWN = 12
_CHANGED = {
    "resident": ("uppgift om en invånare", "uppgifter om invånare"),
    "batch": ("utskick eller hög", "utskick eller högar"),
    "round": ("omgångs manual", "omgångars manual"),
    "import": ("import", "importer"),
    "import_row": ("rad i en lista", "rader i listor"),
}


def takes_back(
    entries: Iterable[tuple[int, RecordedEvent]], profile_of: Callable[[int], Profile], today: date
) -> list[str]:
    """Each kind of thing that would be struck through, with how many there are of it."""
    counts = Counter(happened(record.event, profile_of(case), today) for case, record in entries)
    return [text if count == 1 else f"{common.number(count)} × {text}" for text, count in counts.most_common()]


def puts_back(counts: Mapping[str, int]) -> list[str]:
    """Values that would be as they were before."""
    known = [(count, _CHANGED.get(what, ("uppgift", "uppgifter"))) for what, count in counts.items()]
    return [f"{common.count_of(count, *names)} blir som förut" for count, names in known]


def names(people: list[str]) -> str:
    """`Karin Ek, Åke Åberg och 23 till`."""
    shown = people[:_NAMES_SHOWN]
    left = len(people) - len(shown)
    return common.listing([*shown, f"{common.number(left)} till"]) if left else common.listing(shown)


def obstacle(name: str, what: str, when: str, who: str) -> str:
    """`Karin Ek: samtalet är antecknat, i dag 10:12 av Anna Ek`."""
    text = f"{what}, {when} av {who}"
    return f"{name}: {text[:1].lower()}{text[1:]}" if name else text


def and_more(count: int) -> str:
    """The last line of obstacles of which only some are shown."""
    return f"… och {common.number(count)} till"
