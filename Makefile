# Each task fetches what it needs itself. Extra arguments: make test ARGS="-k letters"
PYTHON ?= python3
ARGS ?=
TASKS := run check test explore bench lint lock setup clean

.PHONY: help $(TASKS)

help:
	@$(PYTHON) -m tools help

$(TASKS):
	@$(PYTHON) -m tools $@ $(ARGS)
