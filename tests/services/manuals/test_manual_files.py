"""Files of manuals that people spoil, change or throw away, and what that does to the cases that follow them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.errors import ExpectedError, ProfileMissing
from rhs_desktop.domain.manuals.checks import NotAsAgreed
from rhs_desktop.services import integrity, settings
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.context import Context
from rhs_desktop.services.manual_files import load_profile
from rhs_desktop.services.manuals import editing, overview
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.sending import send_proposal
from rhs_desktop.store import people
from tests import builders
from tests.services.manuals.own_manuals import changed, file_of, import_one, invite, own, sitting, step

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
    with sitting(tmp_path, desk) as ctx:
        first = own(ctx)
        builders.import_people(ctx, builders.add_round(ctx, profile=first), [builders.details(0)])
        file, before = file_of(ctx, first), ctx.profiles[first]
    touch(file)
    with sitting(tmp_path, desk) as ctx:
        assert ctx.profiles[first] == before
        found = overview.troubles(ctx)
        assert [(one.error.code, one.instead) for one in found] == ([(told, True)] if told else [])
        invite(ctx, 1)
        assert step(ctx, 1).due > ctx.today
        assert integrity.verify(ctx) == ()


def test_an_unused_manual_may_be_changed_by_hand(tmp_path: Path, desk: builders.Desk) -> None:
    with sitting(tmp_path, desk) as ctx:
        first = own(ctx)
        file = file_of(ctx, first)
    slow_down(file)
    with sitting(tmp_path, desk) as ctx:
        assert (ctx.profiles[first].days.letter_reply, overview.troubles(ctx)) == (28, ())
        builders.add_round(ctx, profile=first)
    spoil(file)
    with sitting(tmp_path, desk) as ctx:
        assert ctx.profiles[first].days.letter_reply == 28


def test_a_broken_file_that_nobody_follows_is_told_of_and_the_rest_works(tmp_path: Path, desk: builders.Desk) -> None:
    with sitting(tmp_path, desk) as ctx:
        first, other = own(ctx), own(ctx, "Annan")
        file = file_of(ctx, first)
    spoil(file)
    with sitting(tmp_path, desk) as ctx:
        assert list(ctx.profiles) == ["rhs-004", "rhs-2023", other]
        (trouble,) = overview.troubles(ctx)
        assert (trouble.error.data["file"], trouble.error.data["key"], trouble.instead) == (
            f"{first}.toml",
            "days.manual_reminder",
            False,
        )
        assert own(ctx) == f"{first}-a"  # the name of the broken file is not taken from it


def test_a_file_made_by_hand_under_another_name_is_changed_where_it_is(tmp_path: Path, desk: builders.Desk) -> None:
    with sitting(tmp_path, desk) as ctx:
        first = own(ctx)
        file = file_of(ctx, first).rename(file_of(ctx, first).with_name("vår egen.toml"))
    with sitting(tmp_path, desk) as ctx:
        changed(ctx, first)
    assert load_profile(file).days.manual_reminder == 10
    assert not file.with_name(f"{first}.toml").exists()


def test_cases_of_a_manual_that_is_nowhere_are_shown_and_not_worked_on(tmp_path: Path, desk: builders.Desk) -> None:
    """As from a database that was moved without its manuals: it is said which manual, and nobody disappears."""
    with sitting(tmp_path, desk) as ctx:
        builders.filled(ctx, 2)
        with ctx.store.act(ActKind.EDIT_DETAILS, user="", now=ctx.now, rules=ctx.rules) as act:
            act.change("round", 1, profile="borta")
            act.commit()
    with sitting(tmp_path, desk) as ctx:
        assert len(case_list.load_rows(ctx)) == 2
        for attempt in (
            lambda: send_proposal.propose(ctx, 1, limit=5),
            lambda: import_one(ctx, 5),
            lambda: ctx.rules("borta"),
        ):
            with pytest.raises(ExpectedError) as caught:
                attempt()
            assert (caught.value.code, caught.value.data["profile"]) == ("profile_missing", "borta")
        with ctx.store.reading() as db:
            assert people.rounds(db)[0].profile == "borta"
        editing.use(ctx, 1, "rhs-004")
        assert import_one(ctx, 5)


def test_a_default_that_is_gone_gives_way_to_the_program_s(tmp_path: Path, desk: builders.Desk) -> None:
    with sitting(tmp_path, desk) as ctx:
        first = own(ctx)
        settings.save(ctx, settings.Settings(profile=first))
        file_of(ctx, first).unlink()
    with sitting(tmp_path, desk) as ctx:
        assert settings.load(ctx).profile == "rhs-004"


def test_a_desk_that_only_looks_has_the_kept_manuals_too(tmp_path: Path, desk: builders.Desk) -> None:
    with sitting(tmp_path, desk) as ctx:
        first = own(ctx)
        builders.add_round(ctx, profile=first)
        file_of(ctx, first).unlink()
    ctx = open_context(tmp_path, user="", clock=lambda: desk.now, read_only=True)
    with ctx.store:
        assert first in ctx.profiles


def test_missing_is_a_key_error_to_the_store_and_foreseen_to_people() -> None:
    assert issubclass(ProfileMissing, KeyError)
    assert (ProfileMissing("x").key, ProfileMissing("x").data) == ("history.profile_missing", {"profile": "x"})


def test_a_round_keeps_the_manual_it_begins_with(ctx: Context) -> None:
    first = own(ctx)
    number = importing.add_round(ctx, "Ny", 2027, first)
    assert next(one for one in case_list.rounds(ctx) if one.id == number).profile == first
