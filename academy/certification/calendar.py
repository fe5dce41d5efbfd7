"""Dates of validity: whole months, leap days, contract ends. Pure."""

from calendar import monthrange
from datetime import date

LAST_DAY = date(9999, 12, 31)


def add_months(day: date, months: int) -> date:
    """The same day that many months later; the month's last day when it has no such day (29 Feb → 28 Feb)."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > LAST_DAY.year:
        return LAST_DAY
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def end_of_validity(issued: date, months: int, contract_end: date | None = None) -> date:
    """The last day on which a certificate gives a right: never after the holder's contract."""
    end = add_months(issued, months)
    return min(end, contract_end) if contract_end else end
