"""Each lesson diagnoses, by name, the mistakes that it teaches."""

import pytest

from gradschool.diagnose.named_mistakes import CATALOGUE
from gradschool.staff.course.layout import find_course
from gradschool.staff.samples.answers import load_answers

COURSE = find_course(__file__)
TEACHES = {
    "01": "NO_BACKWARD FLOAT32_CHECK PYTHON_NUMBER",
    "02": "NONLEAF_GRAD DEVICE_NONLEAF GRAPH_CUT",
    "03": "MISSING_PATH WRONG_ORDER ENGINE_STALE_GRAD",
    "04": "VJP_IS_NOT_JACOBIAN TRANSPOSED SUMMED_BROADCAST ONES_COTANGENT",
    "05": "NO_ZERO_GRAD FREED_GRAPH ACCUM_SCALE ZERO_TOO_LATE",
    "06": "BAD_PARAM_UPDATE SAVED_TENSOR_MUTATED DATA_BYPASS DETACHED_TOO_MUCH MODE_CONFUSION LOSS_HISTORY_LEAK",
    "07": "SIGN_FLIPPED NO_ZERO_GRAD STEP_BEFORE_BACKWARD REBOUND_LEAF LR_TOO_LARGE",
    "08": "CLIP_AFTER_STEP CLIP_PER_PARAMETER CLIP_BY_VALUE CLIP_BEFORE_UNSCALE",
    "09": "JACOBIAN_TRANSPOSED VJP_IS_NOT_JACOBIAN HESSIAN_NO_GRAPH BATCH_JACOBIAN",
}


@pytest.mark.parametrize("name", COURSE.assignments())
def test_a_lesson_diagnoses_every_mistake_that_it_teaches(name):
    answers = load_answers(COURSE.root / "tests" / "answers" / name)
    declared = {answer.declared for given in answers.values() for answer in given if not answer.right}
    assert set(TEACHES[name[:2]].split()) - declared == set()


def test_every_mistake_that_a_lesson_teaches_is_in_the_catalogue():
    there = {name[:2] for name in COURSE.assignments()}
    taught = {mistake for number in there for mistake in TEACHES[number].split()}
    assert taught - set(CATALOGUE) == set()


@pytest.mark.parametrize("mistake", CATALOGUE)
def test_a_mistake_sends_nobody_past_the_lesson_that_teaches_it_first(mistake):
    first = min((number for number, taught in TEACHES.items() if mistake in taught.split()), default=None)
    assert first is None or CATALOGUE[mistake].read[:2] <= first
