"""The seccomp filter: the system calls that a student's process is refused, as a classic BPF program.

The numbers are those of the kernel's tables for x86-64 and for arm64 (which has the generic table). Numbers above
`NEWEST` are refused too: otherwise a call that a later kernel adds would be allowed although nobody has looked at it.
"""

import errno
import os
import struct

# audit.h: AUDIT_ARCH_X86_64, AUDIT_ARCH_AARCH64
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
NEWEST = 462
# name: (x86-64, arm64); None where an architecture has no such call
_REFUSED: dict[str, tuple[int, int | None]] = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "process_madvise": (440, 440),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "unshare": (272, 97),
    "setns": (308, 268),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "syslog": (103, 116),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "personality": (135, 92),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
    "vhangup": (153, 58),
    # memory and messages that no limit on processes or files would count
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "vmsplice": (278, 75),
    "sched_setscheduler": (144, 119),
    "sched_setattr": (314, 274),
    # Without it glibc uses clone, whose flags the filter can look at.
    "clone3": (435, 435),
}
_NOT_THERE = {"clone3", "memfd_create", "io_uring_setup"}
_SOCKET, _CLONE = (41, 198), (56, 220)
# kill, tkill, tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_open, prlimit64: a process comes first
_PROCESS_FIRST = ((62, 129), (200, 130), (234, 131), (129, 138), (297, 240), (434, 434), (302, 261))
_NEW_NAMESPACES = 0x7E020080  # CLONE_NEWUSER, PID, NET, IPC, UTS, NS, CGROUP and NEWTIME
AF_UNIX = 1

_LOAD, _EQUAL, _MORE, _ANY_BIT, _RETURN = 0x20, 0x15, 0x25, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000


def known() -> bool:
    """Whether this module knows the system calls of this machine's processor."""
    return os.uname().machine in ARCHITECTURES


def program(parent: int) -> bytes:
    """Return the filter for this machine; no signal may be sent to the process `parent`."""
    column = list(ARCHITECTURES).index(os.uname().machine)
    lines = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, ARCHITECTURES[os.uname().machine], 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        _step(_MORE, NEWEST, 0, 1),
        _fail(errno.ENOSYS),
    ]
    for name, numbers in _REFUSED.items():
        if (number := numbers[column]) is not None:
            lines += [_step(_EQUAL, number, 0, 1), _fail(errno.ENOSYS if name in _NOT_THERE else errno.EPERM)]
    lines += _when(_SOCKET[column], [_step(_EQUAL, AF_UNIX, 1, 0), _fail(errno.EAFNOSUPPORT)])
    lines += _when(_CLONE[column], [_step(_ANY_BIT, _NEW_NAMESPACES, 0, 1), _fail(errno.EPERM)])
    spared = []
    for process in (parent, 1, -1 & 0xFFFFFFFF, -parent & 0xFFFFFFFF):
        spared += [_step(_EQUAL, process, 0, 1), _fail(errno.EPERM)]
    for call in _PROCESS_FIRST:
        lines += _when(call[column], spared)
    return b"".join([*lines, _step(_RETURN, _ALLOW)])


def _when(number: int, body: list[bytes]) -> list[bytes]:
    """Steps that run `body` on the first argument of the call `number`, and then load the number again."""
    inside = [_step(_LOAD, _FIRST_ARGUMENT), *body, _step(_LOAD, _NUMBER)]
    return [_step(_EQUAL, number, 0, len(inside)), *inside]


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _fail(number: int) -> bytes:
    return _step(_RETURN, _FAIL | number)
