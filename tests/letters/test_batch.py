"""Whole batches: what stands on the pages, every name, progress, cancel, and a file that is whole or absent."""

from __future__ import annotations

import errno
import io
import threading
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfgen.canvas import Canvas

from rhs_desktop.domain.errors import Cancelled, LetterWithheld
from rhs_desktop.domain.letters.clinic import Clinic, ClinicProblem, ReplyEnvelope
from rhs_desktop.domain.letters.letter_plan import Letter
from rhs_desktop.domain.people.resident import Address
from rhs_desktop.letters import batch
from rhs_desktop.letters.batch import Mailing, write_each, write_letters
from rhs_desktop.letters.envelope import Envelope
from rhs_desktop.letters.letter_text import parse_text
from rhs_desktop.letters.longest_address import worst_case
from rhs_desktop.letters.pdf.fonts import can_print
from rhs_desktop.letters.preview import PdfPreview
from rhs_desktop.letters.written_days import appointment, long_date
from tests.letters.golden import assert_golden
from tests.letters.samples import CLINIC, ENVELOPES, HOME, SAYS_ALL, TEXTS, drawn, letter, mailing

if TYPE_CHECKING:
    from typing_extensions import Buffer

HARD = {
    "short": letter(1, "Bo", "Ek"),
    "double": letter(2, "Anna-Karin Maria", "Lindström-Öberg", replace(HOME, care_of="co Åsa Ödegård")),
    "single": letter(3, "", "Sukarno"),
    "polish": letter(4, "Łukasz", "Wąsowicz-Żółć", replace(HOME, extra="Lgh 1102")),
    "turkish": letter(5, "Şükrü", "Iğdır-İnönü"),
    "balkan": letter(6, "Đorđe", "Čančar-Žužić"),
    "nordic": letter(7, "Søren", "Ærøskøbing-Þórðarson"),
    "greek": letter(
        8, "Ελένη", "Παπαδοπούλου", Address(street="Οδός 1", postcode="10552", city="Αθήνα", country="Grekland")
    ),
    "cyrillic": letter(9, "Людмила", "Щербаченко-Ющенко"),
    "long": letter(
        10,
        "Maximiliana Wilhelmina Charlotta",
        "von Essen af Zellie-Silfverschiöld",
        replace(HOME, extra="Norra flygeln"),
    ),
}


def pages_text(pdf: bytes) -> str:
    with PdfPreview(pdf) as pages:
        return "\n-- sida --\n".join(pages.text(page) for page in range(pages.pages))


@pytest.mark.parametrize("name", HARD)
def test_golden_letter(name: str) -> None:
    assert_golden(name, pages_text(drawn([HARD[name]])) + "\n")


@pytest.mark.parametrize("name", HARD)
def test_every_name_has_its_glyphs(name: str) -> None:
    one = HARD[name]
    assert can_print(one.name + "".join(one.block.lines)) == frozenset()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        pytest.param("Karin Ek", "", id="plain"),
        pytest.param("Zoe\u0308 A\u030asa", "", id="accents that came apart"),
        pytest.param("Karin\u00a0Ek\u202fÅ", "", id="odd spaces"),
        pytest.param("李小龙", "李小龙", id="Chinese"),
        pytest.param("محمد", "محد", id="Arabic"),
        pytest.param("Ek 🙂", "🙂", id="picture"),
    ],
)
def test_characters_without_glyph_are_known_before_printing(text: str, missing: str) -> None:
    assert can_print(text) == frozenset(missing)


def test_a_batch_is_each_letter_in_order() -> None:
    pdf = drawn([letter(1), letter(2, "Bo", "Åkesson"), letter(3, "Lo", "Öst")])
    with PdfPreview(pdf) as pages:
        texts = [pages.text(page) for page in range(pages.pages)]
    assert len(texts) == 6
    for first, name in ((0, "Karin Ek"), (2, "Bo Åkesson"), (4, "Lo Öst")):
        assert f"Hej {name}!" in texts[first]
        assert f"Svaret gäller {name}." in texts[first + 1]


def test_equal_batches_are_equal_files() -> None:
    batch = [letter(case) for case in range(1, 70)]
    assert drawn(batch) == drawn(batch)
    assert drawn(batch) != drawn([*batch[:-1], letter(70)])


