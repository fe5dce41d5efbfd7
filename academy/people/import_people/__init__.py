"""Bringing people in from a file: read → check → plan → apply. Nothing is written before the whole file is good."""
