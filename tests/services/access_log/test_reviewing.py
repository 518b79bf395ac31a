"""What whoever reviews the access log can do with it: read, find, check, export, sample; and that this is logged."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rhs_desktop.domain.access_log.entries import Access, CopiedData, Flaw, LogEntry, TurnedBack
from rhs_desktop.domain.access_log.samples import SampleDue
from rhs_desktop.domain.errors import EntryRefused, HistoryRefused
from rhs_desktop.domain.retention import nobody
from rhs_desktop.domain.roles import Role
from rhs_desktop.exchange.access_log_overview import CountedLine, OverviewStrings, overview
from rhs_desktop.services import settings
from rhs_desktop.services.access_log import exporting, review
from rhs_desktop.services.access_log.review import LogQuery
from rhs_desktop.services.access_log.write import PendingAccess, log_access, write_looks
from rhs_desktop.services.backups import settings as backups_settings
from rhs_desktop.services.cases import record
from rhs_desktop.services.context import Context
from rhs_desktop.store import access_log
from rhs_desktop.strings.access_log import entries as strings
from tests import builders

PROTECTED = 3


@pytest.fixture
def ctx(tmp_path: Path, desk: builders.Desk) -> Iterator[Context]:
    with builders.opened(tmp_path, desk) as context:
        builders.filled(context, 4)
        record.edit_details(context, PROTECTED, builders.details(2, protected=True))
        yield context


def kinds(ctx: Context) -> list[str]:
    """The newest first."""
    return [line.kind for line in review.read(ctx, LogQuery()).lines]


def test_opening_the_log_is_logged_and_tells_what_there_is(ctx: Context) -> None:
    choices = review.enter(ctx)
    assert choices.users == ("Anna Ek",)
    assert set(choices.kinds) == {"round", "import", "edit_details", "log_read"}
    assert choices.extent.lines == 4
    assert kinds(ctx)[0] == "log_read"


def test_a_look_for_one_person_is_logged_with_that_person(ctx: Context) -> None:
    log_access(ctx, Access.OPENED, cases=[2])
    page = review.read(ctx, LogQuery(person=2))
    assert [line.kind for line in page.lines] == ["log_read", "opened", "import"]
    assert page.lines[0].people == "2"


def test_people_are_named_with_masked_numbers_and_protected_ones_not_at_all(ctx: Context) -> None:
    log_access(ctx, Access.LISTED, cases=[1, 2, PROTECTED])
    page = review.read(ctx, LogQuery(kind="listed"))
    assert {number: person.name for number, person in page.people.items()} == {1: "Karin Ek", 2: "Erik Ek", 3: ""}
    assert page.people[1].number == builders.identity(0).masked
    assert page.people[PROTECTED] == (PROTECTED, "", "", True)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("karin", [1], id="part of a name"),
        pytest.param("ek", [2, 1, 3, 4], id="several, by name"),
        pytest.param(lambda: builders.identity(1).dashed, [2], id="personnummer with a hyphen"),
        pytest.param(lambda: builders.identity(1).digits, [2], id="twelve digits"),
        pytest.param(lambda: builders.identity(1).dashed[2:], [2], id="ten digits"),
        pytest.param("ingen alls", [], id="nobody"),
        pytest.param("  ", [], id="nothing"),
    ],
)
def test_whom_a_text_may_mean(ctx: Context, typed: object, found: list[int]) -> None:
    text = typed() if callable(typed) else str(typed)
    assert sorted(one.id for one in review.find_people(ctx, text)) == sorted(found)


def test_the_newest_of_many_and_how_many_there_are(ctx: Context) -> None:
    write_looks(ctx, [PendingAccess(ctx.now, "Bo", Access.OPENED, (1,)) for _ in range(30)])
    page = review.read(ctx, LogQuery(user="Bo"), 10)
    assert (len(page.lines), page.total) == (10, 30)
    assert page.lines[0].number > page.lines[-1].number


def test_was_this_searched_for(ctx: Context) -> None:
    """The mark answers, though no search text stands in the log."""
    write_looks(ctx, [PendingAccess(ctx.now, "Bo", Access.SEARCHED, (), "Lindqvist-Ek", {"count": 0})])
    assert [line.kind for line in review.read(ctx, LogQuery(text="lindqvist ek")).lines] == ["searched"]
    assert review.read(ctx, LogQuery(text="lindqvist")).lines == ()


def test_the_check_says_how_long_the_log_is_and_is_logged(ctx: Context) -> None:
    heard: list[tuple[int, int]] = []
    verdict = review.verify(ctx, lambda done, of: heard.append((done, of)))
    assert verdict.findings == ()
    assert verdict.extent.lines == 3
    assert heard == [(0, 3)]
    assert kinds(ctx)[0] == "log_verified"


def test_the_check_finds_what_was_done_behind_the_program(ctx: Context) -> None:
    with ctx.store.logging() as db:
        db.execute("DROP TRIGGER access_log_never_delete")
        db.execute("DELETE FROM access_log WHERE id = 2")
    (finding,) = review.verify(ctx).findings[:1]
    assert (finding.flaw, finding.about) == (Flaw.MISSING, "2")


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        pytest.param(24 * 400, True, id="as if it were another year"),
        pytest.param(3, True, id="three hours"),
        pytest.param(1, False, id="the end of summer time"),
    ],
)
def test_who_looks_while_the_clock_is_ahead_is_told_of(
    ctx: Context, desk: builders.Desk, hours: int, told: bool
) -> None:
    """A sample of the last month would never draw those lines."""
    desk.tick(hours=hours)
    ahead = desk.now
    log_access(ctx, Access.OPENED, cases=[1])
    desk.tick(hours=-hours)
    log_access(ctx, Access.OPENED, cases=[2])
    verdict = review.verify(ctx)
    assert verdict.findings == ()
    assert verdict.turned_back == ((TurnedBack(5, ahead, desk.now),) if told else ())
    text = strings.verdict(verdict.findings, verdict.extent.lines, "", verdict.turned_back)
    assert ("Före rad 5 gick datorns klocka tillbaka" in text) == told


@pytest.mark.parametrize("role", [Role.RECEIVER, Role.HANDLER, Role.ADMINISTRATOR])
def test_the_log_is_for_reviewers(ctx: Context, role: Role) -> None:
    other = replace(ctx, roles=frozenset({role}))
    for refused in (
        lambda: review.enter(other),
        lambda: review.read(other, LogQuery()),
        lambda: review.verify(other),
        lambda: review.draw_sample(other, LogQuery()),
        lambda: review.due(other),
        lambda: review.find_people(other, "ek"),
    ):
        with pytest.raises(EntryRefused):
            refused()


def test_a_reviewer_alone_sees_the_log(ctx: Context) -> None:
    assert review.enter(replace(ctx, roles=frozenset({Role.REVIEWER}))).users


# ---- out as a file ---------------------------------------------------------------------------------------------------


@pytest.fixture
def nasty(ctx: Context) -> Context:
    """A user with a name that Excel would compute."""
    write_looks(ctx, [PendingAccess(ctx.now, '=HYPERLINK("http://x")', Access.OPENED, (1,))])
    return ctx


def test_the_log_as_excel(nasty: Context, tmp_path: Path) -> None:
    assert exporting.export(nasty, tmp_path / "logg.xlsx", LogQuery()) == 4
    book = load_workbook(tmp_path / "logg.xlsx")
    rows = list(book["Åtkomstlogg"].iter_rows(values_only=True))
    assert rows[0] == ("Nr", "Tid", "Användare", "Enhet", "Vad", "Antal personer", "Vem", "Mer", "Kontrollsumma")
    assert [row[0] for row in rows[1:]] == [1, 2, 3, 4]
    assert rows[4][2] == '=HYPERLINK("http://x")'
    assert book["Åtkomstlogg"]["C5"].data_type == "s"
    assert rows[4][6] == f"Karin Ek, {builders.identity(0).masked}"
    assert rows[3][6] == "Skyddade personuppgifter (nr 3)"
    assert "4 rader av 4 är med." in [row[0] for row in book["Om utdraget"].iter_rows(values_only=True)]
    assert kinds(nasty)[0] == "log_exported"


def test_the_log_is_counted_in_two_directions(ctx: Context, tmp_path: Path) -> None:
    moments = [
        ("Bo", datetime(2026, 9, 1, 8, 5)),
        ("Bo", datetime(2026, 11, 3, 8, 59)),
        ("Åsa", datetime(2026, 11, 3, 17)),
    ]
    lines = [CountedLine(at, user, "Öppnade ett ärende" if user == "Bo" else "Sökte") for user, at in moments]
    words = OverviewStrings("Översikt", ["3 rader"], "Månad", "Vad", "Timme", "Användare", "Alla")
    assert overview(lines, words) == [
        ("3 rader",),
        (),
        ("Månad",),
        ("Användare", "2026-09", "2026-10", "2026-11", "Alla"),
        ("Bo", 1, 0, 1, 2),
        ("Åsa", 0, 0, 1, 1),
        ("Alla", 1, 0, 2, 3),
        (),
        ("Vad",),
        ("Användare", "Sökte", "Öppnade ett ärende", "Alla"),
        ("Bo", 0, 2, 2),
        ("Åsa", 1, 0, 1),
        ("Alla", 1, 2, 3),
        (),
        ("Timme",),
        ("Användare", *(f"{hour:02d}" for hour in range(8, 18)), "Alla"),
        ("Bo", 2, *[0] * 9, 2),
        ("Åsa", *[0] * 9, 1, 1),
        ("Alla", 2, *[0] * 8, 1, 3),
    ]
    assert overview([], words) == [("3 rader",)]
    exporting.export(ctx, tmp_path / "logg.xlsx", LogQuery())
    sheet = load_workbook(tmp_path / "logg.xlsx")["Översikt"]
    first = [row[0] for row in sheet.iter_rows(values_only=True)]
    assert first[0] == "3 rader av 3 i loggen, från 2026-11-09 till 2026-11-09."
    assert first[2:5] == ["Rader per användare och månad", "Användare", "Anna Ek"]


def test_the_log_as_text(nasty: Context, tmp_path: Path) -> None:
    exporting.export(nasty, tmp_path / "logg.csv", LogQuery(kind="opened"))
    content = (tmp_path / "logg.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfUtdrag")
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[-2][0] == "Nr"
    assert rows[-1][2] == '\'=HYPERLINK("http://x")'


def test_no_file_without_a_line(ctx: Context, tmp_path: Path) -> None:
    with ctx.store.logging() as db:
        db.execute("DELETE FROM access_head")
    with pytest.raises(Exception, match="damaged"):
        exporting.export(ctx, tmp_path / "logg.xlsx", LogQuery())
    assert list(tmp_path.glob("*logg*")) == []


# ---- samples ---------------------------------------------------------------------------------------------------------


def test_a_sample_is_drawn_recorded_and_remembered(ctx: Context, desk: builders.Desk) -> None:
    write_looks(
        ctx, [PendingAccess(ctx.now, user, Access.OPENED, (1,)) for user in ("Bo", "Cecilia") for _ in range(20)]
    )
    wanted = LogQuery(date(2026, 11, 1), date(2026, 11, 30))
    sample = review.draw_sample(ctx, wanted, 6)
    assert len(sample.lines) == 6
    assert sample.out_of == 42
    assert {line.user for line in sample.lines} == {"Anna Ek", "Bo", "Cecilia"}
    strange = sample.lines[2].number
    desk.tick(hours=2)
    review.record_sample(ctx, sample, [strange], "Ingen vårdrelation. Se 19760101-2391.")
    (checked,) = review.samples(ctx)
    assert (checked.at, checked.user) == (desk.now, "Anna Ek")
    assert (checked.begin, checked.end) == (wanted.begin, wanted.end)
    assert (checked.size, checked.out_of, checked.deviating) == (6, 42, (strange,))
    assert checked.note == "Ingen vårdrelation. Se •••."
    assert review.verify(ctx).findings == ()


def test_the_seed_draws_the_same_sample_again(ctx: Context) -> None:
    write_looks(ctx, [PendingAccess(ctx.now, "Bo", Access.OPENED, (1,)) for _ in range(50)])
    wanted = LogQuery(end=ctx.today)
    sample = review.draw_sample(ctx, wanted, 5)
    review.record_sample(ctx, sample, ())
    again = review.draw_sample(ctx, wanted, 5, sample.seed)
    assert again.lines == sample.lines
    assert any(review.draw_sample(ctx, wanted, 5).lines != sample.lines for _ in range(5))


def test_what_deviates_is_said(ctx: Context) -> None:
    sample = review.draw_sample(ctx, LogQuery(), 1)
    with pytest.raises(HistoryRefused, match="note_missing"):
        review.record_sample(ctx, sample, [sample.lines[0].number], "  ")
    with pytest.raises(ValueError, match="of the sample"):
        review.record_sample(ctx, sample, [999], "Fel")
    assert review.samples(ctx) == ()


def test_a_sample_draws_what_says_something(ctx: Context, tmp_path_factory: pytest.TempPathFactory) -> None:
    begun = review.enter(ctx).extent.lines
    log_access(ctx, Access.LOGIN)
    log_access(ctx, Access.LISTED, cases=[1, 2], what=CopiedData.WHOLE_LIST, count=2)
    settings.save(ctx, replace(settings.load(ctx), round=None, envelope="c65-h2"))
    settings.save(ctx, replace(settings.load(ctx), mask_numbers=False))
    settings.save(ctx, replace(settings.load(ctx), searches_shown=True, idle_minutes=0))
    backups_settings.choose(ctx, replace(backups_settings.choices(ctx), workdays=3))
    backups_settings.choose(ctx, replace(backups_settings.choices(ctx), second=str(tmp_path_factory.mktemp("stick"))))
    log_access(ctx, Access.OPENED, cases=[2])
    sample = review.draw_sample(ctx, LogQuery(), 500)
    drawn = [(line.kind, line.details.get("changed")) for line in sample.lines if line.number > begun]
    assert drawn == [
        ("settings", ["mask_numbers"]),
        ("settings", ["idle_minutes", "searches_shown"]),
        ("settings", ["backups.second"]),
        ("opened", None),
    ]


def test_days_without_lines_give_no_sample(ctx: Context) -> None:
    with pytest.raises(HistoryRefused, match="nothing_to_sample"):
        review.draw_sample(ctx, LogQuery(begin=date(2030, 1, 1)))


def test_when_the_next_sample_is_due(ctx: Context, desk: builders.Desk) -> None:
    assert review.due(ctx) == SampleDue(date(2026, 12, 9), None)
    desk.now = datetime(2026, 12, 20, 9, 0)
    due = review.due(ctx)
    assert due is not None
    assert due.late(ctx.today)
    review.record_sample(ctx, review.draw_sample(ctx, LogQuery(), 3), ())
    assert review.due(ctx) == SampleDue(date(2027, 1, 20), date(2026, 12, 20))
    settings.save(ctx, replace(settings.load(ctx), sample_months=0))
    assert review.due(ctx) is None


def test_a_clock_that_was_ahead_puts_off_no_sample(ctx: Context, desk: builders.Desk) -> None:
    """One that was recorded by a wrong clock counts as of today."""
    today = desk.now
    desk.now = today.replace(year=today.year + 36)
    review.record_sample(ctx, review.draw_sample(ctx, LogQuery(), 3), ())
    desk.now = today
    assert review.due(ctx) == SampleDue(date(2026, 12, 9), today.date())


def test_an_erased_person_keeps_the_number_and_a_failed_login_has_nobody(ctx: Context) -> None:
    record.edit_details(ctx, 1, replace(nobody(1), identity=builders.identity(0)))
    with ctx.store.logging() as db:
        db.execute("UPDATE residents SET digits = ?, kind = 'reserve' WHERE id = 1", (nobody(1).identity.digits,))
        access_log.append(db, LogEntry(ctx.now, "", "", Access.FAILED_LOGIN))
    log_access(ctx, Access.OPENED, cases=[1])
    page = review.read(ctx, LogQuery(), 2)
    assert strings.who(page.lines[0], page.people) == "Gallrad person (nr 1)"
    assert strings.cells(page.lines[1], page.people)[2] == "(okänd)"