def test_no_letter_shows_a_number_of_twelve_or_ten_digits() -> None:
    digits = "".join(
        sign if sign.isdigit() else " " for sign in pages_text(drawn(list(HARD.values()))).replace("-", "")
    )
    assert max(map(len, digits.split())) < 8


def test_a_name_is_never_read_as_markup() -> None:
    text = pages_text(drawn([letter(1, "<b>Bo</b> ((telefon))", "**Ek** &amp;")]))
    assert "Hej <b>Bo</b> ((telefon)) **Ek** &amp;!" in text


@pytest.mark.parametrize(
    ("common", "there", "absent"),
    [
        pytest.param(mailing(), "Svara gärna senast 30 november 2026.", "Sätt på", id="all is known"),
        pytest.param(mailing(reply_by=None), "Så svarar du", "Svara gärna senast", id="no last day"),
        pytest.param(
            mailing(clinic=replace(CLINIC, online="")),
            "Per telefon",
            "På nätet",
            id="no way online leaves the item out",
        ),
        pytest.param(
            mailing(clinic=replace(CLINIC, phone_hours="")), "ring 010-123 45 67.", "(vardagar", id="no hours"
        ),
        pytest.param(
            replace(mailing(), enclosed=ReplyEnvelope.UNFRANKED), "Sätt på ett frimärke.", "inget frimärke", id="stamp"
        ),
        pytest.param(
            replace(mailing(), enclosed=ReplyEnvelope.NONE),
            "Lägg svarsbrevet i ett kuvert, skriv Vårdcentralen Ekeby, Storgatan 1, 590 12 Ekeby och sätt på frimärke.",
            "svarskuvert",
            id="no envelope",
        ),
        pytest.param(
            mailing(), "Lägg svarsbrevet i svarskuvertet. Du behöver inget frimärke.", "Sätt på", id="franked"
        ),
    ],
)
def test_sentences_follow_what_the_clinic_has(common: Mailing, there: str, absent: str) -> None:
    text = " ".join(pages_text(drawn([letter()], common)).split())
    assert there in text
    assert absent not in text


def text_of(body: str) -> str:
    return f"namn: Eget\nfönster: invånare\n---\n# Rubrik\n\n{body}\n"


@pytest.mark.parametrize(
    ("common", "code", "data"),
    [
        pytest.param(
            mailing(clinic=Clinic("Vårdcentralen Ekeby")),
            "clinic_incomplete",
            {"settings": (ClinicProblem.ADDRESS_INCOMPLETE, ClinicProblem.PHONE_MISSING)},
            id="clinic without address and phone",
        ),
        pytest.param(
            mailing(texts=(parse_text("eget", text_of("Välkommen 🙂 ((namn))")),)),
            "text_glyph",
            {"text": "Eget", "characters": ("🙂",)},
            id="a text with a sign that no font prints",
        ),
        pytest.param(
            mailing(texts=(parse_text("eget", text_of("Mycket.\n\n" * 60)),)),
            "text_overflow",
            {"text": "Eget", "mm": 215.1, "case": 1},
            id="a text that is longer than the page",
        ),
    ],
)
def test_what_cannot_be_a_letter_is_refused(common: Mailing, code: str, data: dict[str, object]) -> None:
    with pytest.raises(LetterWithheld) as held:
        drawn([letter()], common)
    assert (held.value.code, held.value.data) == (code, data)


def test_a_longer_text_is_set_closer_before_it_is_refused() -> None:
    longer = TEXTS["brevinbjudan"].source + "\n\nEn rad till.\n\nOch en till.\n\nOch en sista.\n"
    text = pages_text(drawn([letter()], mailing(texts=(parse_text("brevinbjudan", longer),))))
    assert "Och en sista." in text


def test_an_address_that_nobody_measured_stops_the_batch() -> None:
    wide = letter(4, address=replace(HOME, street="Norra Kyrkogårdsgatan " * 4))
    with pytest.raises(LetterWithheld) as held:
        drawn([wide])
    assert (held.value.code, held.value.data["case"]) == ("address_misfit", 4)


def test_a_batch_of_nobody_is_refused() -> None:
    with pytest.raises(LetterWithheld) as held:
        drawn([])
    assert held.value.code == "no_letters"


def batch_of(count: int) -> list[Letter]:
    return [letter(case) for case in range(1, count + 1)]


