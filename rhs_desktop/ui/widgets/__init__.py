"""Widgets that several subjects use, and what every dialog has in common."""
