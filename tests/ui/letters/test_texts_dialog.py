"""Writing the letters' texts: marks and fields, what is wrong by line, the letter at once, versions kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor

from rhs_desktop.domain.codes import Channel
from rhs_desktop.domain.errors import LetterWithheld
from rhs_desktop.domain.letters.languages import LetterLanguage
from rhs_desktop.letters.preview import PdfPreview
from rhs_desktop.services import settings
from rhs_desktop.services.cases import record as cases_record
from rhs_desktop.services.letters import mailing_proposal, print_batch, texts
from rhs_desktop.services.letters import pages as letters_pages
from rhs_desktop.store import batches
from rhs_desktop.strings.letters import texts as said
from rhs_desktop.ui.letters.envelope_dialog import EnvelopeDialog
from rhs_desktop.ui.letters.text_editor import TextEditor
from rhs_desktop.ui.letters.texts_dialog import TextsDialog
from tests.ui.desk import row_of, type_text
from tests.ui.letters.test_letters_dialog import CLINIC
from tests.ui.users.sitting import NUMBERS, Sit, Sitting


@pytest.fixture
def at(sit: Sit) -> Sitting:
    sitting = sit(rows=[row_of(NUMBERS[0])], checked=True)
    cases_record.route(sitting.ctx, sitting.cases[0], Channel.LETTER)
    settings.save(sitting.ctx, replace(settings.load(sitting.ctx), clinic=CLINIC))
    return sitting


def opened(at: Sitting, key: str = "brevinbjudan") -> TextsDialog:
    dialog = at.shown(TextsDialog(None, at.tools))
    dialog.which.setCurrentIndex(dialog.which.findData(key))
    return dialog


def invitation(at: Sitting) -> str:
    with PdfPreview(mailing_proposal.preview(at.ctx, at.desk.round, at.cases[0])) as pages:
        return " ".join(pages.text(0).split())


def test_own_words_are_what_is_printed_from_then_on(at: Sitting) -> None:
    dialog = opened(at)
    before = invitation(at)
    assert not dialog.primary.isEnabled()
    dialog.editor.moveCursor(QTextCursor.MoveOperation.End)
    type_text(dialog.editor, "!")
    dialog.editor.setPlainText(dialog.editor.toPlainText().replace("Vänliga hälsningar", "Varmt välkommen hälsar"))
    at.click(dialog.primary)
    assert "Varmt välkommen hälsar" in invitation(at)
    assert "Varmt välkommen hälsar" not in before
    assert dialog.change is not None
    assert not dialog.unsaved


def test_a_text_in_another_language_begins_with_the_swedish(at: Sitting) -> None:
    dialog = opened(at)
    swedish = dialog.source
    choose_language(dialog, "engelska")
    assert dialog.source == swedish
    dialog.editor.setPlainText("# Welcome\n\nDear ((namn)), before ((svara senast)).")
    at.click(dialog.primary)
    assert dialog.trouble.text() == ""
    choose_language(dialog, "svenska")
    assert dialog.source == swedish
    choose_language(dialog, "engelska")
    assert dialog.editor.toPlainText().startswith("# Welcome")
    kept = next(one for one in texts.editable(at.ctx, LetterLanguage.ENGLISH) if one.key == "brevinbjudan.en")
    assert "Dear ((namn))" in kept.source


def test_a_script_that_the_typeface_lacks_says_so(at: Sitting) -> None:
    dialog = opened(at)
    swedish = dialog.source
    choose_language(dialog, "arabiska")
    assert dialog.trouble.text() == "Brevet kan inte skrivas på arabiska: typsnittet saknar tecknen."
    assert (dialog.language.currentText(), dialog.source) == ("svenska", swedish)


def choose_language(dialog: TextsDialog, name: str) -> None:
    place = dialog.language.findText(name)
    dialog.language.setCurrentIndex(place)
    dialog.language.activated.emit(place)


def test_versions_are_kept_and_an_earlier_one_can_be_taken_again(at: Sitting) -> None:
    dialog = opened(at)
    shipped = dialog.source
    dialog.editor.setPlainText("# Hej\n\nHej ((namn))!")
    at.click(dialog.primary)
    assert [action.text() for action in dialog.versions_menu.actions()] == ["2026-11-09 09:30, Anna Ek", said.SHIPPED]
    dialog.versions_menu.actions()[1].trigger()
    assert dialog.source.split() == shipped.split()
    at.click(dialog.primary)
    text = next(one for one in texts.editable(at.ctx) if one.key == "brevinbjudan")
    assert len(text.versions) == 3


@pytest.mark.parametrize(
    ("body", "says"),
    [
        pytest.param("# Hej\n\n((mottagningen))", "Rad 3: fältet ((mottagningen)) finns inte.", id="unknown field"),
        pytest.param("# Hej\n\n((namn)", "Rad 3: ett fält börjar med (( men slutar inte med )).", id="open field"),
        pytest.param("# Hej\n\n**fet", "Rad 3: fetstil börjar med ** men slutar inte.", id="open bold"),
        pytest.param("Hej", "Texten saknar rubrik", id="no heading"),
    ],
)
def test_what_is_wrong_is_named_by_line_and_cannot_be_saved(at: Sitting, body: str, says: str) -> None:
    dialog = opened(at)
    dialog.editor.setPlainText(body)
    assert says in dialog.state.text()
    assert not dialog.primary.isEnabled()


@pytest.mark.parametrize(
    ("body", "says", "why"),
    [
        pytest.param("# Hej ((namn))", said.NOTHING_WRONG, "", id="right"),
        pytest.param("# Hej\n\n" + "Ett stycke till.\n\n" * 90, said.NOT_PRINTABLE, "Brevinbjudan är för", id="long"),
        pytest.param("# Hej\n\n你好", said.NOT_PRINTABLE, "你, 好", id="signs that the typeface lacks"),
    ],
)
def test_that_it_can_be_printed_is_said_of_the_drawn_page_only(at: Sitting, body: str, says: str, why: str) -> None:
    dialog = opened(at)
    dialog.editor.setPlainText(body)
    at.qtbot.waitUntil(lambda: dialog.state.text().startswith(says) and why in dialog.preview.note.text())


def test_fields_that_are_left_out_are_named(at: Sitting) -> None:
    dialog = opened(at)
    dialog.editor.setPlainText(dialog.editor.toPlainText().replace("((svara senast))", "snart").replace("((webb))", ""))
    says = "Texten går att skriva ut. Fält som inte är med längre: ((svara senast)), ((webb))."
    at.qtbot.waitUntil(lambda: dialog.state.text() == says)


def test_what_is_wrong_with_one_resident_is_not_wrong_with_the_text(at: Sitting) -> None:
    dialog = opened(at)
    resident = at.ctx.store.resident_of(at.cases[0])
    cases_record.edit_details(at.ctx, resident.id, replace(resident.details, protected=True))
    dialog.shown_for.setCurrentIndex(1)
    at.qtbot.waitUntil(lambda: "Skyddade personuppgifter" in dialog.preview.note.text())
    at.qtbot.waitUntil(lambda: dialog.state.text() == said.NOTHING_WRONG)


def test_a_text_that_is_too_long_for_its_page_is_not_saved(at: Sitting) -> None:
    dialog = opened(at)
    dialog.editor.setPlainText("# Hej\n\n" + "Ett stycke till.\n\n" * 90)
    at.click(dialog.primary)
    assert "för lång" in dialog.trouble.text()
    assert dialog.change is None


def test_the_letter_is_seen_for_the_worst_case_and_for_a_resident(at: Sitting) -> None:
    dialog = opened(at)
    with at.qtbot.waitSignal(dialog.preview.shown):
        dialog.shown_for.setCurrentIndex(1)
    assert dialog.shown_for.currentText() == "Karin Ek"
    assert dialog.preview.pages == 1
    source = texts.editable(at.ctx)[0].source
    with PdfPreview(letters_pages.text_page(at.ctx, "brevinbjudan", source)) as pages:
        assert "Zellie-Silfverschiöld" in pages.text(0)


def test_a_clinic_that_has_told_nothing_yet_can_write_its_texts(sit: Sit) -> None:
    at = sit(1)
    source = texts.editable(at.ctx)[0].source
    with PdfPreview(letters_pages.text_page(at.ctx, "brevinbjudan", source)) as pages:
        assert "Mottagningens namn" in pages.text(0)


def test_leaving_what_is_not_saved_asks(at: Sitting) -> None:
    dialog = opened(at)
    dialog.editor.setPlainText("# Hej")
    at.messages.answers = [False]
    dialog.reject()
    assert dialog.isVisible()
    at.messages.answers = [True]
    dialog.reject()
    assert not dialog.isVisible()


def test_letters_remember_the_words_they_went_out_with(at: Sitting, tmp_path: Path) -> None:
    made = print_batch.make(at.ctx, at.desk.round, at.cases, tmp_path / "brev.pdf")
    texts.save(at.ctx, "brevinbjudan", "namn: Brevinbjudan\nfönster: invånare\n---\n# Nytt\n")
    assert made.done is not None
    with at.ctx.store.reading() as db:
        record = batches.batch(db, made.done.batch or 0)
    assert record is not None
    kept = texts.source(at.ctx, record.details["texts"]["brevinbjudan"])
    assert kept is not None
    assert "Välkommen på hälsosamtal" in kept


def test_a_text_that_is_wrong_is_refused_by_the_service_too(at: Sitting) -> None:
    with pytest.raises(LetterWithheld, match="text_invalid"):
        texts.save(at.ctx, "brevinbjudan", "---\nHej")
    with pytest.raises(LetterWithheld, match="text_unknown"):
        texts.save(at.ctx, "något annat", "---\nHej")


@pytest.mark.parametrize(
    ("text", "chosen", "mark", "becomes"),
    [
        pytest.param("Hej", (0, 0), "title", "# Hej", id="heading"),
        pytest.param("# Hej", (2, 2), "title", "Hej", id="heading away"),
        pytest.param("# Hej", (2, 2), "heading", "## Hej", id="smaller"),
        pytest.param("ett\ntvå", (0, 7), "bullet", "- ett\n- två", id="list"),
        pytest.param("ett", (0, 0), "number", "1. ett", id="numbered"),
        pytest.param("ett ord", (4, 7), "bold", "ett **ord**", id="bold"),
        pytest.param("", (0, 0), "link", "[text](https://www.1177.se)", id="link"),
    ],
)
def test_marks(at: Sitting, text: str, chosen: tuple[int, int], mark: str, becomes: str) -> None:
    editor = TextEditor(at.tools.theme, said.FIELDS)
    at.qtbot.addWidget(editor)
    editor.setPlainText(text)
    cursor = editor.textCursor()
    cursor.setPosition(chosen[0])
    cursor.setPosition(chosen[1], QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    editor.put_mark(mark)
    assert editor.toPlainText() == becomes


def test_the_envelope_is_chosen_moved_and_seen(at: Sitting) -> None:
    dialog = at.shown(EnvelopeDialog(None, at.tools))
    with at.qtbot.waitSignal(dialog.preview.shown):
        dialog.envelope.setCurrentIndex(dialog.envelope.findData("c65-h2"))
        dialog.right.setValue(1.5)
        dialog.down.setValue(-2)
    assert dialog.preview.pages == 1
    at.click(dialog.primary)
    kept = settings.load(at.ctx)
    assert (kept.envelope, kept.shift_right, kept.shift_down) == ("c65-h2", 1.5, -2.0)
    left, top, *_ = letters_pages.overlay("c65-h2", 1.5, -2.0).always
    at_rest = letters_pages.overlay("c65-h2").always
    assert (left - at_rest[0], top - at_rest[1]) == pytest.approx((1.5, -2.0))


def test_the_sender_stands_in_the_window_if_the_clinic_wants_it(at: Sitting) -> None:
    dialog = at.shown(EnvelopeDialog(None, at.tools))
    dialog.sender_line.setText("Avs: " + "Norra Kyrkogårdsgatan " * 5)
    assert "får inte plats" in dialog.sender_field.trouble
    assert not dialog.primary.isEnabled()
    dialog.sender_line.setText("Avs: 李, 590 30 Ekeby")
    assert "saknar 李" in dialog.sender_field.trouble
    dialog.sender_line.setText(" Avs: Box 12,  590 30 Ekeby")
    assert dialog.sender_field.trouble == ""
    at.click(dialog.primary)
    assert settings.load(at.ctx).sender_line == "Avs: Box 12, 590 30 Ekeby"
    case = at.cases[0]
    cases_record.route(at.ctx, case, Channel.LETTER)
    with PdfPreview(mailing_proposal.preview(at.ctx, at.desk.round, case)) as pdf:
        assert "Avs: Box 12, 590 30 Ekeby" in pdf.text(0)
        assert "Avs:" not in pdf.text(1)


def test_a_printer_that_feeds_askew_is_made_up_for_on_every_page(at: Sitting) -> None:
    at_rest = letters_pages.overlays(at.ctx, at.desk.round)
    settings.save(at.ctx, replace(settings.load(at.ctx), shift_right=1.5, shift_down=-2.0))
    for before, after in zip(at_rest, letters_pages.overlays(at.ctx, at.desk.round), strict=True):
        assert before is not None
        assert after is not None
        moved = (after.always[0] - before.always[0], after.always[1] - before.always[1])
        assert moved == pytest.approx((1.5, -2.0))


def test_every_page_of_a_letter_has_its_own_window(at: Sitting) -> None:
    invited, answer = letters_pages.overlays(at.ctx, at.desk.round)
    assert invited is not None
    assert answer is not None
    assert invited.folds != answer.folds


@pytest.mark.parametrize("key", ["brevinbjudan", "svarsbrev", "paminnelsebrev", "dataskydd"])
def test_lines_broken_by_hand_are_joined_and_the_letter_stays_the_same(at: Sitting, key: str) -> None:
    text = next(one for one in texts.editable(at.ctx) if one.key == key)
    dialog = opened(at, key)
    assert not dialog.unsaved
    assert dialog.source.count("\n") <= text.source.count("\n")
    pages = [letters_pages.text_page(at.ctx, key, source) for source in (text.source, dialog.source)]
    words = []
    for page in pages:
        with PdfPreview(page) as pdf:
            words.append(pdf.text(0))
    assert words[0] == words[1]


def test_links_are_printed_as_short_text(at: Sitting) -> None:
    body = "# Hej\n\nLäs på [1177](https://www.1177.se/halsosamtal/) eller https://exempel.se/om?x=1, ((namn))."
    with PdfPreview(letters_pages.text_page(at.ctx, "dataskydd", f"namn: x\nfönster: inget\n---\n{body}")) as pdf:
        printed = " ".join(pdf.text(0).split())
    assert "1177 (1177.se/halsosamtal)" in printed
    assert "exempel.se/om?x=1, Maximiliana" in printed
    assert "http" not in printed