def test_progress_is_told_after_each_letter(tmp_path: Path) -> None:
    told: list[tuple[int, int, bool]] = []
    written = write_letters(tmp_path / "brev.pdf", batch_of(3), mailing(), progress=lambda *how: told.append(how))
    assert told == [
        *((9, 30, False), (18, 30, False), (27, 30, False)),
        *((27, 30, True), (28, 30, True), (29, 30, True), (30, 30, True)),
    ]
    assert (written.letters, written.pages, written.path) == (3, 6, tmp_path / "brev.pdf")
    assert written.texts == {text.key: text.fingerprint for text in mailing().texts}


@pytest.fixture
def parts_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "IN_ONE_FILE", 3)


@pytest.mark.usefixtures("parts_of_three")
def test_a_large_batch_is_files_that_follow_on_each_other(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    written = write_letters(
        tmp_path / "brev.pdf", batch_of(7), mailing(), progress=lambda done, total, _: told.append((done, total))
    )
    drawn_and_saved = [9, 18, 27, 27, 28, 29, 30, 39, 48, 57, 57, 58, 59, 60, 69, 69, 70]
    assert told == [(done, 70) for done in drawn_and_saved]
    assert written.paths == tuple(tmp_path / f"brev-{part}.pdf" for part in (1, 2, 3))
    assert (written.path, written.letters, written.pages) == (tmp_path / "brev-1.pdf", 7, 14)
    assert sorted(tmp_path.iterdir()) == sorted(written.paths)
    pages = []
    for path in written.paths:
        with PdfPreview(path) as pdf:
            pages.append(pdf.pages)
    assert pages == [6, 6, 2]


@pytest.mark.usefixtures("parts_of_three")
@pytest.mark.parametrize("stop", [0, 9, 27, 28, 29, 39, 57, 59, 78, 79])
def test_several_files_appear_together_or_not_at_all(tmp_path: Path, stop: int) -> None:
    done = 0

    def count(now: int, total: int, saving: bool) -> None:
        nonlocal done
        done = now

    with pytest.raises(Cancelled):
        write_letters(tmp_path / "brev.pdf", batch_of(8), mailing(), progress=count, cancelled=lambda: done == stop)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("parts_of_three")
def test_where_the_second_name_cannot_be_taken_the_first_is_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_file = Path.replace

    def refuse_the_second(self: Path, target: Path) -> Path:
        if target.name == "brev-2.pdf":
            raise PermissionError(errno.EACCES, "open elsewhere")
        return replace_file(self, target)

    monkeypatch.setattr(Path, "replace", refuse_the_second)
    with pytest.raises(LetterWithheld) as held:
        write_letters(tmp_path / "brev.pdf", batch_of(7), mailing())
    assert held.value.code == "file_in_use"
    assert list(tmp_path.iterdir()) == []


def test_avbryt_is_heard_while_the_file_is_saved(tmp_path: Path) -> None:
    done = 0

    def count(now: int, total: int, saving: bool) -> None:
        nonlocal done
        done = now

    with pytest.raises(Cancelled):
        write_letters(tmp_path / "brev.pdf", batch_of(5), mailing(), progress=count, cancelled=lambda: done == 47)
    assert list(tmp_path.iterdir()) == []


def test_nobody_waits_for_the_end_of_saving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ReportLab does after the last element asks nobody; here it lasts until the test lets it go on."""
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def slow(_: Canvas) -> bytes:
        begun.set()
        go_on.wait(30)
        ended.set()
        return b"%PDF-1.7 whole"

    monkeypatch.setattr(Canvas, "getpdfdata", slow)
    target = tmp_path / "brev.pdf"
    target.write_bytes(b"the old one")
    with pytest.raises(Cancelled):
        write_letters(target, batch_of(2), mailing(), cancelled=begun.is_set)
    assert not ended.is_set()
    go_on.set()
    assert ended.wait(30)
    assert target.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [target]


def test_a_cancelled_batch_leaves_no_file_and_an_old_one_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "brev.pdf"
    target.write_bytes(b"the old one")
    done = 0

    def count(now: int, total: int, saving: bool) -> None:
        nonlocal done
        done = now

    with pytest.raises(Cancelled):
        write_letters(target, batch_of(9), mailing(), progress=count, cancelled=lambda: done == 36)
    assert done == 36
    assert target.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("target", ["ingen/brev.pdf", "fil/brev.pdf"])
def test_a_folder_that_is_gone_is_told(tmp_path: Path, target: str) -> None:
    (tmp_path / "fil").write_text("a file where a folder should be")
    with pytest.raises(LetterWithheld) as held:
        write_letters(tmp_path / target, batch_of(1), mailing())
    assert held.value.code == "folder_missing"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        pytest.param(OSError(errno.ENOSPC, "full"), "disk_full", id="disk full"),
        pytest.param(PermissionError(errno.EACCES, "open elsewhere"), "file_in_use", id="open in another program"),
        pytest.param(OSError(errno.EIO, "cable"), "write_failed", id="anything else"),
    ],
)
def test_the_computers_trouble_is_told_apart_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str
) -> None:
    target = tmp_path / "brev.pdf"
    target.write_bytes(b"the old one")

    def refuse(self: Path, target: Path) -> Path:
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(LetterWithheld) as held:
        write_letters(target, batch_of(1), mailing())
    assert held.value.code == code
    assert held.value.data == {"name": "brev.pdf", "folder": str(tmp_path)}
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == [target]
    assert target.read_bytes() == b"the old one"


class FullAfter(io.FileIO):
    """A file on a disk that is full after some bytes."""

    left = 20_000

    def write(self, data: Buffer) -> int:
        self.left -= len(memoryview(data))
        if self.left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


def test_a_disk_that_fills_up_while_saving_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "open", lambda path, mode: FullAfter(path, mode))
    with pytest.raises(LetterWithheld) as held:
        write_letters(tmp_path / "brev.pdf", batch_of(20), mailing())
    assert held.value.code == "disk_full"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("at", "said"),
    [
        pytest.param(time(9, 5), "torsdag 12 november 2026 klockan 09.05", id="with the clock"),
        pytest.param(None, "torsdag 12 november 2026", id="the day alone"),
    ],
)
def test_a_booked_time_as_in_a_letter(at: time | None, said: str) -> None:
    assert appointment(date(2026, 11, 12), at) == said


def test_dates_are_written_as_in_a_letter() -> None:
    assert [long_date(date(2026, month, 9)) for month in (1, 11)] == ["9 januari 2026", "9 november 2026"]


@pytest.mark.parametrize("outer", ENVELOPES, ids=lambda one: one.key)
@pytest.mark.parametrize("enclosed", ReplyEnvelope)
def test_the_shipped_texts_hold_the_worst_case_in_every_envelope(outer: Envelope, enclosed: ReplyEnvelope) -> None:
    worst = worst_case(outer)
    assert worst.block.lines
    for key in TEXTS:
        common = mailing(texts=(TEXTS[key],), clinic=SAYS_ALL, outer=outer, reply=outer)
        with PdfPreview(drawn([worst], replace(common, enclosed=enclosed))) as pages:
            assert pages.pages == 1


def test_on_both_sides_the_reply_is_a_sheet_of_its_own() -> None:
    texts = (TEXTS["brevinbjudan"], TEXTS["dataskydd"], TEXTS["svarsbrev"])
    for chosen, first_words in (
        (texts, ["Vårdcentralen", "Vårdcentralen", "Så", ""]),
        ((texts[0], texts[2]), ["Vårdcentralen", "", "Så", ""]),
        ((texts[0],), ["Vårdcentralen", ""]),
    ):
        with PdfPreview(drawn(batch_of(2), replace(mailing(texts=chosen), duplex=True))) as pages:
            starts = [pages.text(page).partition(" ")[0] for page in range(pages.pages)]
        assert starts == first_words * 2


def test_one_file_a_letter_named_by_its_code(tmp_path: Path) -> None:
    written = write_each(tmp_path / "brev", batch_of(3), mailing())
    names = sorted(path.name for path in (tmp_path / "brev").iterdir())
    assert names == sorted(f"brev-{one.code}.pdf" for one in batch_of(3))
    assert (written.letters, written.pages) == (3, 6)
    with pytest.raises(LetterWithheld) as held:
        write_each(tmp_path / "brev", batch_of(1), mailing())
    assert held.value.code == "folder_exists"


def test_cancelling_leaves_no_folder(tmp_path: Path) -> None:
    done: list[int] = []
    with pytest.raises(Cancelled):
        write_each(
            tmp_path / "brev",
            batch_of(3),
            mailing(),
            progress=lambda now, total, _: done.append(now),
            cancelled=lambda: len(done) == 2,
        )
    assert list(tmp_path.iterdir()) == []
