"""A process is in a box only where it has a process namespace other than that of the box's maker."""

import os

import pytest

from gradschool.staff.sandbox import namespace

pytestmark = pytest.mark.skipif(not os.path.exists("/proc/self/ns/pid"), reason="needs Linux")


def test_no_process_is_in_a_box_by_itself(monkeypatch):
    monkeypatch.delenv(namespace.VARIABLE, raising=False)
    assert not namespace.inside()


def test_a_note_that_names_this_namespace_tells_of_no_box(monkeypatch):
    monkeypatch.setenv(namespace.VARIABLE, namespace.own())
    assert not namespace.inside()
    with pytest.raises(RuntimeError, match="refused outside a box with a process namespace of its own: to do harm"):
        namespace.require_inside("to do harm")


def test_with_a_namespace_of_its_own_a_process_is_in_a_box(monkeypatch):
    monkeypatch.setenv(namespace.VARIABLE, "pid:[1]")
    namespace.require_inside("to do harm")
    assert namespace.inside()
