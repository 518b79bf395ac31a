"""Every word that a pasted table may need, and the line that sums it up."""

from __future__ import annotations

from datetime import date, time

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.steps import Status
from rhs_desktop.domain.codes import Eligibility, RecipientOutcome
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus
from rhs_desktop.domain.pasting import FindingReason, ListedMoment, PasteFinding, Sent, Source, Unreadable, Verdict
from rhs_desktop.strings import pasting
from tests.histories import profile

PORTAL = profile("rhs-004").portal


def one(verdict: Verdict = Verdict.NEW, **more: object) -> PasteFinding:
    return PasteFinding(1, "…", verdict, **more)  # type: ignore[arg-type]


def test_everything_has_words() -> None:
    assert pasting.SOURCE.keys() == pasting.HINT.keys() == set(Source)
    assert pasting.VERDICT.keys() == set(Verdict)
    assert pasting.BECAUSE.keys() == {*FindingReason, *Unreadable}
    assert all(text.endswith((".", "?")) or "?" in text for text in pasting.BECAUSE.values())


@pytest.mark.parametrize("what", [*PortalStatus, *Status, *RecipientOutcome, *Eligibility])
def test_everything_that_a_case_is_shown_as_has_a_word(what: PortalStatus | Status) -> None:
    assert pasting.shown(what, PORTAL)


SUMMARIES = [
    pytest.param([], 0, "Inga rader", id="nothing"),
    pytest.param([one(becomes=PortalStatus.READ)] * 18, 0, "18 lästa", id="one kind"),
    pytest.param(
        [
            one(Verdict.OLDER, becomes=PortalStatus.READ),
            one(becomes=PortalStatus.ANSWERED),
            one(Verdict.UNKNOWN),
            one(Verdict.UNKNOWN),
            one(becomes=PortalStatus.READ),
            one(Verdict.CHOICE, becomes=PortalStatus.READ),
        ],
        0,
        "1 läst, 1 svar, 1 att ta ställning till, 2 okända, 1 äldre än det vi vet",
        id="changes first",
    ),
    pytest.param(
        [one(becomes=Eligibility.LISTED_ALIVE)] * 2, 3, "2 listade här, inte avlidna, 3 saknas på listan", id="cosmic"
    ),
]


@pytest.mark.parametrize(("findings", "missing", "said"), SUMMARIES)
def test_the_line_that_sums_it_up(findings: list[PasteFinding], missing: int, said: str) -> None:
    assert pasting.summary(findings, missing) == said


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_can_be_counted(verdict: Verdict) -> None:
    assert pasting.summary([one(verdict)]) != "Inga rader"


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (one(was=PortalStatus.UNREAD, becomes=PortalStatus.CLOSED), "Fråga till invånare → Avslutat"),
        (one(was=PortalStatus.CLOSED, becomes=PortalStatus.CLOSED), "Avslutat"),
        (one(becomes=RecipientOutcome.LOCKED), "Låst inloggning"),
        (one(was=Status.READY), "Klar att bjuda in"),
        (one(), ""),
    ],
)
def test_a_change_is_from_and_to(finding: PasteFinding, said: str) -> None:
    assert pasting.change(finding, PORTAL) == said


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (one(events=(ev.Opened(on=date(2026, 11, 9)),)), "2026-11-09"),
        (one(events=(ev.Opened(on=date(2026, 11, 9), at=time(8, 5)),)), "2026-11-09 08:05"),
        (one(sent=Sent(date(2026, 11, 9), time(8, 5), ("phone",))), "2026-11-09 08:05"),
        (one(Verdict.OLDER, moment=ListedMoment(date(2026, 11, 9))), "2026-11-09"),
        (one(), ""),
    ],
)
def test_when(finding: PasteFinding, said: str) -> None:
    assert pasting.when(finding) == said


def test_the_button_says_how_many() -> None:
    assert [pasting.act(count) for count in (0, 1, 25)] == [
        "Inget att anteckna",
        "Anteckna 1 ändring",
        "Anteckna 25 ändringar",
    ]
