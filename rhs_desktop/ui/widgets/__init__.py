"""Dialogs: each is widgets, signals and layout, in that order, with `ask` as its only door."""
