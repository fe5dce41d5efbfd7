"""Vélo Lumière, an imaginary bicycle maker, with its people and months of their history: `manage.py demo`."""
