"""Kept as the name the reports know; the rule itself lives on the ground floor."""

from academy.people.spreadsheet import neutral

__all__ = ["neutral"]
