"""The clinic's settings: kept, checked, and told of."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import fields, replace
from pathlib import Path

import pytest

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.errors import EntryRefused, HistoryRefused
from rhs_desktop.domain.letters.clinic import Clinic, ReplyEnvelope
from rhs_desktop.domain.people.resident import Address
from rhs_desktop.domain.roles import Role
from rhs_desktop.domain.sending import Order
from rhs_desktop.services import settings
from rhs_desktop.services.context import Context
from rhs_desktop.services.recording import recording
from rhs_desktop.services.settings import PrinterShift, Settings
from rhs_desktop.store import act_records
from tests import builders

EKEBY = Clinic(
    "Vårdcentralen Ekeby",
    Address(street="Box 1", postcode="59030", city="Borensberg"),
    "010-105 90 00",
    "vardagar 8–16",
    "logga in på 1177.se",
    ("Ekeby", "Box 1"),
)


def test_a_new_clinic(ctx: Context) -> None:
    assert settings.load(ctx) == Settings()
    assert Settings().profile in ctx.profiles
    assert 0 <= settings.code_salt(ctx) < 19**5


def test_they_are_kept(ctx: Context, tmp_path: Path) -> None:
    chosen = Settings(
        EKEBY, "rhs-004", builders.add_round(ctx), 20, Order.LIST, "c65-h2", 1.5, -2.0, clipboard_seconds=0
    )
    settings.save(ctx, chosen)
    salt = settings.code_salt(ctx)
    ctx.store.close()
    with builders.opened(tmp_path) as again:
        assert settings.load(again) == chosen
        assert (settings.clinic(again), settings.envelope(again)) == (EKEBY, "c65-h2")
        assert settings.code_salt(again) == salt


def test_a_printer_has_its_own_adjustment_and_the_others_share_one(ctx: Context, tmp_path: Path) -> None:
    settings.save(ctx, Settings().shifted("", PrinterShift(1, 2)).shifted("Kontoret", PrinterShift(-0.5, 3)))
    ctx.store.close()
    with builders.opened(tmp_path) as again:
        kept = settings.load(again)
        assert kept.shift_of("Kontoret") == PrinterShift(-0.5, 3)
        assert kept.shift_of("Expeditionen") == kept.shift_of() == PrinterShift(1, 2)
        settings.save(again, kept.shifted("Kontoret", None))
        assert settings.load(again).shift_of("Kontoret") == PrinterShift(1, 2)


def test_settings_from_before_printers_had_their_own_are_the_general_ones(ctx: Context) -> None:
    with recording(ctx, ActKind.SETTINGS, details={}) as act:
        act.set_setting("settings.shift_right", 1.5)
        act.commit()
    kept = settings.load(ctx)
    assert kept.printer_shifts == {}
    assert kept.shift_of("Kontoret") == kept.shift_of() == PrinterShift(1.5, 0)


def test_the_access_log_does_not_name_the_printer(ctx: Context) -> None:
    settings.save(ctx, Settings(printer_shifts={"Kontoret": PrinterShift(1, 1)}))
    with ctx.store.reading() as db:
        (line,) = db.execute("SELECT details FROM access_log WHERE kind = 'settings'").fetchall()
    assert "printer_shifts" in line[0]
    assert "Kontoret" not in line[0]


def test_what_was_changed_is_told(ctx: Context) -> None:
    done = settings.save(ctx, Settings(clipboard_seconds=30))
    with ctx.store.reading() as db:
        line = act_records.act(db, done.act)
    assert line is not None
    assert (line.kind, line.details) == ("settings", {"changed": {"clipboard_seconds": [60, 30]}})


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        pytest.param(Settings(profile="gone"), "profile_missing", id="a manual that is not installed"),
        pytest.param(Settings(round=9), "unknown_round", id="no such round"),
        pytest.param(Settings(batch_size=0), "out_of_range", id="an empty batch"),
        pytest.param(Settings(batch_size=251), "out_of_range", id="more than the manual's file may hold"),
        pytest.param(Settings(clipboard_seconds=-1), "out_of_range", id="no time"),
        pytest.param(Settings(shift_down=21.0), "out_of_range", id="off the sheet"),
        pytest.param(
            Settings(printer_shifts={"A": PrinterShift(0, -21)}), "out_of_range", id="off the sheet on a printer"
        ),
    ],
)
def test_what_cannot_be_chosen(ctx: Context, chosen: Settings, code: str) -> None:
    with pytest.raises(HistoryRefused) as refused:
        settings.save(ctx, chosen)
    assert refused.value.code == code
    assert settings.load(ctx) == Settings()


@pytest.mark.parametrize("name", [item.name for item in fields(Settings)])
def test_who_may_change_which(ctx: Context, name: str) -> None:
    """Whoever sits at the desk what concerns the printer and the view; an administrator all the rest."""
    values: dict[str, object] = {
        "clinic": EKEBY,
        "profile": "rhs-004-web",
        "round": builders.add_round(ctx),
        "batch_size": 20,
        "order": Order.LIST,
        "envelope": "c4",
        "sender_line": "Avs: Box 12, 590 30 Ekeby",
        "printer_shifts": {"Kontoret": PrinterShift(1.5, -2.0)},
        "invitation_ages": (40, 55),
        "reply_envelope": ReplyEnvelope.NONE,
    }
    before = getattr(Settings(), name)
    value = values.get(name, not before if isinstance(before, bool) else before + 1 if name not in values else None)
    if name == "profile":
        value = next(profile for profile in ctx.profiles if profile != before)
    wanted = replace(Settings(), **{name: value})  # type: ignore[arg-type]
    handler = replace(ctx, roles=frozenset({Role.HANDLER}))
    own = {"round", "order", "envelope", "shift_right", "shift_down", "printer_shifts", "sender_line"}
    with nullcontext() if name in own else pytest.raises(EntryRefused, match="not_allowed"):
        settings.save(handler, wanted)
    assert settings.load(ctx) == (wanted if name in own else Settings())
    settings.save(replace(ctx, roles=frozenset({Role.ADMINISTRATOR})), wanted)
    assert settings.load(ctx) == wanted
