"""The filter of system calls, run step by step as the kernel runs it."""

import errno
import os
import struct

import pytest

from gradschool.staff.sandbox import seccomp

PARENT = 4321
ALLOWED, KILLED = "allowed", "killed"


def verdict(machine: str, number: int, first: int = 0, architecture: int | None = None):
    """What the filter of a machine answers to a call: allowed, killed, or an error number."""
    program = seccomp.program(PARENT)
    words = {0: number, 4: seccomp.ARCHITECTURES[machine] if architecture is None else architecture}
    words[16] = first & 0xFFFFFFFF
    place = held = 0
    while True:
        code, if_true, if_false, value = struct.unpack_from("=HBBI", program, 8 * place)
        place += 1
        if code == 0x20:
            held = words[value]
        elif code == 0x06:
            return {0x7FFF0000: ALLOWED, 0x80000000: KILLED}.get(value, value & 0xFFFF)
        else:
            holds = {0x15: held == value, 0x25: held > value, 0x45: bool(held & value)}[code]
            place += if_true if holds else if_false


@pytest.fixture(params=sorted(seccomp.ARCHITECTURES))
def machine(request, monkeypatch):
    monkeypatch.setattr(seccomp.os, "uname", lambda: os.uname_result(("Linux", "x", "6", "1", request.param)))
    return request.param


def number_of(pair: tuple, machine: str) -> int | None:
    return pair[list(seccomp.ARCHITECTURES).index(machine)]


def test_each_call_on_the_list_is_refused(machine):
    numbers = {name: number_of(pair, machine) for name, pair in seccomp._REFUSED.items()}
    numbers = {name: number for name, number in numbers.items() if number is not None}
    assert len(numbers) > 50
    expected = {name: errno.ENOSYS if name in seccomp._NOT_THERE else errno.EPERM for name in numbers}
    assert {name: verdict(machine, number) for name, number in numbers.items()} == expected


def test_ordinary_calls_pass(machine):
    reading, writing = {"x86_64": (0, 1), "aarch64": (63, 64)}[machine]
    assert verdict(machine, reading) == verdict(machine, writing) == ALLOWED


def test_a_call_that_a_later_kernel_brings_is_not_there(machine):
    assert verdict(machine, seccomp.NEWEST + 1) == verdict(machine, 2**31) == errno.ENOSYS


def test_calls_of_another_architecture_end_the_process(machine):
    assert verdict(machine, 0, architecture=0x40000003) == KILLED


def test_only_unix_sockets_can_be_made(machine):
    number = number_of(seccomp._SOCKET, machine)
    assert verdict(machine, number, seccomp.AF_UNIX) == ALLOWED
    assert verdict(machine, number, 2) == errno.EAFNOSUPPORT


def test_a_process_can_be_forked_but_no_namespace_made(machine):
    number = number_of(seccomp._CLONE, machine)
    assert verdict(machine, number, 17) == ALLOWED
    assert verdict(machine, number, 17 | 0x10000000) == errno.EPERM


@pytest.mark.parametrize("target", [PARENT, 1, -1, -PARENT])
def test_the_parent_the_first_and_all_processes_cannot_be_signalled(machine, target):
    for call in seccomp._PROCESS_FIRST:
        assert verdict(machine, number_of(call, machine), target) == errno.EPERM
        assert verdict(machine, number_of(call, machine), PARENT + 1) == ALLOWED


def test_a_machine_without_a_list_is_known_as_such(monkeypatch):
    monkeypatch.setattr(seccomp.os, "uname", lambda: os.uname_result(("Linux", "x", "6", "1", "riscv64")))
    assert not seccomp.known()
