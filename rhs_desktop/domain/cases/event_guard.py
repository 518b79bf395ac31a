"""The last guard before an event is kept: what must never stand in a case, whoever asks.

Services refuse earlier and say more. What a resident did is never refused: only what the clinic would do.
"""

from __future__ import annotations

from datetime import date
from typing import assert_never

from rhs_desktop.domain.cases import contact
from rhs_desktop.domain.cases.contact import Contactable, NoContact
from rhs_desktop.domain.cases.events import Event, Invited, SendPrepared
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused


def check_event_allowed(case: CaseState, event: Event) -> None:
    """Raises HistoryRefused for an event that the case's history does not allow.

    `already_invited`: nobody is sent twice in one round. `in_a_batch`: nor prepared twice. Otherwise the first reason
    of `contact.may` that is not of a later day than the event. What went out in 1177 is kept also where a pasted table
    tells of it after a no: of an invitation `no_login` alone counts, which cannot have been.
    """
    if event.way is None:
        return
    if isinstance(event, SendPrepared) and case.prepared is not None:
        raise HistoryRefused(HistoryRefusal.IN_A_BATCH)
    if isinstance(event, SendPrepared | Invited) and case.invited is not None:
        raise HistoryRefused(HistoryRefusal.ALREADY_INVITED)
    for reason in contact.may(Contactable.of_case(case), case, event.way).reasons:
        if reason is NoContact.NO_LOGIN or not (isinstance(event, Invited) or _came_later(reason, case, event.on)):
            raise HistoryRefused(reason.refusal)


def _came_later(reason: NoContact, case: CaseState, on: date) -> bool:
    """Whether the no, or the check in Cosmic, is of a later day than that."""
    match reason:
        case NoContact.SAID_NO:
            return case.word is not None and on < case.word.on
        case NoContact.EXCLUDED:
            return case.cosmic is not None and on < case.cosmic.on
        case NoContact.DECEASED | NoContact.NO_LOGIN | NoContact.PROTECTED:
            return False
        case _:
            assert_never(reason)
