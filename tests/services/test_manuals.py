"""The clinic's own manuals on real files and a real database: new cases follow the new one, old ones keep theirs."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.errors import ExpectedError, HistoryRefused, ProfileInvalid, ProfileMissing
from rhs_desktop.domain.mailing import HoldReason
from rhs_desktop.domain.pathway import Step
from rhs_desktop.domain.profile_checks import NotAsAgreed
from rhs_desktop.domain.profile_diff import Kind
from rhs_desktop.domain.profile_edit import Draft
from rhs_desktop.domain.sending import Hold
from rhs_desktop.exchange.writing import FileUnwritable
from rhs_desktop.paths import own_profiles_dir
from rhs_desktop.services import (
    handover,
    importing,
    mailing,
    manuals,
    overview,
    practice_people,
    reminding,
    sending,
    settings,
    undoing,
    verifying,
)
from rhs_desktop.services.acts import Done
from rhs_desktop.services.opening import open_workplace
from rhs_desktop.services.profiles import load_profile
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import lines, people
from tests import builders

Put = Callable[..., manuals.Saved]
NAME = "Ekebys manual"


@contextmanager
def sitting(data: Path, desk: builders.Desk) -> Iterator[Workplace]:
    """The clinic's data as the program opens them: begun anew each time."""
    w = open_workplace(data, user="Anna Ek", clock=lambda: desk.now, create=True)
    try:
        yield w
    finally:
        w.store.close()


@pytest.fixture
def desk() -> builders.Desk:
    return builders.Desk()


@pytest.fixture
def w(tmp_path: Path, desk: builders.Desk) -> Iterator[Workplace]:
    with sitting(tmp_path, desk) as workplace:
        yield workplace


def own(w: Workplace, name: str = NAME) -> str:
    return manuals.copy(w, "rhs-004", name).profile.id


def changed(w: Workplace, profile: str, days: int = 10, **more: int) -> manuals.Saved:
    draft = manuals.draft(w, profile).put("days.manual_reminder", days)
    for key, value in more.items():
        draft = draft.put(f"days.{key}", value)
    return manuals.save(w, draft)


def file_of(w: Workplace, profile: str) -> Path:
    return own_profiles_dir(w.store.path.parent) / f"{profile}.toml"


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(HistoryRefused) as caught:
        act()
    return caught.value.code


def step(w: Workplace, case: int) -> Step:
    found = overview.case_view(w, case).step
    assert isinstance(found, Step)
    return found


def last_act(w: Workplace) -> lines.ActRecord:
    with w.store.reading() as db:
        return lines.latest(db, 1)[0]


# ---- copying and changing -------------------------------------------------------------------------------------------


def test_a_copy_asks_the_same_and_is_a_file_that_people_can_read(w: Workplace) -> None:
    saved = manuals.copy(w, "rhs-004", "  Ekebys manual ")
    assert (saved.profile.id, saved.profile.name, saved.profile.based_on) == ("ekebys-manual", NAME, "rhs-004")
    (only,) = manuals.preview(w, w.profiles["rhs-004"], saved.profile).differences
    assert (only.kind, only.key) == (Kind.CHANGED, "name")
    written = file_of(w, "ekebys-manual").read_text(encoding="utf-8")
    assert 'name = "Ekebys manual"' in written
    assert tomllib.loads(written)["days"]["closes"] == 30
    assert load_profile(file_of(w, "ekebys-manual")) == saved.profile == w.profiles["ekebys-manual"]


def test_a_change_of_an_unused_manual_is_kept_in_its_own_file(w: Workplace) -> None:
    first = own(w)
    saved = changed(w, first)
    assert (saved.profile.id, saved.new_version) == (first, False)
    assert load_profile(file_of(w, first)).days.manual_reminder == 10
    act = last_act(w)
    assert (act.kind, act.user, act.details["keys"]) == ("manual", "Anna Ek", ["days.manual_reminder"])


def test_a_manual_in_use_becomes_a_new_version_and_stays_as_it_is(w: Workplace) -> None:
    first = own(w)
    builders.add_round(w, profile=first)
    before = file_of(w, first).read_bytes()
    saved = changed(w, first)
    assert (saved.profile.id, saved.profile.version, saved.profile.based_on) == (f"{first}-2", 2, first)
    assert saved.new_version
    assert w.profiles[first].days.manual_reminder == 12
    assert file_of(w, first).read_bytes() == before
    again = changed(w, first, days=9)
    assert again.profile.id == f"{first}-3"


