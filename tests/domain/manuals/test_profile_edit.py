"""Changing a manual: what an edit does, what is the clinic's own afterwards, and that it can be read back."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.errors import ProfileInvalid
from rhs_desktop.domain.manuals.checks import NotAsAgreed
from rhs_desktop.domain.manuals.diff import differences
from rhs_desktop.domain.manuals.edit import DECIDED_BY, Draft, allowed, family, first_id, next_version, step_lists
from rhs_desktop.domain.manuals.manual import OWN_SOURCE, Profile, Rule
from rhs_desktop.domain.manuals.reading import read_profile, to_mapping
from tests import histories

MANUALS = ("rhs-004", "rhs-2023")
FIRST = "handlings[1].steps"


def draft(name: str = "rhs-004") -> Draft:
    return Draft.of(histories.profile(name))


def finished(changed: Draft, id_: str = "ekeby", version: int = 1) -> Profile:
    return changed.finished(id_=id_, version=version, based_on=changed.base.id)


def keys(changed: Draft, at: str = FIRST) -> list[str]:
    return [step["key"] for step in changed.steps(at)]


# ---- values ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param("name", "Ekebys manual", id="its name"),
        pytest.param("days.manual_reminder", 10, id="a number of days"),
        pytest.param("cosmic_check", False, id="yes or no"),
        pytest.param("templates[2].answers[1].text", "Ja!", id="an answer, deep in lists"),
        pytest.param("handlings[4].steps[2].copy", "Hej då", id="a text that was left out"),
        pytest.param("sending_hours.start", "07:30", id="a clock"),
    ],
)
def test_a_value_is_put_and_nothing_else(key: str, value: object) -> None:
    before = draft()
    after = before.put(key, value)
    assert after.value(key) == value
    assert before.value(key) != value
    assert after.put(key, before.value(key)) == before
    assert after.problems == ()
    assert len(differences(before.base, finished(after))) == 1


@pytest.mark.parametrize(
    ("change", "code", "key"),
    [
        pytest.param(
            lambda d: d.put("days.manual_reminder", 30),
            NotAsAgreed.OUT_OF_ORDER,
            "days.manual_reminder",
            id="the reminder after the close",
        ),
        pytest.param(lambda d: d.put("name", " "), NotAsAgreed.EMPTY, "name", id="no name"),
        pytest.param(
            lambda d: d.add_step(FIRST, 1), NotAsAgreed.EMPTY, "handlings[1].steps[1].text", id="a step without text"
        ),
        pytest.param(
            lambda d: d.remove_step(FIRST, 1), NotAsAgreed.ACT_MISSING, "handlings[1].steps", id="without the call"
        ),
        pytest.param(
            lambda d: d.put("handlings[1].steps[1].copy", "((namn))"),
            NotAsAgreed.UNKNOWN_PLACEHOLDER,
            "handlings[1].steps[1].copy",
            id="a field that nobody fills in",
        ),
        pytest.param(
            lambda d: d.put("templates[2].needs_web_times", False),
            NotAsAgreed.NEEDS_WEB_TIMES,
            "templates[2].needs_web_times",
            id="own booking without web times",
        ),
    ],
)
def test_what_is_wrong_is_told_by_its_key_and_cannot_be_finished(
    change: Callable[[Draft], Draft], code: NotAsAgreed, key: str
) -> None:
    changed = change(draft())
    assert [(one.code, one.key) for one in changed.problems] == [(code, key)]
    with pytest.raises(ProfileInvalid):
        finished(changed)


def test_a_reply_takes_the_steps_that_copy_it_along() -> None:
    changed = draft().put_reply(1, "Vi ses")
    assert changed.value("handlings[1].steps[3].copy") == "Vi ses"
    assert changed.value("handlings[2].steps[1].copy") == draft().value("handlings[2].steps[1].copy")
    assert changed.problems == ()


def test_a_reply_that_is_shown_in_full_is_renamed_there_too() -> None:
    changed = draft("rhs-2023").put_reply(1, "Boka själv")
    assert changed.problems == ()
    assert finished(changed).reply_text("Boka själv")


def test_a_reply_is_emptied_and_written_anew_and_keeps_its_full_text() -> None:
    whole = draft("rhs-2023").reply_text(1)
    assert whole.startswith("Välkommen på ett hälsosamtal")
    assert finished(draft("rhs-2023").put_reply(1, "").put_reply(1, "Boka själv")).reply_text("Boka själv") == whole


def test_the_full_text_of_a_reply_is_written_changed_and_taken_away() -> None:
    name = draft().value("handlings[1].reply")
    written = draft().put_reply_text(1, "Hej!\n\nVi ses.")
    assert (written.problems, finished(written).reply_text(name)) == ((), "Hej!\n\nVi ses.")
    assert finished(written.put_reply_text(1, "Hej då")).reply_text(name) == "Hej då"
    assert written.put_reply_text(1, "") == draft()
    assert "replies" in finished(written).own


def test_a_case_that_is_closed_without_an_answer_needs_no_full_text() -> None:
    silent = draft("rhs-2023").put_reply(1, "").put("handlings[1].closing", "close_without_answer")
    assert silent.problems == ()
    assert [reply.name for reply in finished(silent).replies] == [draft("rhs-2023").value("replies[2].name")]


# ---- steps ----------------------------------------------------------------------------------------------------------


def test_steps_are_added_moved_and_taken_away_in_their_place() -> None:
    before = keys(draft())
    added = draft().add_step(FIRST, 2, "Ny", "kopia")
    assert keys(added) == [before[0], "own_1", *before[1:]]
    assert added.steps(FIRST)[1] == {"key": "own_1", "text": "Ny", "copy": "kopia"}
    assert keys(added.move_step(FIRST, 2, 6)) == [*before, "own_1"]
    assert keys(added.move_step(FIRST, 2, 7)) == keys(added)
    assert keys(added.remove_step(FIRST, 2)) == before


def test_each_new_step_has_a_key_of_its_own_that_no_taken_away_step_had() -> None:
    changed = draft()
    for at in step_lists(changed):
        changed = changed.add_step(at, 1, "Ny")
    made = [key for at in step_lists(changed) for key in keys(changed, at)[:1]]
    assert made == [f"own_{number}" for number in range(1, len(made) + 1)]
    again = Draft.of(finished(changed.remove_step("visit", 1)))
    assert again.add_step("visit", 1, "Ny").steps("visit")[0]["key"] == made[-1]
    assert finished(changed).id == "ekeby"


# ---- where it comes from --------------------------------------------------------------------------------------------


def test_what_the_clinic_changed_is_its_own_and_varfor_says_so() -> None:
    made = finished(draft().put("days.manual_reminder", 10).put("days.answer_workdays", 1))
    assert made.origin("days.manual_reminder") == OWN_SOURCE
    assert made.origin("days.answer_workdays") == OWN_SOURCE
    assert made.origin("days.closes") == "Manual RHS"
    assert made.sources[Rule.REMIND] == f"Manual RHS, Påminnelser. {OWN_SOURCE}"
    assert made.sources[Rule.CLOSED] == "Manual RHS, Påminnelser"


def test_a_second_change_says_so_once() -> None:
    once = finished(draft().put("days.manual_reminder", 10))
    twice = Draft.of(once).put("days.manual_reminder", 9).finished(id_="ekeby-2", version=2, based_on="ekeby")
    assert twice.sources[Rule.REMIND].count(OWN_SOURCE) == 1
    assert list(twice.own).count("days.manual_reminder") == 1


def test_a_step_that_came_from_elsewhere_can_be_taken_away() -> None:
    made = finished(draft().remove_step("preparing", 2))
    assert "preparing.check_cosmic" not in made.elsewhere


@pytest.mark.parametrize("name", MANUALS)
def test_every_value_behind_a_rule_is_there(name: str) -> None:
    for found in DECIDED_BY.values():
        assert all(draft(name).value(key) is not None for key in found)


# ---- bounds, ids, versions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param("days.manual_reminder", (6, 29), id="between two others"),
        pytest.param("days.automatic_reminder", (0, 11), id="before another"),
        pytest.param("days.closes", (13, None), id="after another"),
        pytest.param("days.cosmic_check_valid", (15, None), id="after the invitation"),
        pytest.param("phone_attempts", (1, None), id="at least once"),
        pytest.param("days.letter_reply", (0, None), id="anything"),
    ],
)
def test_a_number_may_be_what_the_others_leave_it(key: str, expected: tuple[int, int | None]) -> None:
    assert allowed(draft(), key) == expected


@given(st.sampled_from(sorted(to_mapping(histories.profile("rhs-004"))["days"])), st.integers(0, 70))
def test_a_number_within_its_bounds_is_the_one_that_is_right(name: str, value: int) -> None:
    key = f"days.{name}"
    least, most = allowed(draft(), key)
    within = least <= value and (most is None or value <= most)
    assert within == (draft().put(key, value).problems == ())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Ekebys manual", "ekebys-manual", id="words"),
        pytest.param("Vårdcentralen Åby/Örtomta: RHS", "vardcentralen-aby-ortomta-rhs", id="å ä ö and signs"),
        pytest.param("漢字", "manual", id="nothing that can be written"),
        pytest.param("CON", "manual-con", id="a name that Windows keeps for itself"),
        pytest.param("Tagen", "tagen-a", id="taken"),
        pytest.param("x" * 80, "x" * 34, id="long"),
    ],
)
def test_an_id_is_a_name_for_a_file(name: str, expected: str) -> None:
    assert first_id(name, {"tagen"}) == expected
    assert finished(draft(), expected).id == expected


def test_the_next_version_has_an_id_of_its_own() -> None:
    first = finished(draft())
    assert next_version(first, {"ekeby"}) == ("ekeby-2", 2)
    second = finished(draft(), "ekeby-2", 2)
    assert (next_version(second, {"ekeby", "ekeby-2"}), family(second)) == (("ekeby-3", 3), "ekeby")
    assert next_version(first, {"ekeby", "ekeby-2"}) == ("ekeby-3", 3)


# ---- there and back -------------------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(
    lambda text: text.strip() and "((" not in text
)
EDITS = st.one_of(
    st.tuples(st.just("number"), st.sampled_from(["days.letter_reply", "phone_attempts"]), st.integers(1, 99)),
    st.tuples(st.just("text"), st.sampled_from(["name", "reminder.name", "visit[2].text", "visit[3].copy"]), TEXTS),
    st.tuples(st.just("add"), st.sampled_from(["visit", "preparing", FIRST, "letter.steps"]), TEXTS),
    st.tuples(st.just("remove"), st.sampled_from(["visit", "preparing", "calling"]), st.just(1)),
    st.tuples(st.just("move"), st.sampled_from(["visit", FIRST]), st.integers(1, 5)),
)


def edited(changed: Draft, what: str, at: str, value: Any) -> Draft:
    match what:
        case "add":
            return changed.add_step(at, 1, value)
        case "remove" if len(changed.steps(at)) > 3:
            return changed.remove_step(at, value)
        case "move":
            return changed.move_step(at, 1, value)
        case "number" | "text":
            return changed.put(at, value)
    return changed


@given(st.sampled_from(MANUALS), st.lists(EDITS, max_size=6))
def test_any_edit_that_is_right_is_read_back_from_its_file_as_it_was(
    name: str, edits: list[tuple[str, str, Any]]
) -> None:
    changed = draft(name)
    for what, at, value in edits:
        changed = edited(changed, what, at, value)
    assert changed.problems == ()
    made = finished(changed)
    written = tomli_w.dumps(to_mapping(made))
    assert read_profile(tomllib.loads(written), file="ekeby.toml") == made
    assert differences(made, made) == ()
    without_origin = {key: value for key, value in to_mapping(made).items() if key not in _ORIGIN}
    was = {key: value for key, value in to_mapping(changed.base).items() if key not in _ORIGIN}
    assert (differences(changed.base, made) == ()) == (without_origin == was)


_ORIGIN = {"id", "version", "based_on", "own", "elsewhere", "sources"}
