from django.core.management.base import BaseCommand

from academy.certification.credential.keys import active_key, document_key_in_force, private_key
from academy.certification.pdf.keys import keys_folder
from academy.people.models import Brand


class Command(BaseCommand):
    help = "Make the keys that sign PDFs and credentials, where they are missing. Keys that exist are left alone."

    def handle(self, *args, **options):
        document = document_key_in_force()
        subject = document.certificate.subject.rfc4514_string()
        self.stdout.write(f"Documents: {subject}, SHA-256 {document.fingerprint}")
        for brand in Brand.objects.order_by("pk"):
            key = active_key(brand)
            private_key(key)
            self.stdout.write(f"{brand.name}: {key.public}")
        self.stdout.write(f"Private keys are in {keys_folder()}: back them up, show them to nobody.")
