"""Certificates on paper: the words (`words`), the look (`theme`, `plate`), printing, archiving and signing."""

import logging

logging.getLogger("pikepdf").setLevel(logging.WARNING)  # it announces itself in every process
