"""What a resident's details say of how the person can be reached: the events that carry it into a case."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from rhs_desktop.domain.cases.events import ContactFacts, FactsChanged, Listed
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.letters.postal_address import PostalAddress
from rhs_desktop.domain.people.resident import Address, Details, Name


def listed(details: Details, on: date) -> Listed:
    """The first event of a case. That a list gives no phone number does not say that Cosmic has none (transition 6)."""
    return Listed(
        on=on,
        identity=details.identity.kind,
        has_phone=True if details.phones else None,
        has_address=deliverable(details),
        protected=details.protected,
    )


def changed(
    state: CaseState, before: Details, after: Details, on: date, at: time | None = None, *, no_phone: bool = False
) -> FactsChanged | None:
    """The event for a change of details, or None where it changes nothing for the case.

    A number known to be wrong stays unusable until another one is given, and so does an address from which a letter
    came back; a new one is told to the case even where there was one before. `no_phone`: somebody looked, and Cosmic
    has no number; that is told on each day anew, for who has said yes since then was to be looked up again.
    """
    known = state.facts
    new_phones = after.phones != before.phones
    new_address = (after.name, after.address) != (before.name, before.address)
    has_phone = known.has_phone if known else None
    if no_phone:
        has_phone = False
    elif new_phones:
        has_phone = True if after.phones else None
    elif state.wrong_phone_on:
        has_phone = False
    has_address = deliverable(after)
    if not new_address:
        has_address = has_address and state.returned_on is None
    if known is not None and at is not None:
        on, at = _later_than(known, on, at)
    event = FactsChanged(
        on=on,
        at=at,
        identity=after.identity.kind,
        has_phone=has_phone,
        has_address=has_address,
        protected=after.protected,
    )
    says_the_same = known is not None and (known.identity, known.has_phone, known.has_address, known.protected) == (
        event.identity,
        event.has_phone,
        event.has_address,
        event.protected,
    )
    told_before = new_phones or after.address != before.address
    looked_again = no_phone and known is not None and known.on < on
    return None if says_the_same and not told_before and not looked_again else event


def _later_than(known: ContactFacts, on: date, at: time) -> tuple[date, time]:
    """The moment of entry, or one just after the facts known where a clock moved back or stood still."""
    moment = datetime.combine(on, at)
    before = datetime.combine(known.on, known.at or time.min)
    moment = max(moment, before + timedelta(microseconds=1))
    return moment.date(), moment.time()


def deliverable(details: Details) -> bool:
    """Whether a letter could be addressed."""
    return bool(details.name.display.strip()) and _deliverable(details.address)


@lru_cache(maxsize=65_536)
def _deliverable(address: Address) -> bool:
    return PostalAddress(_SOMEBODY, address).valid


_SOMEBODY = Name(family="-")
