"""Reply letters that come back: the case that a code identifies, and what the resident wrote, as one act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.codes import Answer, Via
from rhs_desktop.domain.letters.reply_code import CodeRefused, CodeTrouble, case_of
from rhs_desktop.domain.person.facts import FactKind, FactSource, PersonFact, Standing
from rhs_desktop.domain.person.invitation_ages import next_invitation
from rhs_desktop.domain.swedish import digits_only
from rhs_desktop.services import settings
from rhs_desktop.services.backdating import moment_of_reply
from rhs_desktop.services.cases.case_list import load_some
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, check_act, recording


@needs(Permission.LOOK)
def find(ctx: Context, text: str) -> int:
    """The case of a scanned or typed code.

    Raises CodeRefused: `symbol`, `length`, `mistyped`, or `unknown` for a valid code without a case here.
    """
    case = case_of(text, settings.code_salt(ctx))
    if not load_some(ctx, [case]):
        raise CodeRefused(CodeTrouble.UNKNOWN)
    return case


@needs(Permission.HANDLE)
def record_reply(
    ctx: Context,
    case: int,
    answer: Answer,
    *,
    phone: str = "",
    note: str = "",
    on: date | None = None,
    by_letter: bool = False,
    never_again: str = "",
    interpreter: str = "",
) -> ActDone:
    """Record what stands on the reply letter as one act: the word, the phone number given, the rest for colleagues.

    A number given there is the one to call from now on; those known before are kept after it. `on` is the day on which
    the letter came, today where it is not said; `by_letter`: it asks for a time by letter;
    `never_again`: in which words it asks for no more invitations, which holds until the next invitation age;
    `interpreter`: the language of the interpreter it asks for. Raises
    HistoryRefused as `moment_of_reply` and `check_act` do.
    """
    with recording(ctx, ActKind.ANSWER, details={"answer": answer, "via": Via.LETTER}) as act:
        state = check_act(ctx, act, case, Act.ANSWER)
        moment = moment_of_reply(ctx, state, Via.LETTER, on)
        word = ev.Answered(**moment, answer=answer, via=Via.LETTER, by_letter=by_letter)
        resident = ctx.store.resident_of(case)
        if number := phone.strip():
            known = [one for one in resident.details.phones if digits_only(one) != digits_only(number)]
            act.change_resident(resident.id, replace(resident.details, phones=(number, *known)))
        if note.strip():
            act.append(case, ev.Noted(on=ctx.today, at=ctx.now.time(), text=note.strip()))
        act.append(case, word)
        if language := interpreter.strip():
            wish = PersonFact(FactKind.INTERPRETER, Standing.CONFIRMED, word.on, FactSource.POST, about=language)
            act.tell(resident.id, wish)
        if never_again:
            until = next_invitation(resident.details.identity.birth_year, word.on, settings.load(ctx).invitation_ages)
            ban = PersonFact(
                *(FactKind.NO_CONTACT, Standing.CONFIRMED, word.on, FactSource.POST), until=until, reason=never_again
            )
            act.tell(resident.id, ban)
        return act.commit()
