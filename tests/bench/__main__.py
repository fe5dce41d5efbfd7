"""python -m tests.bench [NAME…]: all benchmarks, or those named."""

import importlib
import os
import pkgutil
import sys

os.environ.setdefault("PORTE_VOIX", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.settings")

import django

django.setup()

from django.test.utils import setup_databases  # noqa: E402

import tests.bench  # noqa: E402


def lines_of(name: str):
    module = importlib.import_module(f"tests.bench.{name}")
    if hasattr(module, "lines"):
        yield from module.lines()
        return
    setup_databases(verbosity=0, interactive=False)
    for what, seconds, limit in module.benchmarks():
        yield tests.bench.Line(what, seconds, "s", "limit", seconds / limit)


found = sorted(module.name for module in pkgutil.iter_modules(tests.bench.__path__) if not module.ispkg)
for name in sys.argv[1:] or [one for one in found if one != "__main__"]:
    print(f"\n{name}")
    for line in lines_of(name):
        print(f"  {line}", flush=True)
