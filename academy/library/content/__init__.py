"""The content door: text files ↔ Wagtail pages. `body_text` and `files` are pure; `load` and `dump` know Django."""
