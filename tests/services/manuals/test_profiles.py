"""The manuals that come with the program, and a folder of the clinic's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from rhs_desktop.domain.codes import Answer, RecipientOutcome
from rhs_desktop.domain.errors import ProfileInvalid
from rhs_desktop.domain.manuals.checks import NotAsAgreed
from rhs_desktop.domain.manuals.manual import Closing, Profile, TickEffect
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus
from rhs_desktop.paths import resources_dir
from rhs_desktop.services.manual_files import DEFAULT_PROFILE, load_profile, load_profiles, profiles_dir

PHONE_YES = "Ja, jag vill ha ett hälsosamtal och vill bli uppringd för att få en tid."
WEB_YES_SELF = "Ja, jag vill ha ett hälsosamtal och vill boka in tiden själv."
WEB_YES_CALL = "Ja, jag vill ha ett hälsosamtal men vill bli uppringd för att få en tid."
NO = "Nej, jag vill inte ha något hälsosamtal."


@pytest.fixture
def newer() -> Profile:
    return load_profile(profiles_dir() / "rhs-004.toml")


@pytest.fixture
def older() -> Profile:
    return load_profile(profiles_dir() / "rhs-2023.toml")


@pytest.fixture
def copied(tmp_path: Path) -> Callable[..., Path]:
    """Writes a clinic's own profile: a shipped one with texts replaced."""

    def write(name: str, *changes: tuple[str, str], base: str = "rhs-004") -> Path:
        text = (profiles_dir() / f"{base}.toml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        file = tmp_path / f"{name}.toml"
        file.write_text(text, encoding="utf-8", newline="")
        return file

    return write


def refused(file: Path) -> ProfileInvalid:
    with pytest.raises(ProfileInvalid) as caught:
        load_profile(file)
    return caught.value


# ---- what the manuals say -------------------------------------------------------------------------------------------


def test_both_manuals_come_with_the_program_and_the_newer_is_the_default() -> None:
    profiles = load_profiles()
    assert list(profiles.usable) == ["rhs-004", "rhs-2023"]
    assert profiles.refused == ()
    assert profiles.default is profiles["rhs-004"]
    assert (profiles["rhs-2023"].year, profiles.default.year) == (2023, None)


@pytest.mark.parametrize("name", ["rhs-004", "rhs-2023"])
def test_a_profile_s_file_bears_its_id(name: str) -> None:
    assert load_profile(profiles_dir() / f"{name}.toml").id == name


@pytest.mark.parametrize("name", ["rhs-004", "rhs-2023"])
def test_the_answers_word_for_word(name: str) -> None:
    profile = load_profiles()[name]
    answers = {
        template.key: [(answer.key, answer.text) for answer in template.answers] for template in profile.templates
    }
    assert answers == {
        "phone": [(Answer.YES_CALL, PHONE_YES), (Answer.NO, NO)],
        "web": [(Answer.YES_BOOK_SELF, WEB_YES_SELF), (Answer.YES_CALL, WEB_YES_CALL), (Answer.NO, NO)],
    }
    assert {template.key: template.needs_web_times for template in profile.templates} == {"phone": False, "web": True}


def test_the_newer_manual_s_public_names_differ_by_one_word(newer: Profile) -> None:
    assert [(template.public_name, template.internal_name) for template in newer.templates] == [
        ("Inbjudan – Välkommen på hälsosamtal", "Inbjudan hälsosamtal via telefon"),
        ("Inbjudan – Välkommen på ett hälsosamtal", "Inbjudan hälsosamtal med webbtider"),
    ]


def test_the_older_manual_s_templates_share_their_public_name(older: Profile) -> None:
    assert {template.public_name for template in older.templates} == {"Inbjudan – Välkommen till hälsosamtal"}
    assert [template.listed_as for template in older.templates] == [
        "Inbjudan – Välkommen till hälsosamtal – Inbjudan hälsosamtal via telefon",
        "Inbjudan – Välkommen till hälsosamtal – Inbjudan hälsosamtal med webbtider",
    ]


HANDLINGS = [
    pytest.param(
        "rhs-004",
        Answer.YES_CALL,
        [
            (
                "Inför ditt hälsosamtal ska du fylla i följande formulär",
                Closing.ANSWER_AND_CLOSE,
                ["call", "tell_form", "reply_form", "close", "order_samples"],
            ),
            (
                "Vi ringer upp dig för att komma överens om en tid för ditt hälsosamtal.",
                Closing.ANSWER_AND_CLOSE,
                ["reply_call_back", "close", "call", "send_form", "order_samples"],
            ),
        ],
        id="004: both orders of a call",
    ),
    pytest.param(
        "rhs-004",
        Answer.YES_BOOK_SELF,
        [
            (
                "Välkommen på ett hälsosamtal. Inför hälsosamtalet ska du följa de här 3 stegen",
                Closing.ANSWER_AND_CLOSE,
                ["web_times", "booking_basis", "booking_date", "order_samples", "reply_three_steps", "close"],
            )
        ],
        id="004: books alone",
    ),
    pytest.param(
        "rhs-004",
        Answer.NO,
        [
            (
                "Hej! Tack för ditt svar, vi har noterat att du har tackat nej till hälsosamtal.",
                Closing.ANSWER_AND_CLOSE,
                ["reply_declined", "close"],
            )
        ],
        id="004: no",
    ),
    pytest.param(
        "rhs-2023",
        Answer.YES_CALL,
        [
            (
                "Vi ringer upp dig för att komma överens om en tid för ditt hälsosamtal",
                Closing.ANSWER,
                ["reply_call_back", "close", "call", "order_samples"],
            )
        ],
        id="2023: a call",
    ),
    pytest.param(
        "rhs-2023",
        Answer.YES_BOOK_SELF,
        [
            (
                "Du bokar själv en tid via Boka tid direkt",
                Closing.ANSWER,
                ["web_times", "booking_basis", "booking_date", "order_samples", "reply_book_self", "close"],
            )
        ],
        id="2023: books alone",
    ),
    pytest.param("rhs-2023", Answer.NO, [("", Closing.CLOSE_WITHOUT_ANSWER, ["close"])], id="2023: no"),
]


@pytest.mark.parametrize(("name", "answer", "expected"), HANDLINGS)
def test_how_an_answer_is_handled(name: str, answer: Answer, expected: list[tuple[str, Closing, list[str]]]) -> None:
    handlings = load_profiles()[name].handlings_for(answer)
    assert [(one.reply, one.closing, [step.key for step in one.steps]) for one in handlings] == expected


@pytest.mark.parametrize("name", ["rhs-004", "rhs-2023"])
def test_the_booking_basis_names_the_service_to_paste_and_today(name: str) -> None:
    (handling,) = load_profiles()[name].handlings_for(Answer.YES_BOOK_SELF)
    steps = {step.key: step for step in handling.steps}
    assert steps["booking_basis"].act is TickEffect.BOOKING_BASIS
    assert steps["booking_basis"].copy == "Prevention|Screening|Hälsosamtal"
    assert "75 minuter" in steps["booking_basis"].text
    assert steps["booking_date"].copy == "((dagens datum))"
    assert "Bev/Bok datum" in steps["booking_date"].text


@pytest.mark.parametrize("name", ["rhs-004", "rhs-2023"])
def test_the_day_counts_and_sizes_of_the_manuals(name: str) -> None:
    profile = load_profiles()[name]
    days = profile.days
    assert (days.automatic_reminder, days.manual_reminder, days.closes) == (5, 5 + 7, 30)
    assert (days.answer_workdays, days.own_booking, days.visit_check_workdays) == (2, 60, 1)
    assert (profile.batch.one_by_one, profile.batch.from_file) == (25, 250)


def test_samples_enclosures_and_the_phone_notice_differ(newer: Profile, older: Profile) -> None:
    assert newer.samples == ("fp-glukos", "fp-lipidstatus")
    assert older.samples == ("Prover i ROS",)
    assert newer.letter.enclosures == ("Inbjudan", "Svarsbrev")
    assert older.letter.enclosures == ("Inbjudan", "Svarsbrev", "Frankerat kuvert med vårdcentralens adress")
    assert (newer.letter.franked_reply_envelope, older.letter.franked_reply_envelope) == (True, True)
    assert "letter.franked_reply_envelope" in newer.own
    assert older.origin("letter.franked_reply_envelope") == "Manual 2023"
    assert newer.phone_notice.name == "Inbjudan telefon avgiftsfritt"
    assert older.phone_notice.name == "Inbjudan telefon avgiftsfritt 2023"


@pytest.mark.parametrize("name", ["rhs-004", "rhs-2023"])
def test_the_letters_words_are_among_the_resources(name: str) -> None:
    texts = load_profiles()[name].letter.texts
    assert [(resources_dir() / "letters" / f"{text}.md").is_file() for text in texts] == [True, True]


@pytest.mark.parametrize("name", ["rhs-004", "rhs-2023"])
def test_names_that_are_looked_for_in_1177_and_cosmic(name: str) -> None:
    profile = load_profiles()[name]
    assert profile.reminder.name == "Du missar väl inte ditt hälsosamtal"
    assert profile.data_protection.name == "Hur skyddas mina data?"
    assert profile.form.name == "Frågor inför hälsosamtalet"
    assert "20 minuter" in profile.form.note
    assert profile.documentation.name == "Riktat hälsosamtal primärvården"
    assert "kontaktorsak" in profile.documentation.note
    assert profile.roles == ("Ärendemottagare", "Ärendehanterare")


@pytest.mark.parametrize("name", ["rhs-004", "rhs-2023"])
def test_the_visit_has_the_manual_s_eleven_steps_and_ends_with_documentation(name: str) -> None:
    profile = load_profiles()[name]
    assert len(profile.visit) == 11
    assert [step.act for step in profile.visit] == [TickEffect.TICK] * 10 + [TickEffect.DOCUMENTED]
    assert [step.act for step in profile.before_visit] == [
        TickEffect.SAMPLES_TAKEN,
        TickEffect.FORM_ANSWERED,
        TickEffect.VISIT_REMINDED,
    ]


@pytest.mark.parametrize("name", ["rhs-004", "rhs-2023"])
def test_1177_s_words_tell_what_happened(name: str) -> None:
    portal = load_profiles()[name].portal
    assert {status.text: status.status for status in portal.statuses} == {
        "Fråga till invånare": PortalStatus.UNREAD,
        "Tilldelat (fråga till invånare, läst av invånare)": PortalStatus.READ,
        "Tilldelat (svar från invånare)": PortalStatus.ANSWERED,
        "Fördelat (svar från invånare)": PortalStatus.ANSWERED,
        "Avslutat": PortalStatus.CLOSED,
    }
    assert Counter(notice.outcome for notice in portal.notices) == {
        RecipientOutcome.NOTIFIED: 2,
        RecipientOutcome.NO_NOTIFICATION: 1,
    }
    assert [layout[0] for layout in portal.layouts] == ["Datum", "Uppdaterat"]


def test_the_older_manual_shows_its_replies_in_full(older: Profile, newer: Profile) -> None:
    replies = {handling.reply for handling in older.handlings} - {""}
    assert {reply.name for reply in older.replies} == replies
    assert older.reply_text("Du bokar själv en tid via Boka tid direkt").startswith("Välkommen på ett hälsosamtal\n")
    assert newer.reply_text(newer.handlings[0].reply) == ""


# ---- files ----------------------------------------------------------------------------------------------------------


def test_a_clinic_s_own_profile_stands_beside_the_shipped_ones(copied: Callable[..., Path]) -> None:
    file = copied("ekeby", ('id = "rhs-004"', 'id = "ekeby"'), ("letter_reply = 21", "letter_reply = 28"))
    profiles = load_profiles(file.parent)
    assert list(profiles.usable) == ["rhs-004", "rhs-2023", "ekeby"]
    assert profiles["ekeby"].days.letter_reply == 28
    assert profiles.default.days.letter_reply == 21


def test_a_broken_profile_of_the_clinic_is_told_of_and_stops_nothing(copied: Callable[..., Path]) -> None:
    good = copied("b", ('id = "rhs-004"', 'id = "b"'))
    copied("a", ('id = "rhs-004"', 'id = "a"'), ("closes = 30", "closes = 3"))
    profiles = load_profiles(good.parent)
    assert list(profiles.usable) == ["rhs-004", "rhs-2023", "b"]
    (error,) = profiles.refused
    assert (error.key, error.data["file"], error.data["key"]) == (
        "profile.out_of_order",
        "a.toml",
        "days.manual_reminder",
    )


def test_a_clinic_cannot_take_the_place_of_a_shipped_profile(copied: Callable[..., Path]) -> None:
    file = copied("ekeby", ("letter_reply = 21", "letter_reply = 28"))
    profiles = load_profiles(file.parent)
    assert profiles.default.days.letter_reply == 21
    assert [(error.code, error.data["found"]) for error in profiles.refused] == [
        (NotAsAgreed.ID_TAKEN, DEFAULT_PROFILE)
    ]


def test_a_folder_that_does_not_exist_holds_no_profiles(tmp_path: Path) -> None:
    assert list(load_profiles(tmp_path / "nowhere").usable) == ["rhs-004", "rhs-2023"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
def test_a_file_saved_in_notepad_is_read(tmp_path: Path, newer: Profile, newline: str, mark: bytes) -> None:
    text = (profiles_dir() / "rhs-004.toml").read_text(encoding="utf-8")
    file = tmp_path / "egen.toml"
    file.write_bytes(mark + text.replace("\n", newline).encode())
    assert load_profile(file) == newer


def test_toml_that_cannot_be_read_says_the_line(copied: Callable[..., Path]) -> None:
    file = copied("egen", ("closes = 30", "closes: 30"))
    line = file.read_text(encoding="utf-8").splitlines().index("closes: 30") + 1
    error = refused(file)
    assert error.key == "profile.not_toml"
    assert error.data["expected"] == (str(line), "7")


def test_a_key_given_twice_is_refused(copied: Callable[..., Path]) -> None:
    error = refused(copied("egen", ("closes = 30", "closes = 30\ncloses = 31")))
    assert error.key == "profile.not_toml"


def test_another_encoding_says_the_line(copied: Callable[..., Path]) -> None:
    file = copied("egen")
    lines = file.read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(lines, 1) if not line.isascii())
    file.write_bytes("\n".join(lines).encode("cp1252"))
    error = refused(file)
    assert (error.key, error.data["found"], error.data["expected"]) == (
        "profile.unreadable",
        "encoding",
        (str(first),),
    )


def test_a_file_that_is_gone_is_an_expected_error(tmp_path: Path) -> None:
    error = refused(tmp_path / "borta.toml")
    assert (error.key, error.data["file"], error.data["found"]) == (
        "profile.unreadable",
        "borta.toml",
        "FileNotFoundError",
    )


def test_nesting_without_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "djup.toml"
    file.write_text("a = " + "[" * 100_000, encoding="utf-8")
    assert refused(file).key == "profile.not_toml"


def test_an_empty_file_misses_everything(tmp_path: Path) -> None:
    file = tmp_path / "tom.toml"
    file.touch()
    error = refused(file)
    assert error.key == "profile.missing_key"
    assert error.data["key"] == "id"
