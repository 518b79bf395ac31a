"""The page for the next shift: what is due, promised, half done, put off, lying ready; and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.codes import Answer
from rhs_desktop.services.cases import record, ticks
from rhs_desktop.services.handover import handover
from rhs_desktop.services.letters.pages import count_pages
from rhs_desktop.services.sending import send
from rhs_desktop.ui.cases.handover_dialog import HandoverDialog
from rhs_desktop.ui.widgets.theme import Theme
from tests.ui.desk import Answering
from tests.ui.states import Scene, open_scene

STATES = ("answered", "remind", "remind_late", "to_phone", "called", "letter", "ready", "declined", "to_phone!")


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    scene = open_scene(tmp_path / "desk", STATES)
    ctx = scene.desk.context
    ticks.tick(ctx, scene.cases["answered"], first_step(scene))
    record.record_phone_time(ctx, scene.cases["to_phone"], date(2026, 11, 11), time(14, 15))
    record.snooze(ctx, scene.cases["letter"], date(2026, 11, 16), "Väntar på <adress> & besked")
    send.prepare(ctx, scene.desk.round, "phone", [scene.cases["ready"]])
    yield scene
    ctx.store.close()


def first_step(scene: Scene) -> str:
    """A step of the answer that has no meaning besides its tick."""
    profile = scene.desk.context.profiles["rhs-004"]
    handling = profile.handlings_for(Answer.YES_CALL)[0]
    return next(step.key for step in handling.steps if step.act.value == "tick")


@pytest.fixture
def dialog(scene: Scene, theme: Theme, qtbot: QtBot) -> HandoverDialog:
    dialog = HandoverDialog(None, scene.tools(theme, Answering()))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def parts(dialog: HandoverDialog) -> dict[str, tuple[str, ...]]:
    return {part.title: part.lines for part in dialog.parts}


def test_the_page_says_what_is_left(scene: Scene, dialog: HandoverDialog) -> None:
    found = parts(dialog)
    assert "Svar att hantera: 1" in found["Att göra"]
    assert "Påminn: 2, varav 1 försenad" in found["Att göra"]
    assert len(found["Lovade samtal"]) == 1
    assert "11 nov 14:15, 070-174 06 03" in found["Lovade samtal"][0]
    assert found["Påbörjat men inte klart"][0].endswith("hantera svaret, 1 av 5 steg är klara")
    assert found["Uppskjutet"][0].endswith("skicka brev, till 16 nov. Väntar på <adress> & besked")
    assert found["Väntar på bekräftelse"] == ("Utskick 1 till 1 mottagare, förberett 09:30 av Anna Ek",)


def test_nobody_who_is_done_or_protected_is_named(scene: Scene, dialog: HandoverDialog) -> None:
    text = dialog.page.toPlainText()
    ctx = scene.desk.context
    for case in (scene.cases["declined"], scene.all[-1]):
        assert ctx.store.resident_of(case).details.name.display not in text
    assert not any(ctx.store.resident_of(case).details.identity.dashed in text for case in scene.all)
    assert "Väntar på <adress> & besked" in text


def test_a_protected_promise_says_neither_name_nor_number(scene: Scene, theme: Theme, qtbot: QtBot) -> None:
    ctx = scene.desk.context
    record.record_phone_time(ctx, scene.all[-1], date(2026, 11, 10))
    dialog = HandoverDialog(None, scene.tools(theme, Answering()))
    qtbot.addWidget(dialog)
    assert parts(dialog)["Lovade samtal"][0] == "Skyddade personuppgifter: i morgon"


def test_on_paper(scene: Scene, dialog: HandoverDialog, tmp_path: Path) -> None:
    target = tmp_path / "page.pdf"
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    dialog.print_on(printer)
    assert count_pages(target) == 1
    assert target.stat().st_size > 5_000
    assert dialog.trouble.isHidden()


def test_an_empty_register_has_nothing_left(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    scene = open_scene(tmp_path / "empty", ["declined"])
    found = handover(scene.desk.context)
    assert (found.waiting, found.half_done, found.promised, found.put_off, found.ready) == ((), (), (), (), ())
    dialog = HandoverDialog(None, scene.tools(theme, Answering()))
    qtbot.addWidget(dialog)
    assert "Inget ligger kvar." in dialog.page.toPlainText()
    scene.desk.context.store.close()
