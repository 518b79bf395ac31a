"""A profile from a mapping: read whole, written back, and refused with every problem at once."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import time
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.codes import Answer
from rhs_desktop.domain.errors import ProfileInvalid
from rhs_desktop.domain.manuals.checks import ManualProblem, NotAsAgreed
from rhs_desktop.domain.manuals.manual import OWN_SOURCE, Closing, Profile, Rule, TickEffect
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus
from rhs_desktop.domain.manuals.reading import LEAST, MOST, read_profile, to_mapping
from rhs_desktop.services.manual_files import load_profiles
from tests.refusals import refusal_of

MANUALS = ("rhs-004", "rhs-2023")
Change = Callable[[dict[str, Any]], object]


@cache
def manual(name: str) -> Profile:
    return load_profiles()[name]


def valid(name: str = "rhs-2023") -> dict[str, Any]:
    """A manual that can be read, as a mapping that a test may spoil."""
    return copy.deepcopy(to_mapping(manual(name)))


def problems_of(mapping: Mapping[str, object]) -> list[ManualProblem]:
    with pytest.raises(ProfileInvalid) as caught:
        read_profile(mapping, file="egen.toml")
    problems = caught.value.data["problems"]
    assert isinstance(problems, tuple)
    return list(problems)


def problem_after(change: Change, name: str = "rhs-2023") -> ManualProblem:
    mapping = valid(name)
    change(mapping)
    (problem,) = problems_of(mapping)
    return problem


def put(key: str, value: object) -> Change:
    """Sets the value at a dotted key; list items are counted from 1."""

    def change(mapping: dict[str, Any]) -> None:
        *way, last = key.split(".")
        place: Any = mapping
        for name in way:
            place = place[int(name) - 1] if name.isdigit() else place[name]
        place[int(last) - 1 if last.isdigit() else last] = value

    return change


def drop(key: str) -> Change:
    def change(mapping: dict[str, Any]) -> None:
        *way, last = key.split(".")
        place: Any = mapping
        for name in way:
            place = place[int(name) - 1] if name.isdigit() else place[name]
        place.pop(int(last) - 1 if last.isdigit() else last)

    return change


def both(*changes: Change) -> Change:
    return lambda mapping: [change(mapping) for change in changes]


# In rhs-2023 the handlings are: 1 book_self, 2 reply_then_call, 3 declined; the templates: 1 phone, 2 web.
UNKNOWN_KEYS = [
    pytest.param(put("day", 5), "day", id="unknown key"),
    pytest.param(put("days.remind", 5), "days.remind", id="unknown key in a table"),
    pytest.param(put("handlings.3.steps.1.tip", "x"), "handlings[3].steps[1].tip", id="unknown key deep in a list"),
    pytest.param(put("sources.remember", "Manual"), "sources.remember", id="unknown rule"),
]
WRONG = [
    pytest.param(drop("name"), ManualProblem(NotAsAgreed.MISSING_KEY, "name", "", ("text",)), id="missing text"),
    pytest.param(drop("days"), ManualProblem(NotAsAgreed.MISSING_KEY, "days", "", ("table",)), id="missing table"),
    pytest.param(
        drop("days.closes"),
        ManualProblem(NotAsAgreed.MISSING_KEY, "days.closes", "", ("whole_number",)),
        id="missing number",
    ),
    pytest.param(
        drop("cosmic_check"),
        ManualProblem(NotAsAgreed.MISSING_KEY, "cosmic_check", "", ("yes_no",)),
        id="missing yes or no",
    ),
    pytest.param(
        drop("templates.2.answers"),
        ManualProblem(NotAsAgreed.MISSING_KEY, "templates[2].answers", "", ("list",)),
        id="missing list",
    ),
    pytest.param(
        put("days.closes", "30"),
        ManualProblem(NotAsAgreed.WRONG_TYPE, "days.closes", "text", ("whole_number",)),
        id="text for a number",
    ),
    pytest.param(
        put("days.closes", 30.0),
        ManualProblem(NotAsAgreed.WRONG_TYPE, "days.closes", "decimal", ("whole_number",)),
        id="decimal for a number",
    ),
    pytest.param(
        put("days.closes", True),
        ManualProblem(NotAsAgreed.WRONG_TYPE, "days.closes", "yes_no", ("whole_number",)),
        id="true is no number",
    ),
    pytest.param(
        put("cosmic_check", 1),
        ManualProblem(NotAsAgreed.WRONG_TYPE, "cosmic_check", "whole_number", ("yes_no",)),
        id="1 is no yes",
    ),
    pytest.param(
        put("name", ["RHS"]), ManualProblem(NotAsAgreed.WRONG_TYPE, "name", "list", ("text",)), id="list for a text"
    ),
    pytest.param(
        put("samples", "fp-glukos"),
        ManualProblem(NotAsAgreed.WRONG_TYPE, "samples", "text", ("list",)),
        id="a text is no list of letters",
    ),
    pytest.param(
        put("form", "Frågor"), ManualProblem(NotAsAgreed.WRONG_TYPE, "form", "text", ("table",)), id="text, table"
    ),
    pytest.param(
        put("sources", ["Manual"]),
        ManualProblem(NotAsAgreed.WRONG_TYPE, "sources", "list", ("table",)),
        id="list, table",
    ),
    pytest.param(
        put("sending_hours.start", time(8)),
        ManualProblem(NotAsAgreed.WRONG_TYPE, "sending_hours.start", "date_or_time", ("clock",)),
        id="time without quotes",
    ),
    pytest.param(put("source", ""), ManualProblem(NotAsAgreed.EMPTY, "source", "", ("text",)), id="empty text"),
    pytest.param(put("source", " \n"), ManualProblem(NotAsAgreed.EMPTY, "source", "", ("text",)), id="blank text"),
    pytest.param(put("samples", []), ManualProblem(NotAsAgreed.EMPTY, "samples", "", ("list",)), id="empty list"),
    pytest.param(put("samples", [""]), ManualProblem(NotAsAgreed.EMPTY, "samples[1]", "", ("text",)), id="empty item"),
    pytest.param(
        put("sources.remind", " "), ManualProblem(NotAsAgreed.EMPTY, "sources.remind", "", ("text",)), id="empty source"
    ),
    pytest.param(
        put("id", "Min manual"), ManualProblem(NotAsAgreed.BAD_NAME, "id", "Min manual"), id="id with a space"
    ),
    pytest.param(
        put("templates.1.key", "å"), ManualProblem(NotAsAgreed.BAD_NAME, "templates[1].key", "å"), id="key beyond ascii"
    ),
    pytest.param(
        put("sending_hours.end", "24:00"),
        ManualProblem(NotAsAgreed.BAD_TIME, "sending_hours.end", "24:00"),
        id="no such time",
    ),
    pytest.param(
        put("sending_hours.end", "17"), ManualProblem(NotAsAgreed.BAD_TIME, "sending_hours.end", "17"), id="hour alone"
    ),
    pytest.param(
        put("days.after_reminder", -1),
        ManualProblem(NotAsAgreed.OUT_OF_RANGE, "days.after_reminder", "-1", ("0", "9999")),
        id="negative days",
    ),
    pytest.param(
        put("days.letter_reply", 10_000),
        ManualProblem(NotAsAgreed.OUT_OF_RANGE, "days.letter_reply", "10000", ("0", "9999")),
        id="days beyond reason",
    ),
    pytest.param(
        put("batch.one_by_one", 0),
        ManualProblem(NotAsAgreed.OUT_OF_RANGE, "batch.one_by_one", "0", ("1", "9999")),
        id="empty batch",
    ),
    pytest.param(
        put("phone_attempts", 0),
        ManualProblem(NotAsAgreed.OUT_OF_RANGE, "phone_attempts", "0", ("1", "9999")),
        id="nobody is called",
    ),
    pytest.param(
        put("year", 23), ManualProblem(NotAsAgreed.OUT_OF_RANGE, "year", "23", ("2000", "9999")), id="short year"
    ),
    pytest.param(
        put("templates.1.answers.1.key", "maybe"),
        ManualProblem(
            NotAsAgreed.UNKNOWN_VALUE, "templates[1].answers[1].key", "maybe", ("yes_call", "yes_book_self", "no")
        ),
        id="unknown answer",
    ),
    pytest.param(
        put("handlings.1.closing", "close"),
        ManualProblem(
            NotAsAgreed.UNKNOWN_VALUE,
            "handlings[1].closing",
            "close",
            ("answer", "answer_and_close", "close_without_answer"),
        ),
        id="unknown closing",
    ),
    pytest.param(
        drop("sources.remind"),
        ManualProblem(NotAsAgreed.RULE_WITHOUT_SOURCE, "sources.remind", "", ("text",)),
        id="rule without source",
    ),
    pytest.param(
        put("templates.2.key", "phone"),
        ManualProblem(NotAsAgreed.DUPLICATE, "templates[2].key", "phone", ("templates[1]",)),
        id="template key twice",
    ),
    pytest.param(
        put("templates.2.internal_name", "Inbjudan hälsosamtal via telefon"),
        ManualProblem(
            NotAsAgreed.DUPLICATE,
            "templates[2].internal_name",
            "Inbjudan hälsosamtal via telefon",
            ("templates[1]",),
        ),
        id="internal name twice",
    ),
    pytest.param(
        put("templates.2.answers.3.key", "yes_call"),
        ManualProblem(NotAsAgreed.DUPLICATE, "templates[2].answers[3].key", "yes_call", ("templates[2].answers[2]",)),
        id="answer twice in a template",
    ),
    pytest.param(
        put("handlings.3.key", "book_self"),
        ManualProblem(NotAsAgreed.DUPLICATE, "handlings[3].key", "book_self", ("handlings[1]",)),
        id="handling key twice",
    ),
    pytest.param(
        put("handlings.1.steps.4.key", "web_times"),
        ManualProblem(NotAsAgreed.DUPLICATE, "handlings[1].steps[4].key", "web_times", ("handlings[1].steps[1]",)),
        id="step key twice",
    ),
    pytest.param(
        put("visit.2.key", "call"),
        ManualProblem(NotAsAgreed.DUPLICATE, "visit[2].key", "call", ("handlings",)),
        id="a visit's step would be ticked by a call",
    ),
    pytest.param(
        put("visit.2.key", "samples_taken"),
        ManualProblem(NotAsAgreed.DUPLICATE, "visit[2].key", "samples_taken", ("before_visit",)),
        id="step key before and during the visit",
    ),
    pytest.param(
        put("replies.2.name", "Du bokar själv en tid via Boka tid direkt"),
        ManualProblem(
            NotAsAgreed.DUPLICATE, "replies[2].name", "Du bokar själv en tid via Boka tid direkt", ("replies[1]",)
        ),
        id="reply twice",
    ),
    pytest.param(
        put("days.automatic_reminder", 12),
        ManualProblem(NotAsAgreed.OUT_OF_ORDER, "days.automatic_reminder", "12", ("days.manual_reminder", "12")),
        id="both reminders on one day",
    ),
    pytest.param(
        put("days.manual_reminder", 31),
        ManualProblem(NotAsAgreed.OUT_OF_ORDER, "days.manual_reminder", "31", ("days.closes", "30")),
        id="reminded after the close",
    ),
    pytest.param(
        put("days.own_booking_look", 60),
        ManualProblem(NotAsAgreed.OUT_OF_ORDER, "days.own_booking_look", "60", ("days.own_booking", "60")),
        id="first look on the last day",
    ),
    pytest.param(
        put("days.cosmic_check_valid", 14),
        ManualProblem(NotAsAgreed.OUT_OF_ORDER, "days.invite", "14", ("days.cosmic_check_valid", "14")),
        id="check stale before the invitation is due",
    ),
    pytest.param(
        put("sending_hours.start", "17:00"),
        ManualProblem(NotAsAgreed.HOURS_REVERSED, "sending_hours.start", "17:00", ("sending_hours.end", "17:00")),
        id="no sending hours",
    ),
    pytest.param(
        put("templates.2.needs_web_times", False),
        ManualProblem(NotAsAgreed.NEEDS_WEB_TIMES, "templates[2].needs_web_times", "false", ("true",)),
        id="own booking without web times",
    ),
    pytest.param(
        both(put("handlings.1.reply", ""), drop("replies.1")),
        ManualProblem(NotAsAgreed.REPLY_MISSING, "handlings[1].reply", "", ("answer",)),
        id="answered without a reply",
    ),
    pytest.param(
        put("handlings.3.reply", "Tack"),
        ManualProblem(NotAsAgreed.REPLY_SUPERFLUOUS, "handlings[3].reply", "Tack", ("close_without_answer",)),
        id="a reply that is never sent",
    ),
    pytest.param(
        put("handlings.1.steps.2.act", "tick"),
        ManualProblem(NotAsAgreed.ACT_MISSING, "handlings[1].steps", "0", ("booking_basis",)),
        id="nothing starts the days of own booking",
    ),
    pytest.param(
        put("handlings.2.steps.3.act", "tick"),
        ManualProblem(NotAsAgreed.ACT_MISSING, "handlings[2].steps", "0", ("call",)),
        id="nobody calls who asked for it",
    ),
    pytest.param(
        put("handlings.1.steps.1.act", "close"),
        ManualProblem(NotAsAgreed.ACT_MISSING, "handlings[1].steps", "2", ("close",)),
        id="closed twice",
    ),
    pytest.param(
        put("handlings.1.steps.3.copy", "((i dag)) kl 8"),
        ManualProblem(NotAsAgreed.UNKNOWN_PLACEHOLDER, "handlings[1].steps[3].copy", "i dag", ("dagens datum",)),
        id="unknown placeholder",
    ),
    pytest.param(
        put("own.1", "days.phone"), ManualProblem(NotAsAgreed.UNKNOWN_ORIGIN, "own", "days.phone"), id="own of nothing"
    ),
    pytest.param(
        put("elsewhere", {"handlings.book_self.steps.coffee": "Manual"}),
        ManualProblem(NotAsAgreed.UNKNOWN_ORIGIN, "elsewhere", "handlings.book_self.steps.coffee"),
        id="origin of a step that is not there",
    ),
    pytest.param(
        put("elsewhere", {"phone_attempts": "Manual"}),
        ManualProblem(NotAsAgreed.TWO_ORIGINS, "elsewhere.phone_attempts", "phone_attempts", ("own",)),
        id="own and from elsewhere",
    ),
    pytest.param(
        put("batch.identities", ["personal", "coordination"]),
        ManualProblem(NotAsAgreed.NOT_IN_BATCH, "batch.identities", "coordination", ("personal",)),
        id="samordningsnummer in a batch",
    ),
    pytest.param(
        drop("portal.statuses.2"),
        ManualProblem(NotAsAgreed.STATUS_WITHOUT_TEXT, "portal.statuses", "read"),
        id="1177 has no word for read",
    ),
    pytest.param(
        put("portal.statuses.4.text", "tilldelat  (SVAR från invånare)"),
        ManualProblem(
            NotAsAgreed.DUPLICATE, "portal.statuses[4].text", "tilldelat  (SVAR från invånare)", ("portal.statuses[3]",)
        ),
        id="one text of 1177 for two statuses",
    ),
    pytest.param(
        put("letter.protected_in_batch", True),
        ManualProblem(NotAsAgreed.NOT_IN_BATCH, "letter.protected_in_batch", "true", ("false",)),
        id="protected in a batch of letters",
    ),
]


@pytest.mark.parametrize(("change", "expected"), WRONG)
def test_one_fault_gives_one_problem_that_says_where(change: Change, expected: ManualProblem) -> None:
    assert problem_after(change) == expected


@pytest.mark.parametrize(("change", "key"), UNKNOWN_KEYS)
def test_an_unknown_key_is_told_with_those_that_are_known(change: Change, key: str) -> None:
    found = problem_after(change)
    assert (found.code, found.key) == (NotAsAgreed.UNKNOWN_KEY, key)
    assert found.expected
    assert key.rpartition(".")[2] not in found.expected


def test_every_rule_of_reading_is_among_the_cases() -> None:
    from_files = {NotAsAgreed.UNREADABLE, NotAsAgreed.NOT_TOML, NotAsAgreed.ID_TAKEN, NotAsAgreed.CHANGED_IN_USE}
    several_at_once = {NotAsAgreed.ANSWER_UNHANDLED, NotAsAgreed.REPLY_UNUSED}
    shown = {param.values[1].code for param in WRONG if isinstance(param.values[1], ManualProblem)}
    assert shown | from_files | several_at_once | {NotAsAgreed.UNKNOWN_KEY} == set(NotAsAgreed)


def test_an_answer_that_nothing_handles() -> None:
    mapping = valid("rhs-004")
    mapping["handlings"] = [one for one in mapping["handlings"] if one["answer"] != "no"]
    assert problems_of(mapping) == [
        ManualProblem(NotAsAgreed.ANSWER_UNHANDLED, "templates[1].answers[2].key", "no", ("handlings",)),
        ManualProblem(NotAsAgreed.ANSWER_UNHANDLED, "templates[2].answers[3].key", "no", ("handlings",)),
    ]


def test_a_reply_text_that_no_handling_uses() -> None:
    problem = problem_after(put("replies.1.name", "Du bokar själv"))
    assert (problem.code, problem.key, problem.found) == (
        NotAsAgreed.REPLY_UNUSED,
        "replies[1].name",
        "Du bokar själv",
    )
    assert "Du bokar själv en tid via Boka tid direkt" in problem.expected


def test_all_problems_are_told_at_once_whatever_their_kind() -> None:
    mapping = valid()
    changes = both(
        put("dagar", 3),
        drop("name"),
        put("days.manual_reminder", 40),
        put("sending_hours.start", "18:00"),
        put("templates.1.answers.1.key", "maybe"),
        put("phone_attempts", "tre"),
        drop("sources.call"),
        put("handlings.3.reply", "Tack"),
    )
    changes(mapping)
    assert {(problem.code, problem.key) for problem in problems_of(mapping)} == {
        (NotAsAgreed.UNKNOWN_KEY, "dagar"),
        (NotAsAgreed.MISSING_KEY, "name"),
        (NotAsAgreed.OUT_OF_ORDER, "days.manual_reminder"),
        (NotAsAgreed.HOURS_REVERSED, "sending_hours.start"),
        (NotAsAgreed.UNKNOWN_VALUE, "templates[1].answers[1].key"),
        (NotAsAgreed.WRONG_TYPE, "phone_attempts"),
        (NotAsAgreed.RULE_WITHOUT_SOURCE, "sources.call"),
        (NotAsAgreed.REPLY_SUPERFLUOUS, "handlings[3].reply"),
    }


def test_the_error_itself_is_the_first_problem_and_names_the_file() -> None:
    with pytest.raises(ProfileInvalid) as caught:
        read_profile({**valid(), "phone_attempts": 0}, file="egen.toml")
    error = caught.value
    data = {name: error.data[name] for name in ("file", "key", "found", "expected")}
    assert error.key == "profile.out_of_range"
    assert data == {"file": "egen.toml", "key": "phone_attempts", "found": "0", "expected": ("1", "9999")}


def test_an_empty_mapping_misses_every_key_without_a_default() -> None:
    missing = {problem.key for problem in problems_of({}) if problem.code is NotAsAgreed.MISSING_KEY}
    assert {"id", "name", "days", "templates", "portal", "sources"} <= missing
    assert missing.isdisjoint({"year", "own", "elsewhere", "contacts", "replies"})


@pytest.mark.parametrize("name", MANUALS)
def test_what_is_written_is_read_again(name: str) -> None:
    profile = manual(name)
    through_json = json.loads(json.dumps(to_mapping(profile), ensure_ascii=False))
    assert read_profile(through_json, file="egen.toml") == profile


@pytest.mark.parametrize("name", MANUALS)
def test_reading_leaves_the_mapping_alone(name: str) -> None:
    mapping = valid(name)
    before = copy.deepcopy(mapping)
    read_profile(mapping, file="egen.toml")
    assert mapping == before


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(lambda text: bool(text.strip()))
WHOLE = st.integers(min_value=0, max_value=9_999)


@st.composite
def edited(draw: st.DrawFn) -> dict[str, Any]:
    """A manual with days, texts and steps changed as a clinic may change them."""
    mapping = valid(draw(st.sampled_from(MANUALS)))
    days = mapping["days"]
    automatic, manual_day, closes = sorted(draw(st.lists(WHOLE, min_size=3, max_size=3, unique=True)))
    look, own = sorted(draw(st.lists(WHOLE, min_size=2, max_size=2, unique=True)))
    invite, holds = sorted(draw(st.lists(WHOLE, min_size=2, max_size=2, unique=True)))
    days |= {"automatic_reminder": automatic, "manual_reminder": manual_day, "closes": closes}
    days |= {"own_booking_look": look, "own_booking": own, "invite": invite, "cosmic_check_valid": holds}
    days |= {name: draw(WHOLE) for name in ("cosmic_check", "after_reminder", "answer_workdays", "letter_reply")}
    start, end = sorted(draw(st.lists(st.integers(0, 24 * 60 - 1), min_size=2, max_size=2, unique=True)))
    mapping["sending_hours"] = {
        "start": f"{start // 60:02}:{start % 60:02}",
        "end": f"{end // 60:02}:{end % 60:02}",
    }
    mapping["name"] = draw(TEXTS)
    mapping["samples"] = draw(st.lists(TEXTS, min_size=1, max_size=3))
    mapping["year"] = draw(st.integers(2000, 9999))
    mapping["elsewhere"] = {"days.answer_workdays": draw(TEXTS)}
    for step in mapping["visit"]:
        step["text"] = draw(TEXTS)
    draw(st.randoms()).shuffle(mapping["visit"])
    return mapping


@given(edited())
def test_an_edited_manual_survives_writing_and_reading(mapping: dict[str, Any]) -> None:
    profile = read_profile(mapping, file="egen.toml")
    assert profile.name == mapping["name"]
    assert profile.days.closes == mapping["days"]["closes"]
    assert profile.sending_hours.start.isoformat("minutes") == mapping["sending_hours"]["start"]
    assert [step.key for step in profile.visit] == [step["key"] for step in mapping["visit"]]
    assert read_profile(to_mapping(profile), file="egen.toml") == profile


ANY_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.times() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_any_value_anywhere_gives_a_profile_or_problems_and_never_a_traceback(data: st.DataObject) -> None:
    mapping = valid(data.draw(st.sampled_from(MANUALS)))
    place: Any = mapping
    while True:
        names = list(place) if isinstance(place, dict) else list(range(len(place)))
        name = data.draw(st.sampled_from(names))
        inner = place[name]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            place[name] = data.draw(ANY_VALUE)
            break
        place = inner
    refused = refusal_of(lambda: read_profile(mapping, file="egen.toml"))
    assert problems_of(mapping) if refused else read_again(mapping)


def read_again(mapping: dict[str, Any]) -> bool:
    """Whether the profile that it gives is read the same when it is written and read again."""
    profile = read_profile(mapping, file="egen.toml")
    return read_profile(to_mapping(profile), file="egen.toml") == profile


def _types_in(hint: Any) -> set[type]:
    """The dataclasses and leaf types that a hint is made of."""
    if get_origin(hint) is not None or isinstance(hint, UnionType):
        return set().union(*(_types_in(part) for part in get_args(hint) if part is not Ellipsis))
    if is_dataclass(hint):
        return set().union(*(_types_in(inner) for inner in get_type_hints(hint).values()))
    return {hint}


def test_the_reader_knows_every_type_that_a_profile_holds() -> None:
    leaves = _types_in(Profile) - {type(None)}
    assert {leaf for leaf in leaves if not issubclass(leaf, StrEnum)} == {bool, int, str, time}


def test_the_limits_name_keys_that_exist() -> None:
    for key, least in LEAST.items():
        value: Any = manual("rhs-2023")
        for name in key.split("."):
            value = getattr(value, name)
        assert least <= value <= MOST


@pytest.mark.parametrize("name", MANUALS)
def test_every_rule_has_a_source_and_the_clinic_s_own_are_called_so(name: str) -> None:
    profile = manual(name)
    assert set(profile.sources) == set(Rule)
    assert profile.sources[Rule.LETTER_REPLY] == OWN_SOURCE
    assert profile.sources[Rule.REMIND] == f"{profile.source}, Påminnelser"


ORIGINS = [
    pytest.param("rhs-004", "days.closes", "Manual RHS", id="the manual's own value"),
    pytest.param("rhs-004", "days.letter_reply", OWN_SOURCE, id="no manual says so"),
    pytest.param("rhs-004", "sending_hours.start", OWN_SOURCE, id="inside an own table"),
    pytest.param("rhs-004", "cosmic_check", OWN_SOURCE, id="the newer manual leaves the check out"),
    pytest.param("rhs-2023", "cosmic_check", "Manual 2023", id="the older one asks for it"),
    pytest.param(
        "rhs-2023", "days.answer_workdays", "Region Kronoberg, svar på ärenden via 1177", id="another region's value"
    ),
    pytest.param("rhs-2023", "form.name", "Manual RHS, Frågeformulär", id="inside a table from elsewhere"),
]


@pytest.mark.parametrize(("name", "key", "origin"), ORIGINS)
def test_where_a_value_comes_from(name: str, key: str, origin: str) -> None:
    assert manual(name).origin(key) == origin


@pytest.mark.parametrize("name", MANUALS)
def test_whatever_no_manual_says_is_marked_own(name: str) -> None:
    profile = manual(name)
    days = {f"days.{item.name}" for item in fields(profile.days)}
    assert {key for key in days if profile.origin(key) == OWN_SOURCE} == {
        "days.cosmic_check",
        "days.cosmic_check_valid",
        "days.invite",
        "days.after_reminder",
        "days.own_booking_look",
        "days.call_again_workdays",
        "days.letter_reply",
    }


@pytest.mark.parametrize("name", MANUALS)
def test_a_template_is_found_by_its_key(name: str) -> None:
    assert manual(name).template("web").needs_web_times
    with pytest.raises(KeyError):
        manual(name).template("letter")


@pytest.mark.parametrize("name", MANUALS)
@pytest.mark.parametrize("status", PortalStatus)
def test_1177_has_a_text_for_every_status(name: str, status: PortalStatus) -> None:
    assert manual(name).portal.label(status) in {entry.text for entry in manual(name).portal.statuses}


@pytest.mark.parametrize("name", MANUALS)
@pytest.mark.parametrize("answer", Answer)
def test_every_handling_copies_its_reply_and_then_closes(name: str, answer: Answer) -> None:
    for handling in manual(name).handlings_for(answer):
        acts = [step.act for step in handling.steps]
        before = handling.steps[: acts.index(TickEffect.CLOSE)]
        copied = [step.copy for step in before if step.key.startswith("reply_")]
        assert copied == [reply for reply in [handling.reply] if reply]
        assert (handling.closing is Closing.CLOSE_WITHOUT_ANSWER) is (not handling.reply)
