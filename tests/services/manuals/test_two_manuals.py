"""A round with cases under two manuals: invitations, letters and reminders go by one at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.codes import Channel
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.letters.letter_plan import HoldReason
from rhs_desktop.domain.manuals.edit import Draft
from rhs_desktop.domain.sending import SendHold
from rhs_desktop.practice import people
from rhs_desktop.services import handover, settings
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import mailing_proposal, print_batch
from rhs_desktop.services.manuals import editing
from rhs_desktop.services.sending import reminders, send, send_proposal
from tests import builders
from tests.services.manuals.own_manuals import file_of, import_one, own, refused, sitting

# ---- invitations under two manuals in one round ---------------------------------------------------------------------


def test_each_is_invited_under_the_manual_that_the_case_has(ctx: Context) -> None:
    (old,) = builders.filled(ctx, 1)
    saved = editing.save(ctx, editing.draft(ctx, own(ctx)).put("templates[1].public_name", "Välkommen"), use_in=[1])
    new = import_one(ctx, 5)
    for case in (old, new):
        builders.happened(ctx, case, builders.checked_in_cosmic(ctx.today))
    assert send_proposal.manuals_to_send(ctx, 1) == (saved.profile.id, "rhs-004")
    for manual, case, other in ((None, new, old), ("rhs-004", old, new)):
        proposal = send_proposal.propose(ctx, 1, limit=25, manual=manual)
        assert [one.case for one in proposal.ready] == [case]
        assert [(one.case, why) for one, why in proposal.held_back] == [(other, (SendHold.OTHER_MANUAL,))]
    assert refused(lambda: send.prepare(ctx, 1, "phone", [old])) == "held_back"
    done = send.prepare(ctx, 1, "phone", [old], manual="rhs-004")
    assert done.batch is not None
    view = send.batch_view(ctx, done.batch)
    assert (view.manual, view.template.public_name) == ("rhs-004", "Inbjudan – Välkommen på hälsosamtal")


def test_a_round_with_one_manual_offers_one(ctx: Context) -> None:
    builders.filled(ctx, 2)
    assert send_proposal.manuals_to_send(ctx, 1) == ("rhs-004",)


# ---- letters and reminders under two manuals ------------------------------------------------------------------------


def two_manuals(ctx: Context, change: Callable[[Draft], Draft]) -> tuple[int, int]:
    """A case under the program's manual and a newer one under the clinic's."""
    (old,) = builders.filled(ctx, 1)
    editing.save(ctx, change(editing.draft(ctx, own(ctx))), use_in=[1])
    new = import_one(ctx, 5)
    for case in (old, new):
        builders.happened(ctx, case, builders.checked_in_cosmic(ctx.today))
    return old, new


def to_letter(ctx: Context, *cases: int) -> None:
    settings.save(ctx, settings.Settings(clinic=people.people().clinic))
    for case in cases:
        builders.happened(ctx, case, ev.Routed(on=ctx.today, channel=Channel.LETTER))


def test_letters_that_say_otherwise_go_in_a_pile_of_their_own(ctx: Context, tmp_path: Path) -> None:
    old, new = two_manuals(ctx, lambda draft: draft.put("days.letter_reply", 14))
    to_letter(ctx, old, new)
    first = mailing_proposal.propose(ctx, 1)
    assert [one.case for one in first.ready] == [old]
    assert [(one.case, [why.reason for why in reasons]) for one, reasons in first.held_back] == [
        (new, [HoldReason.OTHER_MANUAL])
    ]
    print_batch.make(ctx, 1, [old], tmp_path / "brev.pdf")
    second = mailing_proposal.propose(ctx, 1)
    assert [one.case for one in second.ready] == [new]
    with pytest.raises(ExpectedError):
        print_batch.make(ctx, 1, [new, old], tmp_path / "båda.pdf")


def test_letters_that_say_the_same_are_one_pile(ctx: Context) -> None:
    old, new = two_manuals(ctx, lambda draft: draft.put("days.manual_reminder", 10))
    to_letter(ctx, old, new)
    assert {one.case for one in mailing_proposal.propose(ctx, 1).ready} == {old, new}


def test_reminders_with_another_message_come_in_their_turn(ctx: Context, desk: builders.Desk) -> None:
    old, new = two_manuals(ctx, lambda draft: draft.put("reminder.name", "Glöm inte"))
    for case in (old, new):
        builders.happened(ctx, case, builders.invited(ctx.today))
    desk.tick(days=20)
    now, later = reminders.of_one_message(ctx, reminders.due(ctx))
    assert len(now) == len(later) == 1
    reminders.confirm_reminded(ctx, [now[0].case])
    again, nobody = reminders.of_one_message(ctx, reminders.due(ctx))
    assert ([row.case for row in again], nobody) == ([later[0].case], [])


def test_a_manual_that_is_nowhere_stops_only_its_own_cases(tmp_path: Path, desk: builders.Desk) -> None:
    with sitting(tmp_path, desk) as ctx:
        old, new = two_manuals(ctx, lambda draft: draft)
        to_letter(ctx, new)
        sent = send.prepare(ctx, 1, "phone", [old], manual="rhs-004").batch
        lost = ctx.store.profile_of(new)
        with ctx.store.act(ActKind.EDIT_DETAILS, user="", now=ctx.now, rules=ctx.rules) as act:
            act.set_setting(f"manuals.{lost}", None)
            act.commit()
        file_of(ctx, lost).unlink()
    desk.tick(days=3)
    with sitting(tmp_path, desk) as ctx:
        assert lost not in ctx.profiles
        assert {row.case for row in case_list.load_rows(ctx)} == {old, new}
        assert case_list.case_view(ctx, new).step is None
        assert [one.id for one in send.batches(ctx)] == [sent]
        (held,) = mailing_proposal.propose(ctx, 1).held_back
        assert (held[0].case, held[1][0].reason) == (new, HoldReason.NO_MANUAL)
        assert sum(one.count for one in handover.handover(ctx).waiting) == 2
        assert refused(lambda: builders.happened(ctx, new, ev.Noted(on=ctx.today, text="x"))) == "profile_missing"
