"""Åtkomstlogg as a reviewer uses it: what is shown, narrowed, checked, exported; and samples of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QDate, Qt

from rhs_desktop.domain.access_log.entries import Access, CopiedData
from rhs_desktop.domain.errors import NotLogged
from rhs_desktop.services.access_log import review
from rhs_desktop.services.access_log.review import LogQuery
from rhs_desktop.services.access_log.write import PendingAccess, log_access, write_looks
from rhs_desktop.ui.access_log.dialog import LogDialog
from rhs_desktop.ui.access_log.sample_dialog import SampleDialog
from tests.ui.access_log.logged import full_disk, told
from tests.ui.desk import press, row_of, type_text
from tests.ui.protecting import plain
from tests.ui.users.sitting import NUMBERS, Sit, Sitting


@pytest.fixture
def at(sit: Sit) -> Sitting:
    """Four people, one of them protected; two were opened by Bo."""
    sitting = sit(
        rows=[row_of(number, turn, skyddad="Ja" if turn == 3 else "") for turn, number in enumerate(NUMBERS[:4])]
    )
    ctx = sitting.ctx
    write_looks(ctx, [PendingAccess(ctx.now, "Bo", Access.OPENED, (case,)) for case in sitting.cases[:2]])
    return sitting


def opened(at: Sitting) -> LogDialog:
    dialog = at.shown(LogDialog(None, at.tools))
    settle(at, dialog)
    return dialog


def settle(at: Sitting, dialog: LogDialog) -> None:
    at.qtbot.waitUntil(lambda: not dialog.busy.running)


def shown(dialog: LogDialog) -> list[tuple[str, str, str]]:
    """User, what and who of each line."""
    return [line.texts[1:4] for line in dialog.list.lines]  # type: ignore[misc]


def show(at: Sitting, dialog: LogDialog) -> list[tuple[str, str, str]]:
    at.click(dialog.primary)
    settle(at, dialog)
    return shown(dialog)


def test_the_newest_lines_stand_first_and_the_look_is_among_them(at: Sitting) -> None:
    dialog = opened(at)
    name = at.row(at.cases[1]).name
    assert shown(dialog)[0] == ("Anna Ek", "Öppnade loggen", "")
    assert shown(dialog)[1] == ("Bo", "Öppnade ärendet", f"{name}, {NUMBERS[1][:8]}-••••")
    assert shown(dialog)[-1] == ("Anna Ek", "Omgången lades till", "")
    assert dialog.count.text() == "5 rader"
    assert told(at.ctx)[-1] == ("log_read", "")


def test_the_line_in_full_is_below_and_protected_people_are_not_named(at: Sitting) -> None:
    dialog = opened(at)
    imported = next(place for place, line in enumerate(dialog.page.lines) if line.kind == "import")
    dialog.list.select_line(imported)
    text = dialog.line.toPlainText()
    for case in at.cases[:3]:
        assert at.row(case).name in text
    assert at.row(at.cases[3]).name not in text
    assert "Skyddade personuppgifter (nr 4)" in text
    assert dialog.page.lines[imported].digest in text
    assert not any(number in text or f"{number[:8]}-{number[8:]}" in text for number in NUMBERS[:4])


def test_narrowed_by_user_and_kind(at: Sitting) -> None:
    dialog = opened(at)
    dialog.filters.user.setCurrentText("Bo")
    assert {who for who, _, _ in show(at, dialog)} == {"Bo"}
    dialog.filters.user.setCurrentIndex(0)
    dialog.filters.kind.setCurrentText("Öppnade loggen")
    assert [what for _, what, _ in show(at, dialog)] == ["Öppnade loggen"]


def test_narrowed_by_days(at: Sitting) -> None:
    dialog = opened(at)
    dialog.filters.begin.setDate(QDate(2027, 1, 1))
    dialog.filters.end.setDate(QDate(2027, 1, 2))
    assert show(at, dialog) == []
    assert dialog.count.text() == "Inga rader stämmer med urvalet."
    assert not dialog.export.isEnabled()


def test_one_person_by_number_with_the_keyboard_alone(at: Sitting) -> None:
    dialog = opened(at)
    dialog.filters.person.setFocus()
    type_text(dialog.filters.person, f"{NUMBERS[0][:8]}-{NUMBERS[0][8:]}")
    press(dialog, Qt.Key.Key_Return)
    settle(at, dialog)
    assert [what for _, what, _ in shown(dialog)] == ["Öppnade loggen", "Öppnade ärendet", "Listan importerades: 4 nya"]
    assert told(at.ctx)[-1] == ("log_read", "1")


def test_a_text_that_fits_several_is_asked_about(at: Sitting) -> None:
    dialog = opened(at)
    dialog.filters.person.setText("070174")
    found = review.find_people(at.ctx, "070174")
    assert len(found) == 4
    at.messages.answers = [1]
    show(at, dialog)
    assert told(at.ctx)[-1] == ("log_read", str(found[1].id))
    at.messages.answers = [None]
    lines = len(told(at.ctx))
    show(at, dialog)
    assert len(told(at.ctx)) == lines


def test_nobody_of_that_name(at: Sitting) -> None:
    dialog = opened(at)
    dialog.filters.person.setText("Xyzzy")
    at.click(dialog.primary)
    assert dialog.filters.person_field.trouble == "Ingen i registret stämmer med Xyzzy."


def test_only_the_newest_of_very_many(at: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rhs_desktop.ui.access_log.dialog.SHOWN_AT_MOST", 3)
    dialog = opened(at)
    assert len(dialog.list.lines) == 3
    assert dialog.count.text() == "De 3 senaste av 5 rader. Begränsa urvalet för att se äldre."


# ---- the check and the file ------------------------------------------------------------------------------------------


def test_a_whole_log_is_said_to_be_whole(at: Sitting) -> None:
    dialog = opened(at)
    at.click(dialog.check)
    settle(at, dialog)
    assert dialog.whole.isVisible()
    assert dialog.whole.text.startswith("Loggen är hel: alla 5 rader är som de skrevs, den sista slutar på ")
    assert told(at.ctx)[-1][0] == "log_verified"


def test_a_tampered_log_says_which_line(at: Sitting) -> None:
    dialog = opened(at)
    with at.ctx.store.logging() as db:
        db.execute("DROP TRIGGER access_log_never_update")
        db.execute("UPDATE access_log SET who = 'Anna Ek' WHERE who = 'Bo' AND id = 4")
    at.click(dialog.check)
    settle(at, dialog)
    assert dialog.broken.text == "Loggen är inte hel. Rad 4 är ändrad, eller följer inte på raden före."
    assert not dialog.whole.isVisible()


def test_the_log_goes_out_as_it_was_narrowed(at: Sitting, tmp_path: Path) -> None:
    dialog = opened(at)
    dialog.filters.user.setCurrentText("Bo")
    show(at, dialog)
    at.files.paths = [tmp_path / "logg.xlsx"]
    at.messages.on_run = plain
    at.click(dialog.export)
    settle(at, dialog)
    assert load_workbook(tmp_path / "logg.xlsx").worksheets[0].max_row == 3
    assert dialog.count.text() == "2 rader ur loggen sparade i logg.xlsx"
    assert told(at.ctx)[-1][0] == "log_exported"


def test_no_file_without_a_line(at: Sitting, tmp_path: Path) -> None:
    dialog = opened(at)
    at.files.paths = [tmp_path / "logg.xlsx"]
    at.messages.on_run = plain
    with full_disk():
        at.click(dialog.export)
        settle(at, dialog)
    assert not (tmp_path / "logg.xlsx").exists()
    assert dialog.trouble.text().startswith("Åtkomstloggen går inte att skriva")


def test_the_log_is_not_opened_without_a_line(at: Sitting) -> None:
    with full_disk(), pytest.raises(NotLogged):
        LogDialog(None, at.tools)


# ---- samples ---------------------------------------------------------------------------------------------------------


def sampling(at: Sitting) -> SampleDialog:
    ctx = at.ctx
    write_looks(
        ctx,
        [PendingAccess(ctx.now, user, Access.OPENED, (at.cases[0],)) for user in ("Bo", "Cecilia") for _ in range(15)],
    )
    return at.shown(SampleDialog(None, at.tools))


def test_a_sample_without_remarks(at: Sitting) -> None:
    dialog = sampling(at)
    assert not dialog.primary.isEnabled()
    at.click(dialog.draw)
    assert dialog.sample is not None
    assert len(dialog.list.lines) == 20
    assert {line.texts[2] for line in dialog.list.lines} == {"Anna Ek", "Bo", "Cecilia"}
    assert dialog.count.text() == f"20 rader av {dialog.sample.out_of} att gå igenom"
    assert dialog.line.toPlainText()
    assert dialog.primary.text() == "Spara: &utan anmärkning"
    at.click(dialog.primary)
    (checked,) = review.samples(at.ctx)
    assert (checked.user, checked.size, checked.deviating) == ("Anna Ek", 20, ())
    assert told(at.ctx)[-1] == ("sample", "")


def test_a_deviation_needs_a_note_all_by_keyboard(at: Sitting) -> None:
    dialog = sampling(at)
    press(dialog, Qt.Key.Key_Return)  # the focus is on Dra stickprov
    assert dialog.sample is not None
    press(dialog, Qt.Key.Key_Down)
    press(dialog, Qt.Key.Key_Space)
    number = dialog.list.lines[1].key
    assert dialog.deviating == {number}
    assert dialog.primary.text() == "Spara: 1 rad avviker"
    at.click(dialog.primary)
    assert dialog.note_field.trouble == "Anmärkningen saknas. Skriv vad som avviker och vad som görs."
    type_text(dialog.note, "Ingen vårdrelation, samtal med användaren")
    press(dialog, Qt.Key.Key_Return)
    (checked,) = review.samples(at.ctx)
    assert (checked.deviating, checked.note) == ((number,), "Ingen vårdrelation, samtal med användaren")
    assert dialog.recorded


def test_a_sample_that_is_not_saved_leaves_nothing_but_the_look(at: Sitting) -> None:
    dialog = sampling(at)
    lines = len(told(at.ctx))
    at.click(dialog.draw)
    press(dialog, Qt.Key.Key_Escape)
    assert review.samples(at.ctx) == ()
    assert len(told(at.ctx)) == lines


def test_earlier_samples_are_listed_and_the_next_begins_where_the_last_ended(at: Sitting) -> None:
    review.record_sample(at.ctx, review.draw_sample(at.ctx, LogQuery(), 2), ())
    dialog = sampling(at)
    assert [line.texts[:3] for line in dialog.earlier.lines] == [("2026-11-09", "Anna Ek", "hela loggen")]
    assert dialog.earlier.lines[0].texts[3].startswith("2 av 3 rader, utan anmärkning")
    assert dialog.begin.day == date(2026, 11, 9)


def test_days_without_lines(at: Sitting) -> None:
    dialog = sampling(at)
    dialog.begin.setDate(QDate(2030, 1, 1))
    dialog.end.setDate(QDate(2030, 1, 1))
    at.click(dialog.draw)
    assert dialog.trouble.text() == "Det finns inga rader att dra ur. Välj fler dagar, eller alla användare."
    assert not dialog.primary.isEnabled()


def test_the_log_leads_to_samples(at: Sitting) -> None:
    dialog = opened(at)
    seen: list[str] = []
    at.messages.on_run = lambda other: seen.append(other.windowTitle())
    at.click(dialog.sample)
    settle(at, dialog)
    assert seen == ["Stickprov av åtkomstloggen"]


def test_a_look_in_between_shows_when_the_list_is_read_again(at: Sitting) -> None:
    dialog = opened(at)
    log_access(at.ctx, Access.PRINTED, cases=at.cases[:1], what=CopiedData.HANDOVER)
    assert show(at, dialog)[0][1] == "Skrev ut: överlämning"