@pytest.mark.parametrize(
    ("act", "code"),
    [
        pytest.param(lambda w: manuals.draft(w, "rhs-004"), "manual_shipped", id="change the program's own"),
        pytest.param(lambda w: manuals.draft(w, "nobody"), "profile_missing", id="change what is not there"),
        pytest.param(lambda w: manuals.copy(w, "nobody", "X"), "profile_missing", id="copy what is not there"),
        pytest.param(lambda w: manuals.copy(w, "rhs-004", " "), "manual_name_missing", id="no name"),
        pytest.param(
            lambda w: manuals.copy(w, "rhs-2023", "riktade hälsosamtal (RHS)"), "manual_name_taken", id="a name taken"
        ),
        pytest.param(lambda w: manuals.remove(w, "rhs-004"), "manual_shipped", id="take away the program's own"),
        pytest.param(lambda w: manuals.use(w, 1, "rhs-004"), "unknown_round", id="use in no round"),
    ],
)
def test_what_cannot_be_done_is_refused(w: Workplace, act: Callable[[Workplace], object], code: str) -> None:
    assert refused(lambda: act(w)) == code


def test_a_new_version_may_keep_its_name_but_take_no_other_s(w: Workplace) -> None:
    first, other = own(w), own(w, "Annans")
    builders.add_round(w, profile=first)
    assert changed(w, first).profile.name == NAME
    draft = manuals.draft(w, first).put("name", "annans")
    assert refused(lambda: manuals.save(w, draft)) == "manual_name_taken"
    assert other in w.profiles


def test_a_draft_that_is_wrong_is_not_saved(w: Workplace) -> None:
    first = own(w)
    before = file_of(w, first).read_bytes()
    with pytest.raises(ProfileInvalid) as caught:
        changed(w, first, days=30)
    assert caught.value.code == NotAsAgreed.OUT_OF_ORDER
    assert (file_of(w, first).read_bytes(), w.profiles[first].days.manual_reminder) == (before, 12)


def test_a_file_that_cannot_be_written_leaves_everything_as_it_was(
    w: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = own(w)
    before = file_of(w, first).read_bytes()
    act = last_act(w).id

    def full(path: Path, target: Path) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FileUnwritable):
        changed(w, first)
    assert last_act(w).id == act
    assert (file_of(w, first).read_bytes(), w.profiles[first].days.manual_reminder) == (before, 12)
    assert [file.name for file in file_of(w, first).parent.iterdir()] == [f"{first}.toml"]


def test_an_unused_manual_can_be_taken_away_and_a_used_one_cannot(w: Workplace) -> None:
    gone, stays, chosen = own(w), own(w, "Används"), own(w, "Vald")
    builders.add_round(w, profile=stays)
    settings.save(w, settings.Settings(profile=chosen))
    manuals.remove(w, gone)
    assert (gone in w.profiles, file_of(w, gone).exists()) == (False, False)
    assert refused(lambda: manuals.remove(w, stays)) == "manual_in_use"
    assert refused(lambda: manuals.remove(w, chosen)) == "manual_default"


def test_the_list_says_who_follows_which(w: Workplace) -> None:
    cases = builders.filled(w, 3)
    first = own(w)
    builders.happened(w, cases[0], ev.CosmicChecked(on=w.today, result=ev.Eligibility.NOT_LISTED))
    manuals.use(w, 1, first)
    found = {one.profile.id: one for one in manuals.manuals(w)}
    assert list(found) == ["rhs-004", "rhs-2023", first]
    old, new = found["rhs-004"], found[first]
    assert (old.shipped, old.used, old.default, old.rounds, old.open, old.finished) == (True, True, True, (), 2, 1)
    assert (new.shipped, new.used, [one.id for one in new.rounds], new.open) == (False, True, [1], 0)


# ---- new cases and old ----------------------------------------------------------------------------------------------


def invite(w: Workplace, case: int) -> Done:
    return builders.happened(w, case, builders.checked_in_cosmic(w.today), builders.invited(w.today))


def import_one(w: Workplace, number: int) -> int:
    """A list with one more person on it; the number of the new case."""
    done = builders.import_people(w, 1, [builders.details(number)]).done
    return max(done.cases)


