"""The rules of the care process. Standard library only; `today` is always a parameter."""
