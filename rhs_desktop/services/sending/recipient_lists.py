"""Reads the recipient list of 1177, pasted back into a prepared send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.domain.pasting import UnreadableRow, Vocabulary
from rhs_desktop.domain.pasting import read_recipients as read_clip_of_recipients
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.sending.send import batch_view


@dataclass(frozen=True, slots=True)
class RecipientTable:
    """`outcomes` by case; `unknown` are the numbers of people who are not in the send."""

    outcomes: Mapping[int, RecipientOutcome]
    unknown: tuple[str, ...]
    unreadable: tuple[UnreadableRow, ...]


@needs(Permission.SEND)
def read_recipients(ctx: Context, batch_id: int, text: str, html: str = "") -> RecipientTable:
    """What the pasted table says of the people in a send; nothing is recorded. `html` is its HTML form.

    Raises ListUnreadable `empty` or `too_large`, HistoryRefused `unknown_batch`.
    """
    from rhs_desktop.exchange.pasting import read_clip

    view = batch_view(ctx, batch_id)
    words = Vocabulary.of([ctx.rules(view.manual).profile])
    read = read_clip_of_recipients(read_clip(text, html), words, ctx.today)
    cases = {member.recipient.number: member.recipient.case for member in view.members}
    outcomes = {cases[who.dashed]: outcome for who, outcome in read.outcomes.items() if who.dashed in cases}
    unknown = tuple(who.dashed for who in read.outcomes if who.dashed not in cases)
    return RecipientTable(outcomes, unknown, read.unreadable)