def test_new_cases_of_a_round_follow_the_new_manual_and_old_ones_keep_theirs(
    tmp_path: Path, desk: builders.Desk
) -> None:
    with sitting(tmp_path, desk) as w:
        (old,) = builders.filled(w, 1)
        first = own(w)
        draft = manuals.draft(w, first).put("days.manual_reminder", 10).remove_step("handlings[1].steps", 2)
        manuals.save(w, draft, use_in=[1])
        new = import_one(w, 5)
        invite(w, old)
        invite(w, new)
        days = {old: 14, new: 10}  # day 12 is a Saturday
        assert {case: (step(w, case).due - w.today).days for case in (old, new)} == days
    with sitting(tmp_path, desk) as w:
        assert [w.store.profile_of(case) for case in (old, new)] == ["rhs-004", first]
        assert {case: (step(w, case).due - w.today).days for case in (old, new)} == days
        due = {row.case: row.due for row in overview.load_rows(w)}
        assert due == {case: w.today + timedelta(days=count) for case, count in days.items()}
        texts = [[one.key for one in w.profiles[key].handlings[0].steps] for key in ("rhs-004", first)]
        assert (len(texts[0]), len(texts[1]), "tell_form" in texts[1]) == (5, 4, False)
        assert verifying.verify(w) == ()


def test_the_switch_can_be_taken_back_and_those_who_came_between_keep_what_they_got(w: Workplace) -> None:
    builders.filled(w, 1)
    first = own(w)
    done = manuals.use(w, 1, first)
    between = import_one(w, 5)
    plan = undoing.plan_undo(w, done.act)
    assert plan.possible
    undoing.undo(w, done.act)
    after = import_one(w, 6)
    assert [w.store.profile_of(case) for case in (between, after)] == [first, "rhs-004"]
    undoing.redo(w, done.act)
    assert overview.rounds(w)[0].profile == first


def test_saving_and_using_at_once_is_one_act(w: Workplace) -> None:
    builders.filled(w, 1)
    saved = manuals.save(w, manuals.draft(w, own(w)), use_in=[1])
    assert (last_act(w).id, last_act(w).kind) == (saved.done.act, "use_manual")
    assert overview.rounds(w)[0].profile == saved.profile.id
    undoing.undo(w, saved.done.act)
    assert overview.rounds(w)[0].profile == "rhs-004"


def test_the_manual_that_a_round_already_has_is_no_switch(w: Workplace) -> None:
    builders.filled(w, 1)
    assert refused(lambda: manuals.use(w, 1, "rhs-004")) == "manual_same"


def test_the_preview_tells_who_keeps_what(w: Workplace) -> None:
    cases = builders.filled(w, 4)
    invite(w, cases[0])
    builders.happened(w, cases[1], ev.CosmicChecked(on=w.today, result=ev.Eligibility.DECEASED))
    saved = changed(w, own(w))
    found = manuals.preview(w, w.profiles["rhs-004"], saved.profile)
    (keeping,) = found.keeping
    assert (keeping.profile, keeping.open, keeping.before_invitation, keeping.finished) == ("rhs-004", 3, 2, 1)
    assert [one.id for one in found.rounds] == [1]
    assert {one.key for one in found.differences} == {"name", "days.manual_reminder"}
    assert len(found.shifts) == 2
    manuals.use(w, 1, saved.profile.id)
    import_one(w, 6)
    later = manuals.preview(w, saved.profile, w.profiles["rhs-2023"], round_id=1)
    assert {one.profile: one.open for one in later.keeping} == {"rhs-004": 3, saved.profile.id: 1}


# ---- invitations under two manuals in one round ---------------------------------------------------------------------


def test_each_is_invited_under_the_manual_that_the_case_has(w: Workplace) -> None:
    (old,) = builders.filled(w, 1)
    saved = manuals.save(w, manuals.draft(w, own(w)).put("templates[1].public_name", "Välkommen"), use_in=[1])
    new = import_one(w, 5)
    for case in (old, new):
        builders.happened(w, case, builders.checked_in_cosmic(w.today))
    assert sending.manuals_to_send(w, 1) == (saved.profile.id, "rhs-004")
    for manual, case, other in ((None, new, old), ("rhs-004", old, new)):
        proposal = sending.propose(w, 1, limit=25, manual=manual)
        assert [one.case for one in proposal.ready] == [case]
        assert [(one.case, why) for one, why in proposal.held_back] == [(other, (Hold.OTHER_MANUAL,))]
    assert refused(lambda: sending.prepare(w, 1, "phone", [old])) == "held_back"
    done = sending.prepare(w, 1, "phone", [old], manual="rhs-004")
    assert done.batch is not None
    view = sending.batch_view(w, done.batch)
    assert (view.manual, view.template.public_name) == ("rhs-004", "Inbjudan – Välkommen på hälsosamtal")


def test_a_round_with_one_manual_offers_one(w: Workplace) -> None:
    builders.filled(w, 2)
    assert sending.manuals_to_send(w, 1) == ("rhs-004",)


# ---- files that people touch ----------------------------------------------------------------------------------------


