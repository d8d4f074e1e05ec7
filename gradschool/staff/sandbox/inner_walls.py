"""The inner walls of one forked process: Landlock, resource limits and seccomp.

The process puts them up around itself before it runs student code. It cannot take them down again, and every process
that it starts inherits them.
"""

import ctypes
import errno
import os
import struct
import sys
from collections.abc import Iterable

from gradschool.staff.sandbox import seccomp
from gradschool.staff.sandbox.limits import Limits

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
# Rights by the ABI of Landlock that brought them (linux/landlock.h).
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REFER, TRUNCATE, IOCTL = 1 << 13, 1 << 14, 1 << 15
ALL_FILES = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
TCP = 0b11
SIGNALS_AND_SOCKETS = 0b11
NEEDED_ABI = 1
READ = READ_FILE | READ_DIR | EXECUTE


def landlock_abi() -> int:
    """Return the version of Landlock that the kernel offers, 0 when it offers none."""
    version: int = _libc().syscall(LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    return max(version, 0)


def missing() -> list[str]:
    """Name the inner walls that this kernel lacks, one line each."""
    lacking = []
    if landlock_abi() < NEEDED_ABI:
        lacking.append("the kernel has no Landlock; use Linux 5.13 or newer with lsm=landlock")
    if not seccomp.known():
        lacking.append(f"there is no list of system calls for {os.uname().machine}")
    elif not os.path.exists("/proc/sys/kernel/seccomp"):
        lacking.append("the kernel has no seccomp filter; use one built with CONFIG_SECCOMP_FILTER")
    return lacking


def confine(readable: Iterable[str], writable: Iterable[str], devices: Iterable[str], limits: Limits) -> None:
    """Put up all inner walls around this process.

    Parameters
    ----------
    readable, writable, devices : paths
        What may be read and run, written as well, and used as a device.
    limits : Limits
        Of these memory_mb, processes, threads, cpu_seconds and scratch_mb are used.

    Raises OSError when one cannot be put up.
    """
    _limit_resources(limits)
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    _landlock(readable, writable, devices)
    # Landlock keeps signals from the parent only in newer kernels; seccomp does so in all.
    _seccomp(seccomp.program(os.getppid()))


def _limit_resources(limits: Limits) -> None:
    import resource  # not at the top: Windows lacks it, and there this module must still say what is missing

    has_gpu = os.path.exists("/dev/nvidiactl")
    values = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: int(limits.cpu_seconds) + 1,
        resource.RLIMIT_FSIZE: limits.scratch_mb << 20,
        resource.RLIMIT_NOFILE: 1024,
        resource.RLIMIT_MEMLOCK: 1 << 16,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_NPROC: limits.processes + limits.threads + 4,
    }
    if not has_gpu:  # CUDA reserves far more addresses than it uses
        values[resource.RLIMIT_AS] = _addresses() + (limits.memory_mb << 20)
    for which, value in values.items():
        hard = resource.getrlimit(which)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(which, (value, value))


def _addresses() -> int:
    """Return the address space that this process has now, in bytes."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _landlock(readable: Iterable[str], writable: Iterable[str], devices: Iterable[str]) -> None:
    abi = landlock_abi()
    files = ALL_FILES[max(level for level in ALL_FILES if level <= abi)]
    attributes = struct.pack("=QQQ", files, TCP if abi >= 4 else 0, SIGNALS_AND_SOCKETS if abi >= 6 else 0)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    ruleset = _check(_libc().syscall(LANDLOCK_CREATE, attributes[:size], ctypes.c_size_t(size), ctypes.c_uint32(0)))
    try:
        for path in readable:
            _allow(ruleset, path, files & READ)
        for path in devices:
            _allow(ruleset, path, files & (READ_FILE | WRITE_FILE | TRUNCATE | IOCTL))
        for path in writable:
            _allow(ruleset, path, files & ~IOCTL)
        _check(_libc().syscall(LANDLOCK_RESTRICT, ruleset, ctypes.c_uint32(0)))
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not os.path.isdir(path):
            rights &= EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL
        rule = struct.pack("=Qi", rights, fd)
        _check(_libc().syscall(LANDLOCK_ADD, ruleset, ctypes.c_int(1), rule, ctypes.c_uint32(0)))
    finally:
        os.close(fd)


def _seccomp(program: bytes) -> None:
    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]

    buffer = ctypes.create_string_buffer(program, len(program))
    filters = Program(len(program) // 8, ctypes.addressof(buffer))
    _check(_libc().prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(filters), 0, 0))


def _prctl(option: int, value: int) -> None:
    _check(_libc().prctl(option, value, 0, 0, 0))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{os.strerror(number)} ({errno.errorcode.get(number)})", sys.platform)
    return result
