"""What must happen at its time. Every job may run twice or on two machines without harm."""

from apscheduler.schedulers.blocking import BlockingScheduler
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections


def _run(command: str, **options) -> None:
    close_old_connections()
    call_command(command, verbosity=0, **options)
    close_old_connections()


class Command(BaseCommand):
    help = "The clock: publishes scheduled pages each minute, tidies at night."

    def handle(self, *args, **options):
        import logging

        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        clock = BlockingScheduler(timezone=settings.TIME_ZONE, job_defaults={"coalesce": True, "max_instances": 1})
        clock.add_job(_run, "interval", minutes=1, args=["publish_scheduled"], id="publish_scheduled")
        clock.add_job(_run, "cron", hour=3, minute=10, args=["award_certificates"], id="award_certificates")
        clock.add_job(_run, "cron", hour=3, minute=5, args=["expire_certificates"], id="expire_certificates")
        clock.add_job(_run, "cron", hour=7, minute=30, args=["send_reminders"], id="send_reminders")
        clock.add_job(_run, "cron", hour=7, minute=40, args=["send_refresher_reminders"], id="refresher_reminders")
        clock.add_job(_run, "cron", hour=3, minute=50, args=["plan_refreshers"], id="plan_refreshers")
        clock.add_job(_run, "cron", hour=4, minute=10, args=["copy_registry"], id="copy_registry")
        clock.add_job(_run, "cron", hour=4, minute=20, args=["count_weeks"], id="count_weeks")
        clock.add_job(_run, "interval", minutes=10, args=["count_choices"], id="count_choices")
        clock.add_job(_run, "cron", hour=0, minute=5, args=["sync_memberships"], id="sync_memberships")
        clock.add_job(_run, "cron", hour=3, minute=40, args=["apply_retention"], id="apply_retention")
        clock.add_job(_run, "cron", hour=3, minute=20, args=["clearsessions"], id="clearsessions")
        clock.add_job(_run, "cron", hour=3, minute=30, args=["prune_db_task_results"], id="prune_tasks")
        clock.start()
