"""Logic over a closed set is total: rule H13. What mypy says of a new member: test_new_members.py."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import get_args

import pytest

from rhs_desktop.domain.cases.events import Event
from tests.repository import module_files

OUR_OWN = "rhs_desktop"
PARTIAL = {
    "letters.batch._WRITE_TROUBLE",
    "domain.cases.next_step._EXCLUDED",
    "domain.cases.open_handling_steps._ANSWERS",
    "domain.cases.steps_in_turn._ANSWERS",
    "domain.letters.languages.SIGNS",
    "domain.manuals.edit.DECIDED_BY",
    "domain.pasting.vocabulary._FIELDS",
    "domain.pasting.vocabulary._MESSAGES",
    "domain.statistics._ENDS",
    "services.backdating._BEFORE",
    "services.letters.plan._HOLDS",
    "store.backups.restoring._OF_A_COPY",
    "strings.access_log.entries._ABOUT_ANOTHER",
    "strings.backups.TROUBLE",
    "strings.cases.next_step._RECIPIENT",
    "strings.cases.next_step._VISIT_STEPS",
    "strings.cases.replies.ANSWERS",
    "strings.cases.statistics.OF",
    "strings.common.UNPROTECTED",
    "strings.manuals.manuals.ACTS",
    "strings.sending.send.MOVED",
    "ui.case_list.date_filter._SPANS",
    "ui.case_list.empty_state._BUTTONS",
    "ui.case_list.filter._LENGTHS",
    "ui.case_panel.several_cases._STEP_OF",
    "ui.cases.cosmic_check_dialog._STATES",
    "ui.letters.notices._OTHERS",
    "ui.login.controller._OF_KEYS",
    "ui.pasting.state._STATES",
    "ui.sending.check_page._STATES",
    "ui.window.dialogs.ACT_DIALOGS",
}
"""Tables that mean to leave members out: the code that reads them says what holds of those."""


def own_names(tree: ast.Module) -> set[str]:
    """The names in a module that stand for something of the program: imported from it or defined at the top."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == OUR_OWN:
            found.update(one.asname or one.name for one in node.names)
    return found | {node.name for node in tree.body if isinstance(node, ast.ClassDef)}


def roots(pattern: ast.pattern) -> Iterator[str]:
    """The first name of every member and class in a pattern; "?" for what is neither and no wildcard."""
    match pattern:
        case ast.MatchValue(value=ast.Attribute() as member):
            yield ast.unparse(member).partition(".")[0]
        case ast.MatchClass(cls=cls):
            yield ast.unparse(cls).partition(".")[0]
        case ast.MatchOr(patterns=patterns):
            for one in patterns:
                yield from roots(one)
        case ast.MatchAs(pattern=None) | ast.MatchSingleton():
            pass
        case ast.MatchAs(pattern=ast.pattern() as inner):
            yield from roots(inner)
        case _:
            yield "?"


def over_a_closed_set(node: ast.Match, own: set[str]) -> bool:
    found = {root for case in node.cases for root in roots(case.pattern)}
    return bool(found) and found <= own


def ends_in_assert_never(node: ast.Match) -> bool:
    last = node.cases[-1]
    calls = [ast.unparse(one.func) for one in ast.walk(last) if isinstance(one, ast.Call)]
    return not list(roots(last.pattern)) and last.guard is None and calls == ["assert_never"]


def open_ended(source: str) -> list[int]:
    """The lines of the matches over a closed set that do not end in assert_never."""
    tree = ast.parse(source)
    own = own_names(tree)
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Match) and over_a_closed_set(node, own)]
    return [node.lineno for node in found if not ends_in_assert_never(node)]


def test_every_match_over_a_closed_set_ends_in_assert_never() -> None:
    found = {name: open_ended(file.read_text(encoding="utf-8")) for name, file in module_files().items()}
    assert {name: lines for name, lines in found.items() if lines} == {}


_BEGIN = "from rhs_desktop.domain.codes import Via\nmatch via:\n    case Via.DESK:\n        pass\n"


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        pytest.param(_BEGIN, [2], id="no last case"),
        pytest.param(_BEGIN + "    case _:\n        pass\n", [2], id="a default"),
        pytest.param(_BEGIN + "    case _ as unreachable:\n        assert_never(unreachable)\n", [], id="total"),
        pytest.param(_BEGIN + "    case _:\n        assert_never(via)\n", [], id="total by the subject"),
        pytest.param(_BEGIN.replace("rhs_desktop", "elsewhere"), [], id="of others"),
        pytest.param("match x:\n    case 'a':\n        pass\n", [], id="text"),
        pytest.param("match x:\n    case 'a' | Via.DESK:\n        pass\n", [], id="mixed"),
        pytest.param("class A: ...\nmatch x:\n    case A():\n        pass\n", [2], id="a class of its own"),
    ],
)
def test_an_open_match_is_found(source: str, lines: list[int]) -> None:
    assert open_ended(source) == lines


def closed_set(table: object) -> frozenset[object] | None:
    """Everything that the keys of a table could be: the members of the one enum, or the kinds of events."""
    if not isinstance(table, Mapping) or not table:
        return None
    kinds = {type(key) for key in table}
    if len(kinds) == 1 and issubclass(kind := kinds.pop(), Enum) and kind.__module__.startswith(OUR_OWN):
        return frozenset(kind)
    events: frozenset[object] = frozenset(get_args(Event))
    return events if events.issuperset(table) else None


def tables() -> Iterator[tuple[str, Mapping[object, object], frozenset[object]]]:
    """Every module-level mapping over a closed set, by its module and name, in the module that defines it."""
    for name, file in module_files().items():
        if name == f"{OUR_OWN}.__main__":
            continue
        module = importlib.import_module(name)
        body = ast.parse(file.read_text(encoding="utf-8")).body
        for target in (one for node in body for one in _targets(node)):
            table = getattr(module, target, None)
            if isinstance(table, Mapping) and (whole := closed_set(table)) is not None:
                yield f"{name.removeprefix(OUR_OWN + '.')}.{target}", table, whole


def _targets(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.Assign(targets=targets):
            yield from (one.id for one in targets if isinstance(one, ast.Name))
        case _:
            pass


def test_every_table_over_a_closed_set_is_total_or_named_as_partial() -> None:
    found = {name: whole - table.keys() for name, table, whole in tables()}
    assert len(found) > 60
    lacking = {name: missing for name, missing in found.items() if missing and name not in PARTIAL}
    assert lacking == {}
    assert {name for name in PARTIAL if not found.get(name)} == set()
