"""A round with cases under two manuals: invitations, letters and reminders go by one at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.mailing import HoldReason
from rhs_desktop.domain.profile_edit import Draft
from rhs_desktop.domain.sending import Hold
from rhs_desktop.services import (
    handover,
    mailing,
    manuals,
    overview,
    practice_people,
    reminding,
    sending,
    settings,
)
from rhs_desktop.services.workplace import Workplace
from tests import builders
from tests.services.manuals.own_manuals import file_of, import_one, own, refused, sitting

# ---- invitations under two manuals in one round ---------------------------------------------------------------------


def test_each_is_invited_under_the_manual_that_the_case_has(w: Workplace) -> None:
    (old,) = builders.filled(w, 1)
    saved = manuals.save(w, manuals.draft(w, own(w)).put("templates[1].public_name", "Välkommen"), use_in=[1])
    new = import_one(w, 5)
    for case in (old, new):
        builders.happened(w, case, builders.checked_in_cosmic(w.today))
    assert sending.manuals_to_send(w, 1) == (saved.profile.id, "rhs-004")
    for manual, case, other in ((None, new, old), ("rhs-004", old, new)):
        proposal = sending.propose(w, 1, limit=25, manual=manual)
        assert [one.case for one in proposal.ready] == [case]
        assert [(one.case, why) for one, why in proposal.held_back] == [(other, (Hold.OTHER_MANUAL,))]
    assert refused(lambda: sending.prepare(w, 1, "phone", [old])) == "held_back"
    done = sending.prepare(w, 1, "phone", [old], manual="rhs-004")
    assert done.batch is not None
    view = sending.batch_view(w, done.batch)
    assert (view.manual, view.template.public_name) == ("rhs-004", "Inbjudan – Välkommen på hälsosamtal")


def test_a_round_with_one_manual_offers_one(w: Workplace) -> None:
    builders.filled(w, 2)
    assert sending.manuals_to_send(w, 1) == ("rhs-004",)


# ---- letters and reminders under two manuals ------------------------------------------------------------------------


def two_manuals(w: Workplace, change: Callable[[Draft], Draft]) -> tuple[int, int]:
    """A case under the program's manual and a newer one under the clinic's."""
    (old,) = builders.filled(w, 1)
    manuals.save(w, change(manuals.draft(w, own(w))), use_in=[1])
    new = import_one(w, 5)
    for case in (old, new):
        builders.happened(w, case, builders.checked_in_cosmic(w.today))
    return old, new


def to_letter(w: Workplace, *cases: int) -> None:
    settings.save(w, settings.Settings(clinic=practice_people.people().clinic))
    for case in cases:
        builders.happened(w, case, ev.Routed(on=w.today, channel=ev.Channel.LETTER))


def test_letters_that_say_otherwise_go_in_a_pile_of_their_own(w: Workplace, tmp_path: Path) -> None:
    old, new = two_manuals(w, lambda draft: draft.put("days.letter_reply", 14))
    to_letter(w, old, new)
    first = mailing.propose(w, 1)
    assert [one.case for one in first.ready] == [old]
    assert [(one.case, [why.reason for why in reasons]) for one, reasons in first.held_back] == [
        (new, [HoldReason.OTHER_MANUAL])
    ]
    mailing.make(w, 1, [old], tmp_path / "brev.pdf")
    second = mailing.propose(w, 1)
    assert [one.case for one in second.ready] == [new]
    with pytest.raises(ExpectedError):
        mailing.make(w, 1, [new, old], tmp_path / "båda.pdf")


def test_letters_that_say_the_same_are_one_pile(w: Workplace) -> None:
    old, new = two_manuals(w, lambda draft: draft.put("days.manual_reminder", 10))
    to_letter(w, old, new)
    assert {one.case for one in mailing.propose(w, 1).ready} == {old, new}


def test_reminders_with_another_message_come_in_their_turn(w: Workplace, desk: builders.Desk) -> None:
    old, new = two_manuals(w, lambda draft: draft.put("reminder.name", "Glöm inte"))
    for case in (old, new):
        builders.happened(w, case, builders.invited(w.today))
    desk.tick(days=20)
    now, later = reminding.of_one_message(w, reminding.due(w))
    assert len(now) == len(later) == 1
    reminding.confirm_reminded(w, [now[0].case])
    again, nobody = reminding.of_one_message(w, reminding.due(w))
    assert ([row.case for row in again], nobody) == ([later[0].case], [])


def test_a_manual_that_is_nowhere_stops_only_its_own_cases(tmp_path: Path, desk: builders.Desk) -> None:
    with sitting(tmp_path, desk) as w:
        old, new = two_manuals(w, lambda draft: draft)
        to_letter(w, new)
        sent = sending.prepare(w, 1, "phone", [old], manual="rhs-004").batch
        lost = w.store.profile_of(new)
        with w.store.act("test", user="", now=w.now, rules=w.rules) as act:
            act.set_setting(f"manuals.{lost}", None)
            act.commit()
        file_of(w, lost).unlink()
    desk.tick(days=3)
    with sitting(tmp_path, desk) as w:
        assert lost not in w.profiles
        assert {row.case for row in overview.load_rows(w)} == {old, new}
        assert overview.case_view(w, new).step is None
        assert [one.id for one in sending.batches(w)] == [sent]
        (held,) = mailing.propose(w, 1).held_back
        assert (held[0].case, held[1][0].reason) == (new, HoldReason.NO_MANUAL)
        assert sum(one.count for one in handover.handover(w).waiting) == 2
        assert refused(lambda: builders.happened(w, new, ev.Noted(on=w.today, text="x"))) == "profile_missing"
