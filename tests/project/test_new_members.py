"""A new member of a closed set does not pass unseen: what mypy and the tables say of one, planted in a copy."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.repository import ROOT

PLANTED: Mapping[str, tuple[str, str, str]] = {
    "SmsSent": ("domain/cases/events.py", "Event = (\n    Listed\n", "Event = (\n    Listed\n    | SmsSent\n"),
    "StepKind.SEND_SMS": ("domain/cases/steps.py", '    GIVE_UP = "give_up"\n', '    SEND_SMS = "send_sms"\n'),
    "Queue.SMS": ("domain/cases/steps.py", '    BOOKING = "booking"\n', '    SMS = "sms"\n'),
    "Status.SMS_SENT": ("domain/cases/steps.py", '    REMINDED = "reminded"\n', '    SMS_SENT = "sms_sent"\n'),
    "Act.SMS_SENT": ("domain/cases/acts.py", '    REMINDED = "reminded"\n', '    SMS_SENT = "sms_sent"\n'),
    "ActKind.SMS": ("domain/act_kinds.py", '    TICK = "tick"\n', '    SMS = "sms"\n'),
    "HistoryRefusal.SMS_SENT": ("domain/errors.py", '    SAID_NO = "said_no"\n', '    SMS_SENT = "sms_sent"\n'),
    "Permission.SMS": ("domain/roles.py", '    REVIEW = "review"\n', '    SMS = "sms"\n'),
    "CopiedData.SMS": ("domain/access_log/entries.py", '    HANDOVER = "handover"\n', '    SMS = "sms"\n'),
}
"""Each new member: the module of its set, a line there, and the line that is put before it (of the union: after)."""
A_NEW_EVENT = '''
@dataclass(frozen=True, slots=True, kw_only=True)
class SmsSent(EventBase):
    """Planted."""


'''
_NAMED = re.compile(r'^(?P<file>[^:]+):\d+: error: Argument 1 to "assert_never" has incompatible type "(?P<type>.*?)";')
_TABLES = """
import json, sys
sys.path[:0] = ["tests/project", "."]
from test_closed_sets import PARTIAL, tables
print(json.dumps([(name, [str(getattr(one, "name", one)) for one in whole - table.keys()])
                  for name, table, whole in tables() if name not in PARTIAL and whole - table.keys()]))
"""


def copy_with(members: Mapping[str, tuple[str, str, str]], root: Path) -> Path:
    """A copy of the program in that folder with these members planted, and what mypy knows of it as it is."""
    for folder in ("rhs_desktop", ".mypy_cache"):
        if (ROOT / folder).exists():
            shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "tests/repository.py", "tests/project/test_closed_sets.py"):
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / file, root / file)
    (root / "resources").symlink_to(ROOT / "resources")
    for member, (module, place, line) in members.items():
        path = root / "rhs_desktop" / module
        source = path.read_text(encoding="utf-8")
        assert place in source, f"{member}: where to put it is not found"
        if member == "SmsSent":
            source = source.replace(place, line).replace("Event = (\n", A_NEW_EVENT + "Event = (\n")
        else:
            source = source.replace(place, line + place, 1)
        path.write_text(source, encoding="utf-8")
    return root


def named_by_mypy(root: Path) -> dict[str, set[str]]:
    """By new member the modules in which mypy says that it is not answered for."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "rhs_desktop"], cwd=root, capture_output=True, encoding="utf-8", check=False
    )
    found: dict[str, set[str]] = defaultdict(set)
    for line in done.stdout.splitlines():
        if named := _NAMED.match(line):
            member = named["type"].removeprefix("Literal[").removesuffix("]")
            found[member].add(named["file"].removeprefix("rhs_desktop/"))
    return dict(found)


def lacking_tables(root: Path) -> dict[str, list[str]]:
    """The tables that say nothing of a new member, with what they lack."""
    done = subprocess.run([sys.executable, "-c", _TABLES], cwd=root, capture_output=True, encoding="utf-8", check=True)
    found: dict[str, list[str]] = dict(json.loads(done.stdout))
    return found


@pytest.mark.slow
def test_mypy_names_every_place_that_must_answer_for_a_new_member(tmp_path: Path) -> None:
    assert named_by_mypy(copy_with(PLANTED, tmp_path)) == {
        "SmsSent": {"domain/cases/fold.py", "strings/cases/process.py"},
        "StepKind.SEND_SMS": {"domain/cases/steps.py"},
        "Status.SMS_SENT": {"domain/cases/steps.py"},
        "Act.SMS_SENT": {"domain/cases/acts.py"},
        "Permission.SMS": {"domain/roles.py"},
        "CopiedData.SMS": {"domain/access_log/entries.py"},
    }


@pytest.mark.slow
def test_the_tables_name_what_they_lack(tmp_path: Path) -> None:
    """What mypy cannot see of tables: the test of them fails for each of these.

    Without a new act, for which the modules that must answer cannot be imported.
    """
    members = {member: where for member, where in PLANTED.items() if member != "Act.SMS_SENT"}
    assert lacking_tables(copy_with(members, tmp_path)) == {
        "domain.cases.acts.BUTTONS": ["SEND_SMS"],
        "strings.access_log.entries._WHAT": ["SMS"],
        "strings.cases.process.DONE": ["SMS"],
        "strings.cases.process.STEP": ["SEND_SMS"],
        "strings.cases.process.STATUS": ["SMS_SENT"],
        "strings.cases.process.QUEUE": ["SMS"],
        "strings.errors.HISTORY": ["SMS_SENT"],
    }
