"""The last guard before an event is kept: what must never stand in a case, whoever asks.

Services refuse earlier and say more. What a resident did is never refused: only what the clinic would do.
"""

from __future__ import annotations

from rhs_desktop.domain.cases.events import Event, Invited, LetterPrinted, SendPrepared
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.people.personal_number import IdentityKind

GUARDED_EVENTS = (SendPrepared, Invited, LetterPrinted)


def check_event_allowed(state: CaseState, event: Event) -> None:
    """Raises HistoryRefused for an event that the case's history does not allow.

    `already_invited`: nobody is sent twice in one round. `in_a_batch`: nor prepared twice. `no_login`: holders of a
    samordningsnummer or reservnummer cannot log in to 1177. `said_no`: no contact after a no. `protected`: no batch
    letter to a person with protected identity.
    """
    match event:
        case SendPrepared():
            _refuse_if(state.prepared is not None, "in_a_batch")
            _refuse_if(state.invited is not None, "already_invited")
            _refuse_if(not _may_log_in(state), "no_login")
            _refuse_if(state.said_no, "said_no")
        case Invited():
            _refuse_if(state.invited is not None, "already_invited")
            _refuse_if(not _may_log_in(state), "no_login")
        case LetterPrinted():
            _refuse_if(state.facts is not None and state.facts.protected, "protected")
            _refuse_if(state.said_no, "said_no")
        case _:
            pass


def _may_log_in(state: CaseState) -> bool:
    return state.facts is None or state.facts.identity is IdentityKind.PERSONAL


def _refuse_if(wrong: bool, code: str) -> None:
    if wrong:
        raise HistoryRefused(code)
