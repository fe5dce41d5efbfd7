"""Cells that a spreadsheet would run as a formula are written so that it shows them as text."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def neutral(value):
    """Texts only: '=1+1' → "'=1+1"; numbers and dates stay what they are."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_DANGEROUS) else value
