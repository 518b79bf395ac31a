"""How fast and how lean, each figure beside its floor or rival in the same run. See docs/benchmarks.md."""
