"""The workshop of whoever writes exercises: checks, map, report, text form, skeletons. All inside Wagtail's admin."""
