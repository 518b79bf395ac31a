"""Who has a door to the register, and what opens it."""

from __future__ import annotations

from rhs_desktop.store.users.key_file import Cost

CHEAP = Cost(memory=64, lanes=1, rounds=1)
ANNA, BO = "Anna Ek", "Bo Ask"
HERS, HIS = "ärtsoppa på torsdag", "fyra gröna paraplyer"
