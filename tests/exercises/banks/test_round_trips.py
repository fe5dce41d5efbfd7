"""What a format can hold comes back from it unchanged."""

import csv
import io
import zipfile
from dataclasses import replace

import pytest

from academy.exercises.banks.gift import read_gift
from academy.exercises.banks.gift_writer import write_gift
from academy.exercises.banks.moodle import read_moodle
from academy.exercises.banks.moodle_writer import write_moodle
from academy.exercises.banks.qti import read_qti
from academy.exercises.banks.qti_writer import write_qti
from academy.exercises.banks.table import read_csv, write_rows
from tests.exercises.quiz import samples
from tests.exercises.quiz.samples import ALL

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def _meaning(question):
    """A question without what no foreign format has: ids of options, objective, what accents may miss."""
    options = tuple(replace(option, id="") for option in question.options)
    return replace(question, options=options, objective="", value="", ignore=())


def _csv(rows):
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode()


def _gift(questions):
    text, remarks = write_gift(questions)
    return read_gift(text, "b.gift"), remarks


def _moodle(questions):
    text, remarks = write_moodle(questions)
    return read_moodle(text.encode(), "b.xml"), remarks


def _qti(questions):
    data, remarks = write_qti(questions)
    return read_qti(data, "b.zip"), remarks


def _table(questions):
    rows, remarks = write_rows(questions, "fr")
    return read_csv(_csv(rows), "b.csv"), remarks


@pytest.mark.parametrize(
    ("through", "without"),
    [
        (_gift, {"ordre", "trous", "reperage", "jugement", "extremes"}),
        (_moodle, {"reperage", "jugement", "extremes"}),
        (_qti, {"jugement", "extremes"}),
        (_table, {"trous"}),
    ],
)
def test_what_can_be_held_comes_back(through, without):
    bank, remarks = through(list(ALL))
    assert bank.errors == [] and bank.skipped == []
    back = {item.question.id: item.question for item in bank.items}
    assert set(back) == {question.id for question in ALL} - without
    assert without <= {remark.place for remark in remarks}  # and each is named


@pytest.mark.parametrize("through", [_gift, _moodle, _qti, _table])
@pytest.mark.parametrize("question", [samples.SINGLE, samples.MULTIPLE, samples.TRUE_FALSE, samples.MATCHING],
                         ids=lambda q: q.id)  # fmt: skip
def test_texts_keys_and_feedback_are_the_same(through, question):
    bank, remarks = through([question])
    read, wanted = _meaning(bank.items[0].question), _meaning(question)
    if question.kind == "matching" and through is not _table:  # where a pair has no place for feedback, that is said
        assert through is _qti or any("feedback" in remark.en for remark in remarks)
        read, wanted = (replace(q, options=tuple(replace(o, feedback="") for o in q.options)) for q in (read, wanted))
    assert read == wanted


@pytest.mark.parametrize("through", [_gift, _moodle])
def test_typed_answers_keep_tolerance_worth_and_feedback(through):
    bank, _ = through([samples.SHORT, samples.NUMERIC])
    short, numeric = (item.question for item in bank.items)
    assert _meaning(short) == _meaning(samples.SHORT)
    assert [(o.correct, o.worth, o.feedback) for o in numeric.options] == [
        (o.correct, o.worth, o.feedback) for o in samples.NUMERIC.options
    ]
    from academy.exercises.kinds.numeric import bounds

    assert [bounds(o.text) for o in numeric.options] == [bounds(o.text) for o in samples.NUMERIC.options]


@pytest.mark.parametrize("through", [_moodle, _qti])
def test_gaps_and_orders_come_back(through):
    bank, _ = through([samples.GAPS, samples.ORDERING])
    gaps, order = (item.question for item in bank.items)
    assert gaps.kind == "gaps" and gaps.text == "Répondre sous [[1]] heures, en [[2]]."
    assert [(o.text, o.correct, o.group) for o in gaps.options] == [
        ("24", True, "1"), ("vingt-quatre", True, "1"), ("message privé", True, "2"), ("public", False, "2"),
    ]  # fmt: skip
    assert [o.text for o in order.options] == [o.text for o in samples.ORDERING.options]


def test_marked_passages_come_back_through_qti():
    bank, _ = _qti([samples.SPOT])
    assert _meaning(bank.items[0].question) == _meaning(samples.SPOT)


@pytest.mark.parametrize("through", [_gift, _moodle, _qti])
def test_special_characters_survive(through):
    options = tuple(replace(o, text=f"{o.text} = {{x}} ~ # <b & c>") for o in samples.SINGLE.options)
    odd = replace(samples.SINGLE, text="Que vaut {a} = b ~ c # d : e ?\nDeuxième « ligne » & <fin>", options=options)
    bank, _ = through([odd])
    assert _meaning(bank.items[0].question) == _meaning(odd)


def test_images_travel_inside():
    question = replace(samples.SINGLE, image="image:4", alt="Une capture")
    images = {"image:4": ("capture.png", PNG)}
    for bank in (
        read_moodle(write_moodle([question], images)[0].encode(), "b.xml"),
        read_qti(write_qti([question], images)[0], "b.zip"),
    ):
        assert bank.items[0].image == ("capture.png", PNG)
        assert bank.items[0].question.alt == "Une capture"
        assert bank.items[0].question.text == question.text


def test_the_qti_package_is_well_formed_and_the_same_each_time():
    data, _ = write_qti(list(ALL))
    assert data == write_qti(list(ALL))[0]
    assert "imsmanifest.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist()
