"""Adding to a manual and taking from it: what may go, what stays and why, and that it is read back as it was."""

from __future__ import annotations

import tomllib

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.codes import Answer
from rhs_desktop.domain.manuals.checks import NotAsAgreed
from rhs_desktop.domain.manuals.edit import Draft
from rhs_desktop.domain.manuals.parts import (
    CONTACTS,
    MATERIALS,
    NOTICES,
    STATUSES,
    TEMPLATES,
    Stays,
    add_item,
    answer_place,
    items,
    put_answer,
    put_item,
    remove_item,
    why_answer_stays,
    why_stays,
)
from rhs_desktop.domain.manuals.reading import read_profile, to_mapping
from tests import histories

LISTS = (TEMPLATES, STATUSES, NOTICES, CONTACTS, MATERIALS)
MANUALS = ("rhs-004", "rhs-2023")


def draft(name: str = "rhs-004") -> Draft:
    return Draft.of(histories.profile(name))


def given_in(changed: Draft, template: int) -> list[str]:
    return [one["key"] for one in changed.value(f"templates[{template}].answers")]


# ---- lists ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", LISTS)
@pytest.mark.parametrize("name", MANUALS)
def test_what_is_added_asks_for_its_texts_and_what_is_taken_away_again_leaves_no_trace(name: str, at: str) -> None:
    before = draft(name)
    place = min(2, len(items(before, at)) + 1)
    added = add_item(before, at, place)
    assert len(items(added, at)) == len(items(before, at)) + 1
    assert {problem.code for problem in added.problems} == {NotAsAgreed.EMPTY}
    assert all(problem.key.startswith(f"{at}[{place}].") for problem in added.problems)
    taken = remove_item(added, at, place)
    assert not taken.changed
    assert taken.problems == ()


@pytest.mark.parametrize("at", [CONTACTS, MATERIALS])
def test_a_list_that_may_be_missing_can_become_empty_and_be_filled_again(at: str) -> None:
    emptied = draft()
    while items(emptied, at):
        emptied = remove_item(emptied, at, 1)
    assert emptied.problems == ()
    filled = add_item(emptied, at, 1)
    for field in ("about",) if at == CONTACTS else ("title", "address"):
        filled = put_item(filled, at, 1, field, "Något")
    assert filled.problems == ()
    assert len(items(filled, at)) == 1


@pytest.mark.parametrize(
    ("at", "why"),
    [
        pytest.param(TEMPLATES, Stays.LAST, id="templates"),
        pytest.param(NOTICES, Stays.LAST, id="notices"),
        pytest.param(CONTACTS, None, id="contacts"),
        pytest.param(MATERIALS, None, id="material"),
    ],
)
def test_the_last_of_what_a_manual_cannot_be_without_stays(at: str, why: Stays | None) -> None:
    one = draft()
    while len(items(one, at)) > 1:
        one = remove_item(one, at, 1)
    assert why_stays(one, at, 1) is why
    assert (remove_item(one, at, 1) is one) == (why is not None)


def test_a_status_that_no_other_text_stands_for_stays() -> None:
    manual = draft()
    meant = [one["status"] for one in items(manual, STATUSES)]
    assert [why_stays(manual, STATUSES, place) for place in range(1, 6)] == [
        None if meant.count(status) > 1 else Stays.ONLY_TEXT for status in meant
    ]
    assert meant.count("answered") == 2
    fewer = remove_item(manual, STATUSES, meant.index("answered") + 1)
    assert fewer.problems == ()
    assert why_stays(fewer, STATUSES, meant.index("answered") + 1) is Stays.ONLY_TEXT


def test_a_text_of_1177_that_stands_there_twice_is_wrong() -> None:
    twice = put_item(draft(), STATUSES, 5, "text", "fråga till  INVÅNARE")
    assert [(one.code, one.key) for one in twice.problems] == [(NotAsAgreed.DUPLICATE, "portal.statuses[5].text")]


def test_an_empty_field_of_a_contact_is_left_out_so_that_nothing_seems_changed() -> None:
    contact = put_item(draft(), CONTACTS, 1, "phone", "")
    assert "phone" not in items(contact, CONTACTS)[0]
    assert put_item(contact, CONTACTS, 1, "phone", "010-103 6000").mapping == draft().mapping
    assert [one.key for one in put_item(draft(), CONTACTS, 1, "about", "").problems] == ["contacts[1].about"]


# ---- templates ------------------------------------------------------------------------------------------------------