def spoil(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace("closes = 30", "closes = 3"), encoding="utf-8")


def slow_down(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("letter_reply = 21", "letter_reply = 28"), encoding="utf-8")


@pytest.mark.parametrize(
    ("touch", "told"),
    [
        pytest.param(spoil, NotAsAgreed.OUT_OF_ORDER, id="made wrong"),
        pytest.param(lambda file: file.write_bytes(b"\xff"), NotAsAgreed.UNREADABLE, id="made unreadable"),
        pytest.param(slow_down, NotAsAgreed.CHANGED_IN_USE, id="changed, rightly"),
        pytest.param(Path.unlink, None, id="thrown away"),
    ],
)
def test_a_manual_in_use_counts_as_it_was_saved_whatever_becomes_of_its_file(
    tmp_path: Path, desk: builders.Desk, touch: Callable[[Path], object], told: NotAsAgreed | None
) -> None:
    with sitting(tmp_path, desk) as w:
        first = own(w)
        builders.import_people(w, builders.add_round(w, profile=first), [builders.details(0)])
        file, before = file_of(w, first), w.profiles[first]
    touch(file)
    with sitting(tmp_path, desk) as w:
        assert w.profiles[first] == before
        found = manuals.troubles(w)
        assert [(one.error.code, one.instead) for one in found] == ([(told, True)] if told else [])
        invite(w, 1)
        assert step(w, 1).due > w.today
        assert verifying.verify(w) == ()


def test_an_unused_manual_may_be_changed_by_hand(tmp_path: Path, desk: builders.Desk) -> None:
    with sitting(tmp_path, desk) as w:
        first = own(w)
        file = file_of(w, first)
    slow_down(file)
    with sitting(tmp_path, desk) as w:
        assert (w.profiles[first].days.letter_reply, manuals.troubles(w)) == (28, ())
        builders.add_round(w, profile=first)
    spoil(file)
    with sitting(tmp_path, desk) as w:
        assert w.profiles[first].days.letter_reply == 28


def test_a_broken_file_that_nobody_follows_is_told_of_and_the_rest_works(tmp_path: Path, desk: builders.Desk) -> None:
    with sitting(tmp_path, desk) as w:
        first, other = own(w), own(w, "Annan")
        file = file_of(w, first)
    spoil(file)
    with sitting(tmp_path, desk) as w:
        assert list(w.profiles) == ["rhs-004", "rhs-2023", other]
        (trouble,) = manuals.troubles(w)
        assert (trouble.error.data["file"], trouble.error.data["key"], trouble.instead) == (
            f"{first}.toml",
            "days.manual_reminder",
            False,
        )
        assert own(w) == f"{first}-a"  # the name of the broken file is not taken from it


def test_a_file_made_by_hand_under_another_name_is_changed_where_it_is(tmp_path: Path, desk: builders.Desk) -> None:
    with sitting(tmp_path, desk) as w:
        first = own(w)
        file = file_of(w, first).rename(file_of(w, first).with_name("vår egen.toml"))
    with sitting(tmp_path, desk) as w:
        changed(w, first)
    assert load_profile(file).days.manual_reminder == 10
    assert not file.with_name(f"{first}.toml").exists()


def test_cases_of_a_manual_that_is_nowhere_are_shown_and_not_worked_on(tmp_path: Path, desk: builders.Desk) -> None:
    """As from a database that was moved without its manuals: it is said which manual, and nobody disappears."""
    with sitting(tmp_path, desk) as w:
        builders.filled(w, 2)
        with w.store.act("test", user="", now=w.now, rules=w.rules) as act:
            act.change("round", 1, profile="borta")
            act.commit()
    with sitting(tmp_path, desk) as w:
        assert len(overview.load_rows(w)) == 2
        for attempt in (
            lambda: sending.propose(w, 1, limit=5),
            lambda: import_one(w, 5),
            lambda: w.rules("borta"),
        ):
            with pytest.raises(ExpectedError) as caught:
                attempt()
            assert (caught.value.code, caught.value.data["profile"]) == ("profile_missing", "borta")
        with w.store.reading() as db:
            assert people.rounds(db)[0].profile == "borta"
        manuals.use(w, 1, "rhs-004")
        assert import_one(w, 5)


def test_a_default_that_is_gone_gives_way_to_the_program_s(tmp_path: Path, desk: builders.Desk) -> None:
    with sitting(tmp_path, desk) as w:
        first = own(w)
        settings.save(w, settings.Settings(profile=first))
        file_of(w, first).unlink()
    with sitting(tmp_path, desk) as w:
        assert settings.load(w).profile == "rhs-004"


