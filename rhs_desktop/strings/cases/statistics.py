"""The funnel in Swedish: what is counted, of whom, and the whole as a text for the report."""

from __future__ import annotations

from collections.abc import Mapping

from rhs_desktop.domain.statistics import Figure, Funnel, Measure
from rhs_desktop.strings import common

MEASURE: Mapping[Measure, str] = {
    Measure.LISTED: "På listan",
    Measure.CHECKED: "Kontrollerade i Cosmic",
    Measure.EXCLUDED: "Bjuds inte in: inte listade här, avlidna eller av annan orsak",
    Measure.TO_INVITE: "Ska bjudas in",
    Measure.INVITED: "Inbjudna",
    Measure.BY_1177: "senast inbjudna i 1177",
    Measure.BY_PHONE: "senast inbjudna via telefon",
    Measure.BY_LETTER: "senast inbjudna via brev",
    Measure.SENT_IN_1177: "Fått inbjudan i 1177",
    Measure.READ: "har läst den",
    Measure.ANSWERED_IN_1177: "har svarat i 1177",
    Measure.HEARD_FROM: "Har svarat, oavsett hur",
    Measure.BOOKED: "Har en tid, eller har varit på besöket",
    Measure.DONE: "Genomförda hälsosamtal",
    Measure.DECLINED: "Tackat nej",
    Measure.UNREACHED: "Inte nådda",
    Measure.GOING_ON: "Pågår",
}

OF: Mapping[Measure, str] = {
    Measure.LISTED: "på listan",
    Measure.TO_INVITE: "som ska bjudas in",
    Measure.INVITED: "inbjudna",
    Measure.SENT_IN_1177: "som fått inbjudan i 1177",
}


def share(figure: Figure) -> str:
    """`62 %`; `0,4 %` and `99,7 %`, for few are not nobody; a dash where there is nobody to be a part of."""
    if figure.share is None:
        return common.MISSING
    percent = 100 * figure.share
    if 0 < percent < 1 or 99 < percent < 100:
        text = f"{min(max(percent, 0.1), 99.9):.1f}".replace(".", ",")
    else:
        text = f"{percent:.0f}"
    return f"{text}\N{NO-BREAK SPACE}%"


def part(figure: Figure) -> str:
    """`372 av 600 inbjudna`."""
    return f"{common.number(figure.count)} av {common.number(figure.total)} {OF[figure.of]}"


def line(figure: Figure) -> str:
    """`Tackat nej: 81 av 588 som ska bjudas in (14 %)`; the list itself is only counted."""
    name = common.sentence(MEASURE[figure.measure])
    if figure.measure is figure.of:
        return f"{name}: {common.number(figure.count)}"
    return f"{name}: {part(figure)} ({share(figure)})"


def report(funnel: Funnel) -> str:
    """Every figure, one a line."""
    return "\n".join(line(figure) for figure in funnel.figures)
