from django.core.management.base import BaseCommand, CommandError

from academy.certification.credential.keys import rotate, rotate_document_key
from academy.people.models import Brand


class Command(BaseCommand):
    help = (
        "Make a new signing key for a brand, or for documents. What old keys signed stays verifiable, "
        "unless --compromised says that they must not be believed any longer."
    )

    def add_arguments(self, parser):
        parser.add_argument("--brand", metavar="HOST", help="only the brand served at this host; all brands otherwise")
        parser.add_argument("--document", action="store_true", help="the key that signs PDFs, not those of brands")
        parser.add_argument("--compromised", action="store_true", help="what the old key signed is no longer genuine")

    def handle(self, *args, brand: str | None, document: bool, compromised: bool, **options):
        if document:
            key = rotate_document_key(compromised)
            self.stdout.write(f"Documents are signed with a new key from now on: SHA-256 {key.fingerprint}")
            return
        brands = Brand.objects.filter(site__hostname=brand) if brand else Brand.objects.all()
        if not brands:
            raise CommandError(f"No brand is served at {brand}." if brand else "There is no brand yet.")
        for one in brands:
            self.stdout.write(f"{one.name}: {rotate(one, compromised).public}")
