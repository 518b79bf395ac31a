"""Somebody sits down at a desk."""

from tests.ui.sitting import sit

__all__ = ["sit"]
