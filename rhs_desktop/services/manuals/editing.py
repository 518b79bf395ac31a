"""Editing the clinic's manuals: copy, change, save, and use them for new cases. Existing cases keep theirs.

A manual that a round or a case follows is never changed: what is saved then is its next version, with an id of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused, ProfileInvalid
from rhs_desktop.domain.manuals.diff import differences
from rhs_desktop.domain.manuals.edit import Draft, family, first_id, next_version
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.domain.manuals.reading import to_mapping
from rhs_desktop.services import settings
from rhs_desktop.services.context import Context
from rhs_desktop.services.manual_files import OWN_SUFFIX, ManualSet, load_profile, manual_set
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, recording
from rhs_desktop.services.rounds import round_record
from rhs_desktop.store import manuals as kept

if TYPE_CHECKING:
    from rhs_desktop.store.act import ActWriter

"""The kinds of act."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A manual as it was saved; `new_version` where the changed one is in use and stays as it is."""

    done: ActDone
    profile: Profile
    new_version: bool


@needs(Permission.ADMINISTER)
def draft(ctx: Context, profile_id: str) -> Draft:
    """A draft of a manual of the clinic. Raises HistoryRefused `profile_missing`, `manual_shipped`."""
    return Draft.of(_own(ctx, profile_id))


@needs(Permission.ADMINISTER)
def copy(ctx: Context, profile_id: str, name: str) -> Saved:
    """Save the clinic's own copy of any manual, which nobody follows yet.

    Raises HistoryRefused `profile_missing`, `manual_name_missing`, `manual_name_taken`, FileUnwritable.
    """
    base = ctx.rules(profile_id).profile
    check_name(ctx, name)
    made = Draft.of(base).put("name", name.strip())

    def finished(used: bool) -> Profile:
        return made.finished(id_=first_id(name, _taken(ctx)), version=1, based_on=base.id)

    return _save(ctx, finished, base, ())


@needs(Permission.ADMINISTER)
def save(ctx: Context, changed: Draft, *, use_in: Collection[int] = ()) -> Saved:
    """Save a changed manual: under its own id while nobody follows it, else as its next version.

    `use_in`: the rounds whose new cases follow it from now on; undo switches them back. Raises ProfileInvalid with all
    problems, HistoryRefused `profile_missing`, `manual_shipped`, `manual_name_missing`, `manual_name_taken`,
    `unknown_round`, and FileUnwritable.
    """
    base = _own(ctx, changed.base.id)
    check_name(ctx, str(changed.value("name")), besides=base)

    def finished(used: bool) -> Profile:
        if used:
            id_, version = next_version(base, _taken(ctx))
            return changed.finished(id_=id_, version=version, based_on=base.id)
        return changed.finished(id_=base.id, version=base.version, based_on=base.based_on)

    return _save(ctx, finished, base, use_in)


@needs(Permission.ADMINISTER)
def use(ctx: Context, round_id: int, profile_id: str) -> ActDone:
    """Let new cases of a round follow that manual; existing cases keep theirs. Undo switches back.

    Raises HistoryRefused `unknown_round`, `profile_missing`, `manual_same`.
    """
    profile = ctx.rules(profile_id).profile
    with recording(ctx, ActKind.USE_MANUAL, details={"manual": profile.name, "version": profile.version}) as act:
        record = round_record(ctx, round_id)
        if record.profile == profile_id:
            raise HistoryRefused(HistoryRefusal.MANUAL_SAME)
        act.details |= {"round": record.name, "before": record.profile}
        keep(act, ctx, profile_id)
        act.change("round", round_id, profile=profile_id)
        return act.commit()


