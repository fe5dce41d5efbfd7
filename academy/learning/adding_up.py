"""Adds to stored sums in one statement for any number of rows, on SQLite and on PostgreSQL alike."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

AT_ONCE = 500  # rows of one statement; SQLite takes 32,766 values


def add_up(model: type[models.Model], keys: Sequence[str], sums: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    """For each row: a new one, or its `sums` added to the row with the same `keys`; other fields keep what they had.

    Rows are distinct in `keys`. They are written in the order of their keys, so that two processes that add to the
    same rows wait for each other instead of locking each other out.
    """
    ordered = sorted(rows, key=lambda row: [str(row[name]) for name in keys])
    if not ordered:
        return
    names = list(ordered[0])
    fields = [model._meta.get_field(name) for name in names]
    quote, table = connection.ops.quote_name, model._meta.db_table
    column = {field.name: quote(field.column) for field in model._meta.concrete_fields}
    into = ", ".join(column[name] for name in names)
    target = ", ".join(column[name] for name in keys)
    more = ", ".join(f"{column[name]} = {quote(table)}.{column[name]} + EXCLUDED.{column[name]}" for name in sums)
    one = f"({', '.join(['%s'] * len(names))})"
    with connection.cursor() as cursor:
        for start in range(0, len(ordered), AT_ONCE):
            some = ordered[start : start + AT_ONCE]
            values = [
                field.get_db_prep_save(row[name], connection)
                for row in some
                for name, field in zip(names, fields, strict=True)
            ]
            cursor.execute(
                f"INSERT INTO {quote(table)} ({into}) VALUES {', '.join([one] * len(some))} "
                f"ON CONFLICT ({target}) DO UPDATE SET {more}",
                values,
            )
