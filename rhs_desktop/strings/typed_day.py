"""What is wrong with a day as it was typed, in one sentence."""

from __future__ import annotations

from rhs_desktop.domain.typed_day import DayRefusal, RefusedDay

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip

REFUSED: dict[DayRefusal, str] = {
    DayRefusal.EMPTY: "Dagen saknas.",
    DayRefusal.NOT_A_DAY: "{given} är ingen dag.",
    DayRefusal.NO_SUCH_DAY: "{given} finns inte: {month} har {last} dagar.",
    DayRefusal.NO_SUCH_MONTH: "{given} finns inte: det finns ingen månad {number}.",
    DayRefusal.NO_SUCH_WEEK: "{given} finns inte: året har {last} veckor.",
    DayRefusal.YEAR_UNCLEAR: "{given} kan läsas på mer än ett sätt. Skriv året med fyra siffror.",
    DayRefusal.TIME_ALONE: "{given} är en tid utan dag.",
    DayRefusal.TIME_NOT_ASKED: "{given} är en dag med tid. Skriv bara dagen.",
    DayRefusal.TIME_MISSING: "{given} är en dag utan tid.",
    DayRefusal.NO_SUCH_TIME: "{given} har en tid som inte finns.",
    DayRefusal.MONTH_MISSING: "{given} saknar månad.",
    DayRefusal.TOO_EARLY: "{given} är för tidigt. Välj {limit} eller senare.",
    DayRefusal.TOO_LATE: "{given} är för sent. Välj {limit} eller tidigare.",
}


def refused(problem: RefusedDay) -> str:
    month = MONTHS[problem.month - 1] if 1 <= problem.month <= 12 else ""
    return REFUSED[problem.because].format(
        given=problem.given, month=month, number=problem.month, last=problem.last, limit=problem.limit
    )