@needs(Permission.ADMINISTER)
def remove(ctx: Context, profile_id: str) -> ActDone:
    """Remove a manual of the clinic that nobody follows, and its file.

    Raises HistoryRefused `profile_missing`, `manual_shipped`, `manual_in_use`, `manual_default`.
    """
    profile = _own(ctx, profile_id)
    shelf = manual_set(ctx.profiles)
    with recording(ctx, ActKind.REMOVE_MANUAL, details={"manual": profile.name, "version": profile.version}) as act:
        if settings.load(ctx).profile == profile_id:
            raise HistoryRefused(HistoryRefusal.MANUAL_DEFAULT)
        if profile_id in kept.used(act.db):
            raise HistoryRefused(HistoryRefusal.MANUAL_IN_USE)
        act.set_setting(f"{kept.PREFIX}{profile_id}", None)
        done = act.commit()
    _file_of(shelf, profile_id).unlink(missing_ok=True)
    shelf.take(profile_id)
    return done


def keep(act: ActWriter, ctx: Context, profile_id: str) -> None:
    """Within an act by which somebody begins to follow a manual: store its present content, whatever becomes of its
    file."""
    if profile_id not in manual_set(ctx.profiles).shipped:
        act.set_setting(f"{kept.PREFIX}{profile_id}", to_mapping(ctx.profiles[profile_id]))


@needs(Permission.ENTER)
def check_name(ctx: Context, name: str, *, besides: Profile | None = None) -> None:
    """Raises HistoryRefused `manual_name_missing`, `manual_name_taken` for a name that a manual cannot have."""
    if not name.strip():
        raise HistoryRefused(HistoryRefusal.MANUAL_NAME_MISSING)
    mine = family(besides) if besides else None
    for other in ctx.profiles.values():
        if family(other) != mine and other.name.casefold() == name.strip().casefold():
            raise HistoryRefused(HistoryRefusal.MANUAL_NAME_TAKEN, name=other.name)


def _save(ctx: Context, finished: Callable[[bool], Profile], base: Profile, use_in: Collection[int]) -> Saved:
    """Save what `finished` makes of whether somebody follows the base, as the act finds it."""
    from rhs_desktop.exchange.manual_file import write_manual

    shelf = manual_set(ctx.profiles)
    assert shelf.folder is not None
    with recording(ctx, ActKind.USE_MANUAL if use_in else ActKind.MANUAL) as act:
        used = base.id in kept.used(act.db)
        profile = finished(used)
        rounds = [round_record(ctx, number) for number in use_in]
        act.details |= {
            "manual": profile.name,
            "id": profile.id,
            "version": profile.version,
            "based_on": base.id,
            "keys": [one.key for one in differences(base, profile)],
            "rounds": [one.name for one in rounds],
        }
        file = _file_of(shelf, profile.id)
        before = file.read_bytes() if file.exists() else None
        act.set_setting(f"{kept.PREFIX}{profile.id}", to_mapping(profile))
        for one in rounds:
            act.change("round", one.id, profile=profile.id)
        write_manual(file, to_mapping(profile))
        try:
            done = act.commit()
        except BaseException:
            if before is None:
                file.unlink(missing_ok=True)
            else:
                file.write_bytes(before)
            raise
    shelf.put(profile)
    return Saved(done, profile, new_version=used and profile.version > 1)


def _own(ctx: Context, profile_id: str) -> Profile:
    profile = ctx.rules(profile_id).profile
    if profile_id in manual_set(ctx.profiles).shipped:
        raise HistoryRefused(HistoryRefusal.MANUAL_SHIPPED)
    return profile


def _taken(ctx: Context) -> frozenset[str]:
    """The ids and file names that a new manual cannot have."""
    shelf = manual_set(ctx.profiles)
    with ctx.store.reading() as db:
        ids = {*shelf, *kept.kept(db), *kept.used(db)}
    files = shelf.folder.glob("*") if shelf.folder else ()
    return frozenset(ids | {file.stem.casefold() for file in files})


def _file_of(shelf: ManualSet, profile_id: str) -> Path:
    """The file of a manual: a file made by hand may have another name."""
    assert shelf.folder is not None
    usual = shelf.folder / f"{profile_id}{OWN_SUFFIX}"
    if usual.exists():
        return usual
    for file in sorted(shelf.folder.glob(f"*{OWN_SUFFIX}")):
        try:
            if load_profile(file).id == profile_id:
                return file
        except ProfileInvalid:
            continue
    return usual
