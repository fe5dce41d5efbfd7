"""What the library announces to the rooms above."""

from django.dispatch import Signal

# Sent by load_content inside its transaction: brand, data (academy.library.content.brand_file.BrandData).
brand_data_loaded = Signal()

# Sent by dump_content: brand. Receivers return a tuple of LevelData for brand.yaml.
brand_data_wanted = Signal()

# Sent by the report on a scenario: page, scenario, department (a code or ""). Receivers return a ChoiceShares.
choice_shares_wanted = Signal()

# A must-know change was published: page (its tick and text as published), by (a person or None). Inside a transaction.
must_know_announced = Signal()
