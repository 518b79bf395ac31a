"""The manuals that can be used, who follows each, and what using one instead of another changes."""

from __future__ import annotations

from dataclasses import dataclass

from rhs_desktop.domain.cases.manual_preview import ShiftedStep, shifted
from rhs_desktop.domain.manuals.diff import Difference, differences
from rhs_desktop.domain.manuals.manual import Profile, Rules
from rhs_desktop.services import settings
from rhs_desktop.services.context import Context
from rhs_desktop.services.manual_files import ManualFileError, ManualSet, manual_set
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.store import manuals as kept
from rhs_desktop.store import people
from rhs_desktop.store.people import RoundRecord


@dataclass(frozen=True, slots=True)
class Manual:
    """A manual and who follows it. `rounds`: those whose new cases do. `used`: it can no longer be changed itself."""

    profile: Profile
    shipped: bool
    used: bool
    default: bool
    rounds: tuple[RoundRecord, ...]
    open: int
    finished: int


@dataclass(frozen=True, slots=True)
class ManualInUse:
    """How many cases of a round keep which manual; `before_invitation`: the open ones that are not invited yet."""

    round: RoundRecord
    profile: str
    open: int
    before_invitation: int
    finished: int


@dataclass(frozen=True, slots=True)
class ManualPreview:
    """The effect of using a manual instead of another: their differences, the days of a new case, and who keeps which.

    `rounds` are those whose new cases follow the former now.
    """

    differences: tuple[Difference, ...]
    shifts: tuple[ShiftedStep, ...]
    rounds: tuple[RoundRecord, ...]
    keeping: tuple[ManualInUse, ...]


@needs(Permission.ENTER)
def manuals(ctx: Context) -> tuple[Manual, ...]:
    """Every usable manual: the program's, then the clinic's by name, the newest version first."""
    chosen = settings.load(ctx).profile
    with ctx.store.reading() as db:
        rounds = people.rounds(db)
        following = kept.following(db)
        used = kept.used(db)
    shelf = manual_set(ctx.profiles)
    found = [
        Manual(
            profile,
            profile.id in shelf.shipped,
            profile.id in used,
            profile.id == chosen,
            tuple(one for one in rounds if one.profile == profile.id),
            sum(one.open for one in following if one.profile == profile.id),
            sum(one.finished for one in following if one.profile == profile.id),
        )
        for profile in shelf.values()
    ]
    return (
        *(one for one in found if one.shipped),
        *sorted(
            (one for one in found if not one.shipped),
            key=lambda one: (one.profile.name.casefold(), -one.profile.version),
        ),
    )


@needs(Permission.ENTER)
def troubles(ctx: Context) -> tuple[ManualFileError, ...]:
    """The errors of the clinic's manual files that are not used as they are."""
    return ctx.profiles.troubles if isinstance(ctx.profiles, ManualSet) else ()


@needs(Permission.ADMINISTER)
def preview(ctx: Context, before: Profile, after: Profile, *, round_id: int | None = None) -> ManualPreview:
    """What changes if new cases follow `after` instead of `before`, in one round or all. Nothing is stored."""
    with ctx.store.reading() as db:
        rounds = {one.id: one for one in people.rounds(db)}
        following = kept.following(db)
    concerned = {one.id for one in rounds.values() if one.profile == before.id}
    concerned |= {one.round for one in following if one.profile == before.id}
    if round_id is not None:
        concerned = {round_id}
    keeping = tuple(
        ManualInUse(rounds[one.round], one.profile, one.open, one.before_invitation, one.finished)
        for one in sorted(following)
        if one.round in concerned
    )
    return ManualPreview(
        differences(before, after),
        shifted(Rules(before, ctx.calendar), Rules(after, ctx.calendar), ctx.today),
        tuple(one for one in rounds.values() if one.profile == before.id and one.id in concerned),
        keeping,
    )