def test_a_new_template_has_a_key_of_its_own_and_the_answers_of_the_one_above() -> None:
    added = add_item(draft(), TEMPLATES, 3)
    assert (items(added, TEMPLATES)[2]["key"], given_in(added, 3)) == ("own_1", given_in(added, 2))
    assert items(add_item(added, TEMPLATES, 4), TEMPLATES)[3]["key"] == "own_2"


def test_a_new_template_stands_in_the_manual_as_it_is_called_until_somebody_says_otherwise() -> None:
    named = put_item(add_item(draft(), TEMPLATES, 3), TEMPLATES, 3, "internal_name", "Kort")
    assert items(named, TEMPLATES)[2]["listed_as"] == "Kort"
    otherwise = put_item(named, TEMPLATES, 3, "listed_as", "Den korta")
    renamed = put_item(otherwise, TEMPLATES, 3, "internal_name", "Kortare")
    assert items(renamed, TEMPLATES)[2]["listed_as"] == "Den korta"
    old = put_item(draft(), TEMPLATES, 1, "internal_name", "Annat namn")
    assert items(old, TEMPLATES)[0]["listed_as"] == items(draft(), TEMPLATES)[0]["listed_as"]


def test_an_answer_is_added_in_its_place_and_in_the_manual_s_words() -> None:
    added = put_answer(draft(), 1, Answer.YES_BOOK_SELF, given=True)
    assert given_in(added, 1) == ["yes_book_self", "yes_call", "no"]
    place = answer_place(added, 1, Answer.YES_BOOK_SELF)
    assert added.value(f"templates[1].answers[{place}].text") == (
        "Ja, jag vill ha ett hälsosamtal och vill boka in tiden själv."
    )
    assert [one.code for one in added.problems] == [NotAsAgreed.NEEDS_WEB_TIMES]
    assert put_item(added, TEMPLATES, 1, "needs_web_times", True).problems == ()


@pytest.mark.parametrize("answer", Answer)
def test_an_answer_that_is_taken_away_and_given_again_has_its_words_and_its_place_back(answer: Answer) -> None:
    without = put_answer(draft(), 2, answer, given=False)
    assert answer not in given_in(without, 2)
    assert put_answer(without, 2, answer, given=True).mapping == draft().mapping


def test_the_last_answer_of_a_template_stays() -> None:
    one = put_answer(draft(), 1, Answer.NO, given=False)
    assert why_answer_stays(one, 1, Answer.YES_CALL) is Stays.ONLY_ANSWER
    assert put_answer(one, 1, Answer.YES_CALL, given=False) is one


def test_an_answer_that_the_manual_has_no_steps_for_cannot_be_given() -> None:
    manual = draft()
    without = manual.put("handlings", [one for one in manual.value("handlings") if one["answer"] != "yes_book_self"])
    assert why_answer_stays(without, 1, Answer.YES_BOOK_SELF) is Stays.NO_STEPS
    assert put_answer(without, 1, Answer.YES_BOOK_SELF, given=True) is without
    assert why_answer_stays(manual, 1, Answer.YES_BOOK_SELF) is None


# ---- there and back -------------------------------------------------------------------------------------------------

CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove", "answer"]), st.sampled_from(LISTS), st.integers(1, 3), st.sampled_from(Answer)
    ),
    max_size=8,
)


@given(st.sampled_from(MANUALS), CHANGES)
def test_any_change_is_refused_or_leaves_a_manual_that_can_be_read(
    name: str, changes: list[tuple[str, str, int, Answer]]
) -> None:
    changed = draft(name)
    for turn, (what, at, place, answer) in enumerate(changes):
        if what == "add":
            place = min(place, len(items(changed, at)) + 1)
            changed = add_item(changed, at, place)
            for field, value in items(changed, at)[place - 1].items():
                if value == "":
                    changed = put_item(changed, at, place, field, f"Text {turn}")
        elif what == "remove":
            changed = remove_item(changed, at, place)
        else:
            place = min(place, len(items(changed, TEMPLATES)))
            given_now = bool(answer_place(changed, place, answer))
            changed = put_answer(changed, place, answer, given=not given_now)
            web = answer_place(changed, place, Answer.YES_BOOK_SELF) > 0
            changed = put_item(changed, TEMPLATES, place, "needs_web_times", web)
    assert changed.problems == ()
    made = changed.finished(id_="ekeby", version=1, based_on=name)
    assert read_profile(tomllib.loads(tomli_w.dumps(to_mapping(made))), file="ekeby.toml") == made
