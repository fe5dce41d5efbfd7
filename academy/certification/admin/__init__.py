"""The menu «Certification» of the Wagtail admin, for leaders."""
