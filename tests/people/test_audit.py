"""The audit log: append-only, nameless, and tampering shows."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from academy.people.audit import blank_about, breaks, prune, record
from academy.people.models import AuditEntry, AuditHead


@pytest.fixture
def entries(brand, leader, employee):
    return [record(leader, "role.given", employee, "replaces Paul", brand=brand, role=role) for role in "abcd"]


def tamper(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_an_untouched_log_holds(entries, brand, capsys):
    assert not list(breaks(brand.pk))
    call_command("check_audit")
    assert "holds" in capsys.readouterr().out


def test_entries_name_people_by_public_id_only(entries, leader, employee):
    entry = entries[0]
    assert (entry.actor_key, entry.object_key) == (leader.public_id, str(employee.public_id))
    stored = str(AuditEntry.objects.filter(pk=entry.pk).values().get())
    assert leader.email not in stored and employee.email not in stored and employee.name not in stored


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE people_auditentry SET action = 'nothing' WHERE sequence = 2",
        "UPDATE people_auditentry SET actor_key = NULL WHERE sequence = 2",
        'UPDATE people_auditentry SET details = \'{"reason": "other"}\' WHERE sequence = 2',
        "DELETE FROM people_auditentry WHERE sequence = 2",
        "DELETE FROM people_auditentry WHERE sequence = 4",
        "DELETE FROM people_auditentry",
    ],
)
def test_tampering_shows(entries, brand, sql):
    tamper(sql)
    assert list(breaks(brand.pk))
    with pytest.raises(CommandError, match="tampered"):
        call_command("check_audit", verbosity=0)


def test_cutting_the_end_with_its_head_shows_against_a_kept_line(entries, brand):
    line = f"{brand.pk}:4:{entries[3].seal}"
    call_command("check_audit", verbosity=0, expect=[line])
    tamper("DELETE FROM people_auditentry WHERE sequence = 4")
    AuditHead.objects.filter(chain=brand.pk).update(sequence=3, seal=entries[2].seal)
    call_command("check_audit", verbosity=0)
    with pytest.raises(CommandError, match="not there"):
        call_command("check_audit", verbosity=0, expect=[line])


def test_code_cannot_change_or_delete(entries):
    for act in (
        entries[0].save,
        entries[0].delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(action="x"),
    ):
        with pytest.raises(TypeError):
            act()


def test_erasure_blanks_reasons_and_the_chain_still_holds(entries, brand, employee):
    assert blank_about(employee) == 4
    assert not list(breaks(brand.pk))
    assert AuditEntry.objects.filter(sequence=1).get().details == {}


def test_old_entries_are_forgotten_and_the_chain_still_holds(entries, brand):
    last_two = timezone.now()
    entries += [record(None, "later", brand), record(None, "later", brand)]
    assert prune(last_two) == 4
    assert not list(breaks(brand.pk)) and AuditEntry.objects.count() == 2
    assert prune(timezone.now() + timedelta(days=1)) == 2
    assert not list(breaks(brand.pk))
    assert record(None, "again", brand).sequence == 7
    assert not list(breaks(brand.pk))


def test_each_brand_has_its_own_chain(entries, other_brand):
    assert record(None, "first", other_brand).sequence == 1
    assert record(None, "first", None).chain == 0


def test_a_new_key_keeps_the_old_entries_valid(entries, brand, settings):
    settings.AUDIT_KEY, settings.AUDIT_KEY_FALLBACKS = "new", [settings.AUDIT_KEY]
    record(None, "with the new key", brand)
    assert not list(breaks(brand.pk))
    settings.AUDIT_KEY_FALLBACKS = []
    assert list(breaks(brand.pk))
