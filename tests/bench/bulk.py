"""A batch through `export_certificates` as an operator runs it: CPU a certificate and memory as the batch grows.

A process of its own on a site of its own (SQLite, files, keys in a folder). BENCH_BULK says how many certificates
(150 without it; 20,000 take half an hour of one core); BENCH_FOLDER keeps the files.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import Line

ROOT = Path(__file__).resolve().parents[2]
MARKS = (100, 1_000, 2_000, 5_000, 10_000, 20_000)
_MAKE = """
from datetime import timedelta
from django.utils import timezone
from academy.certification.models import Award
from tests.certification.awards import CHANNELS, TOPICS, make_level
from tests.people.factories import make_brand, make_person
brand, today = make_brand("Banc", "banc.exemple"), timezone.localdate()
level, names = make_level(brand), ["Inès Benali", "Karim Haddad", "Nguyễn Thị Quỳnh", "Łukasz Żółć"]
scope = {{"level": {{"fr": "Répondre", "en": "Responder"}}, "channels": CHANNELS, "topics": TOPICS}}
scope["languages"] = ["fr"]
people = [make_person(brand, name=name) for name in names]
Award.objects.bulk_create(
    (Award(brand=brand, person=people[n % 4], level=level, cycle=n + 1, holder=f"{{names[n % 4]}} {{n}}", language="fr",
           scope=scope, evidence={{}}, issued=today, expires=today + timedelta(days=300)) for n in range({count})),
    batch_size=1_000,
)
"""


def lines() -> Iterator[Line]:
    count = int(os.environ.get("BENCH_BULK", "150"))
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as name:
        folder = Path(name)
        environment = {
            **os.environ, "PORTE_VOIX": "test", "VAR_DIR": name, "KEYS_DIR": f"{name}/keys",
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}", "DJANGO_SETTINGS_MODULE": "academy.settings",
        }  # fmt: skip
        for command in (["migrate", "-v0"], ["shell", "-v0", "-c", _MAKE.format(count=count)]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
        yield from _export(folder / "all.zip", environment, count)


def _export(out: Path, environment: dict, count: int) -> Iterator[Line]:
    command = [sys.executable, "manage.py", "export_certificates", "--skip-checks", "--out", str(out)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    marks, began, at, first = list(MARKS), time.monotonic(), 0, None
    for said in process.stdout or []:
        if " certificates are made" not in said:
            continue
        at, (cpu, memory, peak) = int(said.split()[0]), _used(process.pid)
        if at >= 20 and first is None:
            first = (at, cpu, memory)
        if (marks and at >= marks[0]) or at == count:
            marks = [mark for mark in marks if mark > at]
            yield Line(f"{at} certificates: memory in use", memory, f"MB, peak {peak:.0f} MB")
            if first and at > first[0]:
                each = 1000 * (cpu - first[1]) / (at - first[0])
                yield Line(f"{at} certificates: each", each, f"ms CPU, {at / (time.monotonic() - began):.1f}/s")
    assert process.wait() == 0
    size = out.stat().st_size / 1e6
    yield Line(f"the whole ZIP of {count}", size, f"MB, {time.monotonic() - began:.0f} s in all")


def _used(pid: int) -> tuple[float, float, float]:
    """(seconds of CPU, MB in use, most MB ever in use) of a running process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return seconds, int(status["VmRSS"].split()[0]) / 1024, int(status["VmHWM"].split()[0]) / 1024