def test_a_desk_that_only_looks_has_the_kept_manuals_too(tmp_path: Path, desk: builders.Desk) -> None:
    with sitting(tmp_path, desk) as w:
        first = own(w)
        builders.add_round(w, profile=first)
        file_of(w, first).unlink()
    w = open_workplace(tmp_path, user="", clock=lambda: desk.now, read_only=True)
    with w.store:
        assert first in w.profiles


def test_missing_is_a_key_error_to_the_store_and_foreseen_to_people() -> None:
    assert issubclass(ProfileMissing, KeyError)
    assert (ProfileMissing("x").key, ProfileMissing("x").data) == ("history.profile_missing", {"profile": "x"})


def test_a_round_keeps_the_manual_it_begins_with(w: Workplace) -> None:
    first = own(w)
    number = importing.add_round(w, "Ny", 2027, first)
    assert next(one for one in overview.rounds(w) if one.id == number).profile == first


# ---- letters and reminders under two manuals ------------------------------------------------------------------------


def two_manuals(w: Workplace, change: Callable[[Draft], Draft]) -> tuple[int, int]:
    """A case under the program's manual and a newer one under the clinic's."""
    (old,) = builders.filled(w, 1)
    manuals.save(w, change(manuals.draft(w, own(w))), use_in=[1])
    new = import_one(w, 5)
    for case in (old, new):
        builders.happened(w, case, builders.checked_in_cosmic(w.today))
    return old, new


def to_letter(w: Workplace, *cases: int) -> None:
    settings.save(w, settings.Settings(clinic=practice_people.people().clinic))
    for case in cases:
        builders.happened(w, case, ev.Routed(on=w.today, channel=ev.Channel.LETTER))


def test_letters_that_say_otherwise_go_in_a_pile_of_their_own(w: Workplace, tmp_path: Path) -> None:
    old, new = two_manuals(w, lambda draft: draft.put("days.letter_reply", 14))
    to_letter(w, old, new)
    first = mailing.propose(w, 1)
    assert [one.case for one in first.ready] == [old]
    assert [(one.case, [why.reason for why in reasons]) for one, reasons in first.held_back] == [
        (new, [HoldReason.OTHER_MANUAL])
    ]
    mailing.make(w, 1, [old], tmp_path / "brev.pdf")
    second = mailing.propose(w, 1)
    assert [one.case for one in second.ready] == [new]
    with pytest.raises(ExpectedError):
        mailing.make(w, 1, [new, old], tmp_path / "båda.pdf")


def test_letters_that_say_the_same_are_one_pile(w: Workplace) -> None:
    old, new = two_manuals(w, lambda draft: draft.put("days.manual_reminder", 10))
    to_letter(w, old, new)
    assert {one.case for one in mailing.propose(w, 1).ready} == {old, new}


def test_reminders_with_another_message_come_in_their_turn(w: Workplace, desk: builders.Desk) -> None:
    old, new = two_manuals(w, lambda draft: draft.put("reminder.name", "Glöm inte"))
    for case in (old, new):
        builders.happened(w, case, builders.invited(w.today))
    desk.tick(days=20)
    now, later = reminding.of_one_message(w, reminding.due(w))
    assert len(now) == len(later) == 1
    reminding.confirm_reminded(w, [now[0].case])
    again, nobody = reminding.of_one_message(w, reminding.due(w))
    assert ([row.case for row in again], nobody) == ([later[0].case], [])


def test_a_manual_that_is_nowhere_stops_only_its_own_cases(tmp_path: Path, desk: builders.Desk) -> None:
    with sitting(tmp_path, desk) as w:
        old, new = two_manuals(w, lambda draft: draft)
        to_letter(w, new)
        sent = sending.prepare(w, 1, "phone", [old], manual="rhs-004").batch
        lost = w.store.profile_of(new)
        with w.store.act("test", user="", now=w.now, rules=w.rules) as act:
            act.set_setting(f"manuals.{lost}", None)
            act.commit()
        file_of(w, lost).unlink()
    desk.tick(days=3)
    with sitting(tmp_path, desk) as w:
        assert lost not in w.profiles
        assert {row.case for row in overview.load_rows(w)} == {old, new}
        assert overview.case_view(w, new).step is None
        assert [one.id for one in sending.batches(w)] == [sent]
        (held,) = mailing.propose(w, 1).held_back
        assert (held[0].case, held[1][0].reason) == (new, HoldReason.NO_MANUAL)
        assert sum(one.count for one in handover.handover(w).waiting) == 2
        assert refused(lambda: builders.happened(w, new, ev.Noted(on=w.today, text="x"))) == "profile_missing"
