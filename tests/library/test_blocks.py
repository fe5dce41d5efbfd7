"""Forms of blocks: what nobody edited is not an edit."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from academy.library.blocks import CompetencyBlock, MeterBlock


def test_a_form_sent_back_as_it_came_changes_nothing():
    meter = {"id": "confiance", "label": "Confiance", "start": 5, "min": 0, "max": 10, "unit": "", "good": "high"}
    sent = {f"m-{name}": str(value) for name, value in meter.items()} | {"m-shown": "on"}
    block = MeterBlock()
    stored = block.get_prep_value(block.to_python(meter | {"shown": True}))
    assert block.get_prep_value(block.value_from_datadict(sent, {}, "m")) == stored


def test_a_number_that_is_none_is_refused_with_a_word():
    block = CompetencyBlock()
    value = block.value_from_datadict({"c-id": "ecoute", "c-label": "Écoute", "c-weight": "deux"}, {}, "c")
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert "weight" in refused.value.block_errors
