"""What the panel offers: in every state of a case a way on, and every act really does something."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.act_buttons import available
from rhs_desktop.domain.cases.acts import CALL_ACTS, Act
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.steps import Finished, StepKind
from rhs_desktop.domain.codes import Answer, Via
from rhs_desktop.domain.letters.clinic import ReplyEnvelope
from rhs_desktop.strings.cases.process import ACT
from rhs_desktop.strings.letters import envelopes as said
from rhs_desktop.ui.case_list.date_filter import to_date
from rhs_desktop.ui.case_panel.act_forms import PANEL_ACTS
from rhs_desktop.ui.case_panel.handling_guide import guide, packed
from rhs_desktop.ui.case_panel.next_step import NextCard
from rhs_desktop.ui.case_panel.question_form import QuestionForm
from rhs_desktop.ui.case_panel.reply_text import FullText
from rhs_desktop.ui.widgets.theme import Theme
from tests.builders import happened
from tests.histories import recorded, rules_for
from tests.ui.desk import MONDAY, press
from tests.ui.states import STATES, Scene, open_scene


def view_of(folder: Path, state: str) -> Scene:
    return open_scene(folder, [state])


def test_every_act_has_its_words_and_every_step_its_acts() -> None:
    assert set(PANEL_ACTS) == set(Act)
    asking = {act for act in Act if PANEL_ACTS[act].form is not None}
    assert {act for act in Act if ACT[act].button.endswith("…")} == asking | {
        Act.SEND, Act.CONFIRM_SEND, Act.LETTERS, Act.PROTECTED_LETTER, Act.DETAILS, Act.CHECK_MANY,
        Act.CALL_NOW, Act.ANSWER, Act.CONFIRM_LETTER,
    }  # fmt: skip


def test_a_reply_that_the_manual_shows_in_full_can_be_read_where_it_is_chosen(theme: Theme, qtbot: QtBot) -> None:
    """So that the right one is recognised in 1177, where many begin alike."""
    rules = rules_for("rhs-2023")
    state = fold(recorded([ev.Listed(on=MONDAY), *STATES["answered_self"]]))
    found = guide(next_step(state, rules, MONDAY), state, rules.profile, MONDAY)
    (line,) = [line for line in found.lines if line.full]
    assert line.copy == "Du bokar själv en tid via Boka tid direkt"
    card = NextCard(theme, MONDAY, 1)
    qtbot.addWidget(card)
    card.show_guide(found)
    card.show()
    (full,) = card.findChildren(FullText)
    assert not full.text.isVisible()
    full.button.click()
    assert full.text.isVisible()
    assert full.text.text().startswith("Välkommen på ett hälsosamtal")
    full.button.click()
    assert not full.text.isVisible()


MAIN = {
    "new": (Act.LISTED_ALIVE, Act.NOT_LISTED, Act.DECEASED),
    "ready": (Act.SEND,),
    "unread": (Act.REMINDED, Act.ANSWER),
    "remind": (Act.REMINDED, Act.ANSWER),
    "reminded": (Act.ANSWER,),
    "closed": (Act.ANSWER,),
    "answered": (Act.HANDLED, Act.CALL_NOW),
    "answer_seen": (Act.ANSWER,),
    "declined": (),
    "to_phone": (Act.ANSWER,),
    "wrong_number": (Act.CORRECT_NUMBER,),
    "prepared": (Act.CONFIRM_SEND,),
    "letter": (Act.LETTERS,),
    "letter_sent": (Act.GIVE_UP, Act.ANSWER, Act.RETURNED),
    "visit_today": (Act.HELD, Act.NO_SHOW, Act.CANCELLED),
    "dead": (),
}


@pytest.mark.parametrize(("state", "main"), MAIN.items(), ids=MAIN.keys())
def test_what_is_offered(tmp_path: Path, state: str, main: tuple[Act, ...]) -> None:
    scene = view_of(tmp_path, state)
    ctx, case = scene.desk.context, scene.all[0]
    folded = ctx.store.state(case)
    step = next_step(folded, ctx.rules("rhs-004"), ctx.today)
    offered = available(step, folded, ctx.today)
    assert offered.main == main
    assert offered.call is (state in ("closed", "to_phone"))
    assert not set(offered.main) & set(offered.more)
    assert Act.NOTE in offered.more
    assert isinstance(step, Finished) or {Act.SNOOZE, Act.DETAILS} <= {*offered.main, *offered.more}
    ctx.store.close()


_ROUTES_OUT = (Act.BY_PHONE, Act.BY_LETTER, Act.NOT_LISTED, Act.DECEASED, Act.EXCLUDE)
_AT_LAST = (Act.SNOOZE, Act.TAKE_OVER, Act.HAND_OVER, Act.DETAILS, Act.NOTE)
MENUS = {
    "new": (Act.ANSWER, Act.BY_PHONE, Act.BY_LETTER, Act.EXCLUDE, Act.GIVE_UP, *_AT_LAST),
    "unread": (*_ROUTES_OUT, Act.GIVE_UP, *_AT_LAST),
    "to_phone": (
        *(Act.CALL_NOW, Act.PHONE_TIME, Act.SET_PHONE, Act.NO_PHONE, *_ROUTES_OUT[1:], Act.GIVE_UP),
        *_AT_LAST,
    ),
    "visit_today": (Act.ANSWER, Act.BOOK_VISIT, *_AT_LAST),
    "dead": (Act.LISTED_ALIVE, Act.NOTE),
}


@pytest.mark.parametrize(("state", "menu"), MENUS.items(), ids=MENUS.keys())
def test_what_the_menu_holds_and_in_which_order(tmp_path: Path, state: str, menu: tuple[Act, ...]) -> None:
    """No call where nobody would call, no telephone number where none is needed, no way that is chosen already."""
    scene = view_of(tmp_path, state)
    ctx = scene.desk.context
    folded = ctx.store.state(scene.all[0])
    assert available(next_step(folded, ctx.rules("rhs-004"), ctx.today), folded, ctx.today).more == menu
    ctx.store.close()


def test_who_was_not_reached_can_be_taken_up_again(tmp_path: Path) -> None:
    scene = view_of(tmp_path, "to_phone")
    ctx, case = scene.desk.context, scene.all[0]
    happened(ctx, case, ev.GivenUp(on=ctx.today, reason="Inget svar"))
    state = ctx.store.state(case)
    menu = available(next_step(state, ctx.rules("rhs-004"), ctx.today), state, ctx.today).more
    assert menu == (Act.ANSWER, Act.BOOK_VISIT, Act.BY_PHONE, Act.BY_LETTER, Act.NOTE)
    ctx.store.close()


def test_after_a_no_nothing_reaches_out(tmp_path: Path) -> None:
    scene = view_of(tmp_path, "declined")
    state = scene.desk.context.store.state(scene.all[0])
    step = next_step(state, scene.desk.context.rules("rhs-004"), scene.today)
    offered = available(step, state, scene.today)
    assert {*offered.main, *offered.more} == {Act.ANSWER, Act.NOTE}
    assert not offered.call
    scene.desk.context.store.close()


@pytest.mark.parametrize(("via", "count"), [(Via.DESK, 2), (Via.LETTER, 1)])
def test_a_call_is_guided_to_tell_of_data_protection_where_it_must(via: Via, count: int) -> None:
    rules = rules_for("rhs-004")
    yes = ev.Answered(on=MONDAY, answer=Answer.YES_CALL, via=via)
    state = fold(recorded([ev.Listed(on=MONDAY, has_phone=True), *STATES["letter_sent"], yes]))
    lines = guide(next_step(state, rules, MONDAY), state, rules.profile, MONDAY).lines
    assert [line.text for line in lines] == [step.text for step in rules.profile.calling][:count]


def test_a_call_that_waits_for_an_answer_is_asked_about_from_its_day_on(tmp_path: Path) -> None:
    scene = view_of(tmp_path, "reminded")
    ctx, case = scene.desk.context, scene.all[0]
    state, profile = ctx.store.state(case), ctx.rules("rhs-004").profile
    step = next_step(state, ctx.rules("rhs-004"), ctx.today)
    assert not isinstance(step, Finished)
    assert step.kind is StepKind.CALL
    before, on = step.due - timedelta(days=1), step.due
    assert not available(step, state, before).call
    assert Act.CALL_NOW in available(step, state, before).more, "to call sooner is a choice"
    assert not guide(step, state, profile, before).lines
    assert available(step, state, on).call
    assert [line.text for line in guide(step, state, profile, on).lines] == [one.text for one in profile.calling]
    ctx.store.close()


@pytest.mark.parametrize(
    ("state", "more", "missing"),
    [
        pytest.param("answered", (), {Act.BY_PHONE, Act.BY_LETTER, Act.GIVE_UP}, id="an answer waits"),
        pytest.param(
            "letter",
            (ev.LetterPrinted(on=MONDAY, batch=3),),
            {Act.BY_PHONE, Act.BY_LETTER},
            id="a printed letter waits",
        ),
        pytest.param(
            "booked",
            (ev.SamplesTaken(on=MONDAY), ev.FormAnswered(on=MONDAY)),
            {Act.HELD, Act.NO_SHOW},
            id="the visit is on a later day",
        ),
    ],
)
def test_nothing_is_offered_that_would_lead_nowhere(
    tmp_path: Path, state: str, more: tuple[ev.Event, ...], missing: set[Act]
) -> None:
    scene = view_of(tmp_path, state)
    ctx, case = scene.desk.context, scene.all[0]
    if more:
        happened(ctx, case, *more)
    folded = ctx.store.state(case)
    offered = available(next_step(folded, ctx.rules("rhs-004"), ctx.today), folded, ctx.today)
    assert missing.isdisjoint({*offered.main, *offered.more})
    assert offered.main
    ctx.store.close()


def test_another_word_can_be_recorded_while_an_answer_waits(tmp_path: Path) -> None:
    """Somebody who has said yes in 1177 rings and says no."""
    scene = view_of(tmp_path, "answered")
    ctx, case = scene.desk.context, scene.all[0]
    state = ctx.store.state(case)
    assert Act.ANSWER in available(next_step(state, ctx.rules("rhs-004"), ctx.today), state, ctx.today).more
    ctx.store.close()


def test_an_answer_that_was_seen_asks_what_it_says(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    scene = view_of(tmp_path, "answer_seen")
    ctx, case = scene.desk.context, scene.all[0]
    state, profile = ctx.store.state(case), ctx.rules("rhs-004").profile
    card = NextCard(theme, scene.today, case)
    qtbot.addWidget(card)
    card.show_offers(available(next_step(state, ctx.rules("rhs-004"), ctx.today), state, ctx.today), state, profile, {})
    assert card.primary is card.buttons[Act.ANSWER]
    assert card.primary.text() == "Vad svarade invånaren?…"
    ctx.store.close()


@pytest.mark.parametrize(
    ("today", "proposed"),
    [
        pytest.param(MONDAY, MONDAY + timedelta(days=1), id="Monday: tomorrow"),
        pytest.param(MONDAY + timedelta(days=4), MONDAY + timedelta(days=7), id="Friday: the Monday after"),
    ],
)
def test_no_day_of_a_weekend_is_proposed(theme: Theme, qtbot: QtBot, today: date, proposed: date) -> None:
    form = QuestionForm(Act.CALL_AGAIN, [1], today, theme)
    qtbot.addWidget(form)
    assert form.day is not None
    assert to_date(form.day.date()) == proposed


def test_the_arrow_keys_go_a_day_at_a_time_in_the_panel_too(theme: Theme, qtbot: QtBot) -> None:
    form = QuestionForm(Act.BOOKED, [1], MONDAY, theme)
    qtbot.addWidget(form)
    assert form.day is not None
    form.day.setFocus()
    press(form.day, Qt.Key.Key_Down)
    press(form.day, Qt.Key.Key_Up)
    press(form.day, Qt.Key.Key_Up)
    assert to_date(form.day.date()) == MONDAY + timedelta(days=15)


def test_a_case_that_stands_nowhere_takes_a_note_only() -> None:
    assert available(None, fold([]), MONDAY).more == (Act.NOTE,)


def test_calls_end_in_six_ways() -> None:
    assert len(CALL_ACTS) == len(set(CALL_ACTS)) == 6


@pytest.mark.parametrize("state", STATES, ids=STATES.keys())
def test_the_manuals_steps(tmp_path: Path, state: str) -> None:
    """Steps to tick where the manual has an order of handling, otherwise texts to follow; always the profile's."""
    scene = view_of(tmp_path, state)
    ctx = scene.desk.context
    profile = ctx.rules("rhs-004").profile
    folded = ctx.store.state(scene.all[0])
    step = next_step(folded, ctx.rules("rhs-004"), ctx.today)
    shown = guide(step, folded, profile, ctx.today)
    ticked = state in ("answered", "answered_self", "visit_today", "booked")
    assert any(line.key for line in shown.lines) is ticked
    assert "((" not in "".join(line.copy for line in shown.lines)
    ctx.store.close()


