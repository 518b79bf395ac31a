"""Cases in every state that the window can meet, by name, in a real database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, RecipientOutcome, Via
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.theme import Theme
from tests.builders import happened, official_numbers
from tests.ui.desk import MONDAY, Answering, TestDesk, open_desk, row_of, tools_for


def ago(days: int) -> date:
    return MONDAY - timedelta(days=days)


def checked(days: int, result: Eligibility = Eligibility.LISTED_ALIVE, reason: str = "") -> ev.CosmicChecked:
    return ev.CosmicChecked(on=ago(days), at=time(8, 40), result=result, reason=reason)


def invited(days: int, template: str = "phone") -> ev.Invited:
    return ev.Invited(on=ago(days), at=time(9, 12), template=template)


def refused(days: int, outcome: RecipientOutcome = RecipientOutcome.NO_NOTIFICATION) -> ev.RecipientChecked:
    return ev.RecipientChecked(on=ago(days), at=time(8, 50), outcome=outcome)


_YES = ev.Answered(on=ago(10), answer=Answer.YES_CALL)
_POSTED = ev.LetterPosted(on=ago(4))

STATES: dict[str, tuple[Event, ...]] = {
    "new": (),
    "ready": (checked(0),),
    "unread": (checked(10), invited(4)),
    "read": (checked(10), invited(7), ev.Opened(on=ago(2), at=time(19, 5))),
    "remind": (checked(20), invited(12), ev.Opened(on=ago(9), at=time(7, 31))),
    "remind_late": (checked(20), invited(17)),
    "reminded": (checked(20), invited(16), ev.ReminderSent(on=ago(3), at=time(10, 0))),
    "closed": (checked(40), invited(31)),
    "answered": (checked(20), invited(5), ev.Answered(on=ago(0), answer=Answer.YES_CALL)),
    "answered_self": (checked(20), invited(5, "web"), ev.Answered(on=ago(0), answer=Answer.YES_BOOK_SELF)),
    "answer_seen": (checked(20), invited(5), ev.AnswerSeen(on=ago(0))),
    "declined": (checked(20), invited(9), ev.Answered(on=ago(3), answer=Answer.NO), ev.AnswerHandled(on=ago(3))),
    "to_phone": (checked(8), refused(0)),
    "called": (checked(9), refused(4), ev.Called(on=ago(3), at=time(9, 40), outcome=CallOutcome.NO_ANSWER)),
    "wrong_number": (checked(9), refused(0, RecipientOutcome.WRONG_NUMBER)),
    "prepared": (checked(3), ev.SendPrepared(on=ago(0), at=time(8, 55), batch=7)),
    "letter": (checked(30), ev.Routed(on=ago(2), channel=Channel.LETTER)),
    "letter_sent": (checked(30), ev.Routed(on=ago(5), channel=Channel.LETTER), _POSTED),
    "time_by_letter": (
        *(checked(30), ev.Routed(on=ago(9), channel=Channel.LETTER), ev.LetterPosted(on=ago(8))),
        ev.Answered(on=ago(1), answer=Answer.YES_CALL, via=Via.LETTER),
        ev.FactsChanged(on=ago(0), at=time(8), has_phone=False, has_address=True),
        ev.Booked(on=ago(0), at=time(9), visit=ago(-20), visit_time=time(10, 15)),
    ),
    "booked": (checked(30), invited(15), _YES, ev.AnswerHandled(on=ago(9)), ev.Booked(on=ago(9), visit=ago(-8))),
    "visit_today": (checked(30), invited(15), _YES, ev.AnswerHandled(on=ago(9)), ev.Booked(on=ago(9), visit=ago(0))),
    "dead": (checked(2, Eligibility.DECEASED),),
}


@dataclass
class Scene:
    """`cases` by the name of their state, the first of each; `all` in the order asked for."""

    desk: TestDesk
    cases: dict[str, int]
    all: list[int]

    @property
    def today(self) -> date:
        return self.desk.context.today

    def tools(self, theme: Theme, messages: Answering) -> DialogContext:
        return tools_for(self.desk, theme, messages)


def open_scene(folder: Path, states: Sequence[str], **row: str) -> Scene:
    """People of the test list, one for each state named. A name ending in ! is protected."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        row_of(number, turn, skyddad="ja" if state.endswith("!") else "", **row)
        for turn, (number, state) in enumerate(zip(numbers(len(states)), states, strict=True))
    ]
    desk = open_desk(folder, rows)
    scene = Scene(desk, {}, list(desk.cases))
    for case, state in zip(desk.cases, states, strict=True):
        name = state.rstrip("!")
        scene.cases.setdefault(name, case)
        if STATES[name]:
            happened(desk.context, case, *STATES[name])
    return scene


def numbers(count: int) -> list[str]:
    """Different people of the years that are invited."""
    wanted = [number for number in official_numbers() if number[:4] in ("1976", "1986")]
    return [wanted[place * 7 % len(wanted)] for place in range(count)]
