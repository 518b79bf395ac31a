"""Each service says what it needs, and is refused to whoever lacks it. What opens what: domain/roles.py."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from rhs_desktop.domain.errors import EntryRefused
from rhs_desktop.domain.roles import Permission, allowed

if TYPE_CHECKING:
    from rhs_desktop.services.workplace import Workplace

__all__ = ["Permission", "needs", "require"]

Service = TypeVar("Service", bound=Callable[..., Any])


def needs(permission: Permission) -> Callable[[Service], Service]:
    """Guards a service, whose first argument is the workplace: before it begins, EntryRefused `not_allowed`."""

    def guard(service: Service) -> Service:
        @wraps(service)
        def guarded(w: Workplace, *arguments: Any, **named: Any) -> Any:
            require(w, permission)
            return service(w, *arguments, **named)

        guarded.permission = permission  # type: ignore[attr-defined]
        return cast("Service", guarded)

    return guard


def require(w: Workplace, permission: Permission) -> None:
    """Raises EntryRefused `not_allowed` with the permission."""
    if not allowed(w.roles, permission):
        raise EntryRefused("not_allowed", permission=permission)
