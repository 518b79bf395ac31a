"""The clinic's own manuals: copied, changed and taken into use; new cases follow the new one, old ones keep theirs."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.errors import ProfileInvalid
from rhs_desktop.domain.profile_checks import NotAsAgreed
from rhs_desktop.domain.profile_diff import Kind
from rhs_desktop.exchange.writing import FileUnwritable
from rhs_desktop.services import (
    manuals,
    overview,
    settings,
    undoing,
    verifying,
)
from rhs_desktop.services.profiles import load_profile
from rhs_desktop.services.workplace import Workplace
from tests import builders
from tests.services.manuals.own_manuals import (
    NAME,
    changed,
    file_of,
    import_one,
    invite,
    last_act,
    own,
    refused,
    sitting,
    step,
)

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