FRANKED_2023 = "Lägg med ett frankerat kuvert med vårdcentralens adress."


@pytest.mark.parametrize(
    ("manual", "enclosed", "step"),
    [
        pytest.param("rhs-2023", ReplyEnvelope.FRANKED, [FRANKED_2023], id="2023 says it"),
        pytest.param("rhs-2023", ReplyEnvelope.UNFRANKED, [said.ENCLOSE[ReplyEnvelope.UNFRANKED]], id="2023, no stamp"),
        pytest.param("rhs-2023", ReplyEnvelope.NONE, [], id="2023, none"),
        pytest.param("rhs-004", ReplyEnvelope.FRANKED, [said.ENCLOSE[ReplyEnvelope.FRANKED]], id="RHS names none"),
        pytest.param("rhs-004", ReplyEnvelope.NONE, [], id="RHS, none"),
    ],
)
def test_what_is_packed_follows_the_envelope(manual: str, enclosed: ReplyEnvelope, step: list[str]) -> None:
    profile = rules_for(manual).profile
    steps = [one.text for one in packed(profile, enclosed).letter.steps]
    others = [one.text for one in profile.letter.steps if one.key != "reply_envelope"]
    assert steps == [others[0], *step, others[-1]]


def test_the_order_that_was_begun_is_the_one_shown(tmp_path: Path) -> None:
    from rhs_desktop.services.cases import ticks

    scene = view_of(tmp_path, "answered")
    ctx, case = scene.desk.context, scene.all[0]
    profile = ctx.rules("rhs-004").profile

    def shown(order: int = -1) -> tuple[int, int, str]:
        state = ctx.store.state(case)
        found = guide(next_step(state, ctx.rules("rhs-004"), ctx.today), state, profile, ctx.today, order)
        return found.order, found.left, found.lines[0].key

    assert shown() == (0, 5, "call")
    assert shown(1) == (1, 5, "reply_call_back")
    ticks.tick(ctx, case, "reply_call_back")
    assert shown() == (1, 4, "reply_call_back")
    ctx.store.close()


def test_todays_date_is_put_into_a_text_to_paste(tmp_path: Path) -> None:
    scene = view_of(tmp_path, "answered_self")
    ctx = scene.desk.context
    state = ctx.store.state(scene.all[0])
    shown = guide(next_step(state, ctx.rules("rhs-004"), ctx.today), state, ctx.rules("rhs-004").profile, ctx.today)
    assert "2026-11-09" in [line.copy for line in shown.lines]
    ctx.store.close()
