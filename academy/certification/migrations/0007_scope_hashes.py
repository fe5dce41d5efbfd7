"""Certificates given before scopes had a hash get theirs: coverage groups by it."""

import hashlib
import json

from django.db import migrations


def fill(apps, schema_editor):
    Award = apps.get_model("certification", "Award")
    for award in Award.objects.filter(scope_hash="").only("pk", "scope").iterator(chunk_size=500):
        text = json.dumps(award.scope, sort_keys=True).encode()
        Award.objects.filter(pk=award.pk).update(scope_hash=hashlib.sha256(text).hexdigest()[:16])


class Migration(migrations.Migration):
    dependencies = [("certification", "0006_paper_exports")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
