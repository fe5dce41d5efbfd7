from datetime import timedelta

from django.db import migrations, models
from django.utils import timezone


def give_a_year(apps, schema_editor):
    """Advisers who came in by a door that asked for no end: a year from today, for the leader to move."""
    open_ended = apps.get_model("people", "Membership").objects.filter(role="adviser", ends=None)
    open_ended.update(ends=timezone.localdate() + timedelta(days=365))


class Migration(migrations.Migration):
    dependencies = [("people", "0009_import_beat")]
    operations = [
        migrations.RunPython(give_a_year, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("role", "adviser"), _negated=True) | models.Q(("ends__isnull", False)),
                name="membership_of_an_adviser_ends",
            ),
        ),
    ]
