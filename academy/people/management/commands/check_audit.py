from django.core.management.base import BaseCommand, CommandError

from academy.people.audit import breaks, chains
from academy.people.models import AuditEntry, AuditHead


class Command(BaseCommand):
    help = (
        "Verify the seals of the audit log. Prints where each chain ends: keep those lines elsewhere, "
        "and give one with --expect to prove that nothing was cut off since."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--expect", metavar="CHAIN:SEQUENCE:SEAL", action="append", default=[], help="a line printed before"
        )

    def handle(self, *args, **options):
        problems = []
        for chain in chains():
            problems += [f"chain {b.chain}, entry {b.sequence}: {b.problem}" for b in breaks(chain)]
            head = AuditHead.objects.filter(chain=chain).first()
            if head and options["verbosity"]:
                self.stdout.write(f"{chain}:{head.sequence}:{head.seal}")
        problems += [f"not there any more: {line}" for line in options["expect"] if not _holds(line)]
        if problems:
            raise CommandError("The audit log was tampered with.\n" + "\n".join(problems))
        self.stdout.write("The audit log holds.")


def _holds(line: str) -> bool:
    try:
        chain, sequence, seal = line.split(":")
        wanted = int(chain), int(sequence)
    except ValueError:
        raise CommandError(f"--expect {line}: expected CHAIN:SEQUENCE:SEAL") from None
    head = AuditHead.objects.filter(chain=wanted[0]).first()
    if head and head.pruned >= wanted[1]:
        return True
    return AuditEntry.objects.filter(chain=wanted[0], sequence=wanted[1], seal=seal).exists()
