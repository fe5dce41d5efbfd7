from django.db import migrations


def count_watches(apps, schema_editor):
    """First watches at inboxes that ended before they were counted wait for the next count."""
    attempts = apps.get_model("learning", "Attempt").objects.filter(number=1, status="done", counted=True)
    attempts.filter(version__kind="inbox").update(counted=False)


class Migration(migrations.Migration):
    dependencies = [("learning", "0012_item_times")]

    operations = [migrations.RunPython(count_watches, migrations.RunPython.noop)]
