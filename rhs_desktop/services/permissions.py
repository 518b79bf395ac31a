"""The decorator that names the permission of a service. Roles and their permissions: domain/roles.py."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from rhs_desktop.domain.errors import EntryRefusal, EntryRefused
from rhs_desktop.domain.roles import Permission, allowed

if TYPE_CHECKING:
    from rhs_desktop.services.context import Context

__all__ = ["Permission", "needs", "require"]

Service = TypeVar("Service", bound=Callable[..., Any])


def needs(permission: Permission) -> Callable[[Service], Service]:
    """Decorates a service, whose first argument is the context; a call raises EntryRefused `not_allowed` without the
    permission."""

    def guard(service: Service) -> Service:
        @wraps(service)
        def guarded(ctx: Context, *arguments: Any, **named: Any) -> Any:
            require(ctx, permission)
            return service(ctx, *arguments, **named)

        guarded.permission = permission  # type: ignore[attr-defined]
        return cast("Service", guarded)

    return guard


def require(ctx: Context, permission: Permission) -> None:
    """Raises EntryRefused `not_allowed` with the permission, if the user lacks it."""
    if not allowed(ctx.roles, permission):
        raise EntryRefused(EntryRefusal.NOT_ALLOWED, permission=permission)
