"""The judge side trusts no answer of the student side: each is checked, and a broken one ends the connection."""

import json
import socket
import threading
import time

import pytest

from gradschool.observe.watch import Watch
from gradschool.staff.judge.channel import Channel
from gradschool.staff.judge.remote_student import (
    RemoteFunction,
    RemoteObject,
    RemoteStudent,
    StudentGone,
    StudentLate,
    identifier,
    remote_error,
)

FUNCTION = {"handle": 3, "type": "function", "callable": True, "name": "slope", "text": "<function slope>"}


made: list["Student"] = []


@pytest.fixture(autouse=True)
def closed():
    yield
    while made:
        made.pop().close()


class Student(threading.Thread):
    """The other side: gives the answers that a test tells it, and keeps what it was asked."""

    def __init__(self, *answers, unasked: bool = False):
        super().__init__(daemon=True)
        ours, theirs = socket.socketpair()
        self.channel, self.answers, self.asked = Channel(theirs, 1 << 20), answers, []
        self.remote = RemoteStudent(Channel(ours, 1 << 20), {})
        self.remote.until, self.remote.late = time.monotonic() + 5, "it was late"
        if unasked:
            self.channel.send({"id": "guess"})
        made.append(self)
        self.start()

    def close(self):
        self.remote.channel.close()
        self.join(5)
        self.channel.close()

    def run(self):
        for answer in self.answers:
            request, _ = self.channel.receive()
            self.asked.append(request)
            self.channel.send({"id": request["id"]} | answer)


def test_a_value_is_asked_for_once_until_a_call_may_have_changed_it():
    student = Student({"value": 7})
    assert (student.remote.get("points"), student.remote.get("points")) == (7, 7)
    assert [request["name"] for request in student.asked] == ["points"]


def test_a_name_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError, match="points"):
        Student({"missing": True}).remote.get("points")


@pytest.mark.parametrize(
    "answer, why",
    [
        ({"id": "another"}, "it answered another question"),
        ({}, "an answer without a value"),
        ({"value": ["pickled", 0]}, "an item of an unknown kind"),
        ({"value": ["object", {"handle": "3"}]}, "an item of an unknown kind"),
        ({"value": ["object", [FUNCTION]]}, "an item of an unknown kind"),
    ],
)
def test_an_answer_that_breaks_the_protocol_ends_the_connection(answer, why):
    student = Student(answer)
    with pytest.raises(StudentGone, match=f"it broke the protocol: {why}"):
        student.remote.get("points")
    assert student.remote.channel.sock.fileno() == -1


def test_an_answer_before_the_question_ends_the_connection():
    with pytest.raises(StudentGone, match="it answered before it was asked"):
        Student(unasked=True).remote.get("points")


def test_an_answer_that_does_not_come_in_time_is_late_in_the_words_of_the_limit():
    student = Student()
    student.remote.until = time.monotonic() + 0.2
    with pytest.raises(StudentLate, match="it was late"):
        student.remote.get("points")
    assert not issubclass(StudentGone, Exception)


def test_a_function_is_a_handle_with_a_name_that_is_called_there():
    student = Student(
        {"value": ["object", FUNCTION]}, {"raised": {"type": "ValueError", "bases": ["ValueError"], "text": "no"}}
    )
    slope = student.remote.get("slope")
    assert isinstance(slope, RemoteFunction)
    assert (slope.__name__, repr(slope)) == ("slope", "<function slope>")
    with pytest.raises(ValueError, match="^no$"):
        slope.ask((2.0,), Watch(), False, False)
    assert student.asked[1]["handle"] == 3 and student.asked[1]["args"] == [["float", "0x1.0000000000000p+1"]]


def test_an_object_gives_its_attributes_by_value_and_cannot_be_changed():
    student = Student({"value": ["object", FUNCTION | {"callable": False}]}, {"value": 5}, {"raised": {}})
    found = student.remote.get("model")
    assert isinstance(found, RemoteObject) and not callable(found) and found.size == 5
    with pytest.raises(AttributeError):
        _ = found.missing
    with pytest.raises(AttributeError):
        _ = found._secret
    with pytest.raises(TypeError, match="cannot be changed"):
        found.size = 6
    assert len(student.asked) == 3


@pytest.mark.parametrize("name", ["x y", "__import__('os')", "é", "a" * 61, "", 7, None, ["f"]])
def test_only_a_short_identifier_is_taken_as_a_name(name):
    assert identifier(name, "your function") == "your function"
    assert identifier("slope_2", "your function") == "slope_2"


def test_an_exception_keeps_its_name_text_and_builtin_base():
    record = {"type": "Odd", "bases": ["KeyError", "LookupError"], "text": "\x1b[31mno <b>key", "told": ["line", 7]}
    error = remote_error(json.loads(json.dumps(record)))
    assert type(error).__name__ == "Odd" and isinstance(error, KeyError) and str(error) == "no \u2039b>key"
    assert error.told_elsewhere == ["line", ""]


@pytest.mark.parametrize(
    "record", [None, [], {"bases": ["SystemExit", "KeyboardInterrupt", "print", 7, "ExceptionGroup"]}, {"bases": "x"}]
)
def test_an_exception_is_never_one_that_ends_the_judge(record):
    error = remote_error(record)
    assert type(error).__mro__[1] is Exception
