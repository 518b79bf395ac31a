"""Wizards: each a pure state that knows what may be pressed, and a thin painter."""
