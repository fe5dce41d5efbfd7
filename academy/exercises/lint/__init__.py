"""Lint: `lint(exercise)` says all that is wrong with it; `registry.CODES` what each code means and how to mend it."""

from academy.exercises.lint.check import lint

__all__ = ["lint"]
