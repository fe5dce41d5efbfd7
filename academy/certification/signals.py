"""What certification announces. Sent after the transaction that makes it true has been committed."""

from django.dispatch import Signal

# award: a certificate was given, the first time or as a renewal.
award_issued = Signal()
