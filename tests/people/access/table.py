"""The committed table: one line per route, one letter per role.

    route,own,there,foreign
    gestion/pages/<int:page_id>/edit/,LLYYLLLY,LLLLLLLY,LLFFLLLY

The letters are for anonymous, employee, community manager, leader, manager, relay, adviser, administrator, in that
order. `own`: their own brand, its own things. `there`: the same people on the other brand's address, with that brand's
things. `foreign`: on their own address, but naming a thing of the other brand (empty when the route names nothing).
Y let in · > sent on to another page · L sent to sign in · F refused · - does not exist (for them) · ! breaks
"""

import csv
from pathlib import Path

FILE = Path(__file__).with_name("table.csv")
COLUMNS = ("own", "there", "foreign")


def read() -> dict[str, dict[str, str]]:
    with FILE.open(newline="") as file:
        return {row["route"]: {column: row[column] for column in COLUMNS} for row in csv.DictReader(file)}


def line_of(route: str, row: dict[str, str]) -> str:
    quoted = f'"{route}"' if "," in route or '"' in route else route
    return ",".join([quoted, *(row[column] for column in COLUMNS)])


def write(rows: dict[str, dict[str, str]]) -> None:
    FILE.write_text("\n".join(["route,own,there,foreign", *(line_of(r, rows[r]) for r in sorted(rows))]) + "\n")
