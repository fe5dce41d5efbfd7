"""The registry and the coverage as files: a spreadsheet for people, JSON for machines."""

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.certification.coverage import Coverage
from academy.certification.registry import Entry, voices_as_data
from academy.people.spreadsheet import csv_file, xlsx_file


def state_in_words(state: str) -> str:
    return {
        "uncovered": _("nobody"), "fragile": _("fragile"), "covered": _("covered"), "idle": _("not wanted"),
    }[state]  # fmt: skip


def coverage_file(found: Coverage, form: str) -> HttpResponse:
    """`form`: csv, xlsx or json."""
    name = f"couverture-{timezone.localdate():%Y-%m-%d}"
    if form == "json":
        cells = [{**vars(cell), "state": cell.state} for cell in found.cells.values()]
        answer = JsonResponse({"day": timezone.localdate().isoformat(), "cells": cells})
        answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
        return answer
    head = [_("Channel"), _("Topic"), _("Voices"), _("Beyond 60 days"), _("Voices wanted"), _("State")]
    rows = [
        [channel.name, topic.name, cell.count, cell.lasting, cell.target, state_in_words(cell.state)]
        for channel, cells in found.rows()
        for topic, cell in zip(found.topics, cells, strict=True)
    ]
    return (xlsx_file if form == "xlsx" else csv_file)(name, [head, *rows])


def registry_file(entries: list[Entry], form: str) -> HttpResponse:
    """`form`: csv or json."""
    name = f"registre-{timezone.localdate():%Y-%m-%d}"
    if form == "json":
        answer = JsonResponse(voices_as_data(entries))
        answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
        return answer
    head = [_("Name"), _("Level"), _("Channels"), _("Topics"), _("Languages"), _("Department"), _("Valid until"),
            _("how to reach me")]  # fmt: skip
    return csv_file(name, [head, *(
        [entry.person.display_name, entry.level, ", ".join(entry.channels.values()), ", ".join(entry.topics.values()),
         ", ".join(entry.languages), ", ".join(entry.departments), entry.until or "",
         entry.card.contact if entry.card else ""]
        for entry in entries
    )])  # fmt: skip


def vcard(entry: Entry, brand) -> str:
    """A contact card (vCard 4, RFC 6350): name, brand, how to reach, what to ask about."""
    card, person = entry.card, entry.person
    lines = [
        "BEGIN:VCARD", "VERSION:4.0", f"UID:urn:uuid:{person.public_id}", f"FN:{_escaped(person.display_name)}",
        f"ORG:{_escaped(brand.name)}", f"TITLE:{_escaped(entry.level)}", f"EMAIL;TYPE=work:{_escaped(person.email)}",
        *(f"LANG;TYPE=work:{_escaped(code)}" for code in entry.languages),
        f"NOTE:{_escaped(' · '.join(text for text in (card.contact, card.skills) if text))}" if card else "",
        "END:VCARD", "",
    ]  # fmt: skip
    return "\r\n".join(line for line in lines[:-1] if line) + "\r\n"


def _escaped(text: str) -> str:
    for sign in ("\\", ",", ";"):
        text = text.replace(sign, "\\" + sign)
    return " ".join(text.split())
