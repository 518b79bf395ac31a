"""Kommande in Swedish: `Fredag stängs 12 ärenden i 1177, 9 var olästa när 1177 senast avlästes i går`."""

from __future__ import annotations

from datetime import date

from rhs_desktop.domain.cases.steps import Queue
from rhs_desktop.domain.forecast import WORKDAYS, ByItself, DayAhead, Forecast
from rhs_desktop.strings import common
from rhs_desktop.strings.cases.process import QUEUE

TITLE = "Kommande"
INTRO = f"De närmaste {WORKDAYS} arbetsdagarna, om inget händer innan dess. Välj en rad för att se vilka det gäller."
COLUMNS = ("Dag", "Antal", "Vem", "Vad")
OURS, THEIRS = "Vårt arbete", "1177 gör själv"
CLOSES_SHORT, REMINDS_SHORT = "stängs i 1177", "1177 påminner"
SHOW = "Visa ärendena"
NOTHING = "Inget väntar de närmaste dagarna."
_THIS_WEEK = 7


def day(on: date, today: date) -> str:
    """`I morgon`, `Fredag`; from a week on with its date, `Måndag 23 nov`."""
    ahead = (on - today).days
    if ahead == 1:
        return "I morgon"
    name = common.sentence(common.WEEKDAYS[on.weekday()])
    return name if ahead < _THIS_WEEK else f"{name} {common.day(on, today)}"


def show(count: int) -> str:
    """The button that opens the list of a line."""
    return f"Visa {common.cases(count)}"


def selection(on: date, what: str, today: date) -> str:
    """What the list of a line is called: `Kommande: fredag, stängs i 1177`."""
    when = day(on, today)
    return f"{TITLE}: {when[:1].lower()}{when[1:]}, {what}"


def work(ahead: DayAhead) -> str:
    """`Påminn 6, Ring 3`, in the order of the window's counters; empty for a day without work."""
    counts = ((queue, ahead.count(queue)) for queue in Queue)
    return ", ".join(f"{QUEUE[queue]} {common.number(count)}" for queue, count in counts if count)


def closing(ahead: DayAhead, today: date) -> str:
    """What 1177 closes by itself that day, and how it stood when 1177 was last read off; empty for nothing."""
    closes, unread = ahead.closes, ahead.count(ByItself.CLOSES_UNREAD)
    if not closes:
        return ""
    cases = common.cases(closes)
    stands = f"{day(ahead.on, today)} stängs {cases} i 1177"
    if ahead.seen_on is None:
        return (
            f"{stands}. {'Det' if closes == 1 else 'Några'} är inte avläst{'' if closes == 1 else 'a'} sedan utskicket."
        )
    return f"{stands}, {_unread(closes, unread)} när 1177 senast avlästes {common.near_day(ahead.seen_on, today)}."


def _unread(closes: int, unread: int) -> str:
    if closes == 1:
        return "det var oläst" if unread else "det var läst men inte besvarat"
    if unread == closes:
        return "alla var olästa"
    if not unread:
        return "alla var lästa men inte besvarade"
    return f"{common.number(unread)} var {'oläst' if unread == 1 else 'olästa'}"


def reminding(ahead: DayAhead, today: date) -> str:
    """Whom 1177 reminds by itself that day, which is no work of the clinic's; empty for nobody."""
    count = ahead.count(ByItself.REMINDS)
    if not count:
        return ""
    who = common.residents(count)
    return f"{day(ahead.on, today)} påminner 1177 själv {who} som inte har läst."


def lines(forecast: Forecast, today: date) -> list[str]:
    """All that is ahead, day by day; days without anything are left out."""
    found = []
    for ahead in forecast:
        if todo := work(ahead):
            found.append(f"{day(ahead.on, today)}: {todo}")
        found += [text for text in (closing(ahead, today), reminding(ahead, today)) if text]
    return found or [NOTHING]
