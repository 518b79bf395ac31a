"""The clinic's own manuals: copied, changed and taken into use; new cases follow the new one, old ones keep theirs."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.codes import Eligibility
from rhs_desktop.domain.errors import FileUnwritable, ProfileInvalid
from rhs_desktop.domain.manuals.checks import NotAsAgreed
from rhs_desktop.domain.manuals.diff import DiffKind
from rhs_desktop.services import integrity, settings
from rhs_desktop.services.cases import case_list, undo
from rhs_desktop.services.context import Context
from rhs_desktop.services.manual_files import load_profile
from rhs_desktop.services.manuals import editing, overview
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


def test_a_copy_asks_the_same_and_is_a_file_that_people_can_read(ctx: Context) -> None:
    saved = editing.copy(ctx, "rhs-004", "  Ekebys manual ")
    assert (saved.profile.id, saved.profile.name, saved.profile.based_on) == ("ekebys-manual", NAME, "rhs-004")
    (only,) = overview.preview(ctx, ctx.profiles["rhs-004"], saved.profile).differences
    assert (only.kind, only.key) == (DiffKind.CHANGED, "name")
    written = file_of(ctx, "ekebys-manual").read_text(encoding="utf-8")
    assert 'name = "Ekebys manual"' in written
    assert tomllib.loads(written)["days"]["closes"] == 30
    assert load_profile(file_of(ctx, "ekebys-manual")) == saved.profile == ctx.profiles["ekebys-manual"]


def test_a_change_of_an_unused_manual_is_kept_in_its_own_file(ctx: Context) -> None:
    first = own(ctx)
    saved = changed(ctx, first)
    assert (saved.profile.id, saved.new_version) == (first, False)
    assert load_profile(file_of(ctx, first)).days.manual_reminder == 10
    act = last_act(ctx)
    assert (act.kind, act.user, act.details["keys"]) == ("manual", "Anna Ek", ["days.manual_reminder"])


def test_a_manual_in_use_becomes_a_new_version_and_stays_as_it_is(ctx: Context) -> None:
    first = own(ctx)
    builders.add_round(ctx, profile=first)
    before = file_of(ctx, first).read_bytes()
    saved = changed(ctx, first)
    assert (saved.profile.id, saved.profile.version, saved.profile.based_on) == (f"{first}-2", 2, first)
    assert saved.new_version
    assert ctx.profiles[first].days.manual_reminder == 12
    assert file_of(ctx, first).read_bytes() == before
    again = changed(ctx, first, days=9)
    assert again.profile.id == f"{first}-3"


@pytest.mark.parametrize(
    ("act", "code"),
    [
        pytest.param(lambda ctx: editing.draft(ctx, "rhs-004"), "manual_shipped", id="change the program's own"),
        pytest.param(lambda ctx: editing.draft(ctx, "nobody"), "profile_missing", id="change what is not there"),
        pytest.param(lambda ctx: editing.copy(ctx, "nobody", "X"), "profile_missing", id="copy what is not there"),
        pytest.param(lambda ctx: editing.copy(ctx, "rhs-004", " "), "manual_name_missing", id="no name"),
        pytest.param(
            lambda ctx: editing.copy(ctx, "rhs-2023", "riktade hälsosamtal (RHS)"),
            "manual_name_taken",
            id="a name taken",
        ),
        pytest.param(lambda ctx: editing.remove(ctx, "rhs-004"), "manual_shipped", id="take away the program's own"),
        pytest.param(lambda ctx: editing.use(ctx, 1, "rhs-004"), "unknown_round", id="use in no round"),
    ],
)
def test_what_cannot_be_done_is_refused(ctx: Context, act: Callable[[Context], object], code: str) -> None:
    assert refused(lambda: act(ctx)) == code


def test_a_new_version_may_keep_its_name_but_take_no_other_s(ctx: Context) -> None:
    first, other = own(ctx), own(ctx, "Annans")
    builders.add_round(ctx, profile=first)
    assert changed(ctx, first).profile.name == NAME
    draft = editing.draft(ctx, first).put("name", "annans")
    assert refused(lambda: editing.save(ctx, draft)) == "manual_name_taken"
    assert other in ctx.profiles


def test_a_draft_that_is_wrong_is_not_saved(ctx: Context) -> None:
    first = own(ctx)
    before = file_of(ctx, first).read_bytes()
    with pytest.raises(ProfileInvalid) as caught:
        changed(ctx, first, days=30)
    assert caught.value.code == NotAsAgreed.OUT_OF_ORDER
    assert (file_of(ctx, first).read_bytes(), ctx.profiles[first].days.manual_reminder) == (before, 12)


def test_a_file_that_cannot_be_written_leaves_everything_as_it_was(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = own(ctx)
    before = file_of(ctx, first).read_bytes()
    act = last_act(ctx).id

    def full(path: Path, target: Path) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FileUnwritable):
        changed(ctx, first)
    assert last_act(ctx).id == act
    assert (file_of(ctx, first).read_bytes(), ctx.profiles[first].days.manual_reminder) == (before, 12)
    assert [file.name for file in file_of(ctx, first).parent.iterdir()] == [f"{first}.toml"]


def test_an_unused_manual_can_be_taken_away_and_a_used_one_cannot(ctx: Context) -> None:
    gone, stays, chosen = own(ctx), own(ctx, "Används"), own(ctx, "Vald")
    builders.add_round(ctx, profile=stays)
    settings.save(ctx, settings.Settings(profile=chosen))
    editing.remove(ctx, gone)
    assert (gone in ctx.profiles, file_of(ctx, gone).exists()) == (False, False)
    assert refused(lambda: editing.remove(ctx, stays)) == "manual_in_use"
    assert refused(lambda: editing.remove(ctx, chosen)) == "manual_default"


def test_the_list_says_who_follows_which(ctx: Context) -> None:
    cases = builders.filled(ctx, 3)
    first = own(ctx)
    builders.happened(ctx, cases[0], ev.CosmicChecked(on=ctx.today, result=Eligibility.NOT_LISTED))
    editing.use(ctx, 1, first)
    found = {one.profile.id: one for one in overview.manuals(ctx)}
    assert list(found) == ["rhs-004", "rhs-2023", first]
    old, new = found["rhs-004"], found[first]
    assert (old.shipped, old.used, old.default, old.rounds, old.open, old.finished) == (True, True, True, (), 2, 1)
    assert (new.shipped, new.used, [one.id for one in new.rounds], new.open) == (False, True, [1], 0)


# ---- new cases and old ----------------------------------------------------------------------------------------------


def test_new_cases_of_a_round_follow_the_new_manual_and_old_ones_keep_theirs(
    tmp_path: Path, desk: builders.Desk
) -> None:
    with sitting(tmp_path, desk) as ctx:
        (old,) = builders.filled(ctx, 1)
        first = own(ctx)
        draft = editing.draft(ctx, first).put("days.manual_reminder", 10).remove_step("handlings[1].steps", 2)
        editing.save(ctx, draft, use_in=[1])
        new = import_one(ctx, 5)
        invite(ctx, old)
        invite(ctx, new)
        days = {old: 14, new: 10}  # day 12 is a Saturday
        assert {case: (step(ctx, case).due - ctx.today).days for case in (old, new)} == days
    with sitting(tmp_path, desk) as ctx:
        assert [ctx.store.profile_of(case) for case in (old, new)] == ["rhs-004", first]
        assert {case: (step(ctx, case).due - ctx.today).days for case in (old, new)} == days
        due = {row.case: row.due for row in case_list.load_rows(ctx)}
        assert due == {case: ctx.today + timedelta(days=count) for case, count in days.items()}
        texts = [[one.key for one in ctx.profiles[key].handlings[0].steps] for key in ("rhs-004", first)]
        assert (len(texts[0]), len(texts[1]), "tell_form" in texts[1]) == (5, 4, False)
        assert integrity.verify(ctx) == ()


def test_the_switch_can_be_taken_back_and_those_who_came_between_keep_what_they_got(ctx: Context) -> None:
    builders.filled(ctx, 1)
    first = own(ctx)
    done = editing.use(ctx, 1, first)
    between = import_one(ctx, 5)
    plan = undo.plan_undo(ctx, done.act)
    assert plan.possible
    undo.undo(ctx, done.act)
    after = import_one(ctx, 6)
    assert [ctx.store.profile_of(case) for case in (between, after)] == [first, "rhs-004"]
    undo.redo(ctx, done.act)
    assert case_list.rounds(ctx)[0].profile == first


def test_saving_and_using_at_once_is_one_act(ctx: Context) -> None:
    builders.filled(ctx, 1)
    saved = editing.save(ctx, editing.draft(ctx, own(ctx)), use_in=[1])
    assert (last_act(ctx).id, last_act(ctx).kind) == (saved.done.act, "use_manual")
    assert case_list.rounds(ctx)[0].profile == saved.profile.id
    undo.undo(ctx, saved.done.act)
    assert case_list.rounds(ctx)[0].profile == "rhs-004"


def test_the_manual_that_a_round_already_has_is_no_switch(ctx: Context) -> None:
    builders.filled(ctx, 1)
    assert refused(lambda: editing.use(ctx, 1, "rhs-004")) == "manual_same"


def test_the_preview_tells_who_keeps_what(ctx: Context) -> None:
    cases = builders.filled(ctx, 4)
    invite(ctx, cases[0])
    builders.happened(ctx, cases[1], ev.CosmicChecked(on=ctx.today, result=Eligibility.DECEASED))
    saved = changed(ctx, own(ctx))
    found = overview.preview(ctx, ctx.profiles["rhs-004"], saved.profile)
    (keeping,) = found.keeping
    assert (keeping.profile, keeping.open, keeping.before_invitation, keeping.finished) == ("rhs-004", 3, 2, 1)
    assert [one.id for one in found.rounds] == [1]
    assert {one.key for one in found.differences} == {"name", "days.manual_reminder"}
    assert len(found.shifts) == 2
    editing.use(ctx, 1, saved.profile.id)
    import_one(ctx, 6)
    later = overview.preview(ctx, saved.profile, ctx.profiles["rhs-2023"], round_id=1)
    assert {one.profile: one.open for one in later.keeping} == {"rhs-004": 3, saved.profile.id: 1}
