"""The three processes of a small installation, in one terminal: web, worker, clock."""

import signal
import subprocess
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Serve the site: gunicorn, the task worker and the clock. Ctrl-C stops all three."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default="8000")

    def handle(self, *args, host: str, port: str, **options):
        web = ["-m", "gunicorn", "academy.wsgi", "--bind", f"{host}:{port}", "--worker-class", "gthread"]
        web += ["--workers", "2", "--threads", "2", "--max-requests", "5000", "--log-level", "warning"]
        worker = ["manage.py", "db_worker", "--backend", "jobs", "--interval", "1"]
        processes = [
            subprocess.Popen([sys.executable, *command], cwd=settings.BASE_DIR)
            for command in (web, worker, ["manage.py", "clock"])
        ]
        self.welcome(host, port)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            while all(process.poll() is None for process in processes):
                time.sleep(0.5)
            self.stderr.write("One of web, worker and clock stopped: stopping the others. Its message is above.")
            sys.exit(1)
        except KeyboardInterrupt:
            self.stdout.write("Stopping.")
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=30)

    def welcome(self, host: str, port: str) -> None:
        self.stdout.write(f"\nPorte-voix is served at http://{'localhost' if host == '127.0.0.1' else host}:{port}/\n")
        if settings.MODE == "local":
            from academy.site.demo.accounts import welcome_text

            self.stdout.write(welcome_text(port))
        self.stdout.flush()
