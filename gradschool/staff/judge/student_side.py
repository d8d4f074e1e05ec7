"""The student side: a shell that runs locked cells and the student's own, and answers what the judge side asks.

Nothing here is trusted by the other side: code of the student's runs in the same process and may replace all of it.
"""

import builtins
import importlib
import itertools
import os
import socket
import types
from dataclasses import replace
from pathlib import Path

import torch

from gradschool.check.core.ask import call
from gradschool.check.core.message import students_traceback
from gradschool.observe.tensor_facts import Facts
from gradschool.observe.watch import Watch
from gradschool.staff.judge.channel import Channel, ChannelClosed, ProtocolError
from gradschool.staff.judge.receiving import decoder
from gradschool.staff.judge.replies import encode_counts, encode_facts, encode_reply
from gradschool.staff.judge.shell import make_shell
from gradschool.staff.judge.values import Encoder, NotData
from gradschool.staff.sandbox import bubblewrap, inner_walls
from gradschool.staff.sandbox.watchdog import Guard
from gradschool.staff.warm import preload

LAZY = (types.GeneratorType, map, filter, zip, type({}.keys()), type({}.values()), type({}.items()))
MOST_LISTED = 10_000


def prepare() -> None:
    """Import what notebooks use, and make the shell, in the warm process."""
    if bubblewrap.SCRATCH.is_dir():
        bubblewrap.clean()
    for name in ("matplotlib.pyplot", "gradschool.check", "gradschool.tape"):
        importlib.import_module(name)
    preload.load((*preload.BY_CELLS, *preload.BY_ERRORS))
    make_shell().practise()


def guard(settings: dict) -> Guard | None:
    """What the warm process watches about a child."""
    if not settings["boxed"]:
        return None
    bubblewrap.clean()
    return Guard(settings["limits"], str(bubblewrap.SCRATCH))


def run(settings: dict, fd: int) -> None:
    """Entry of a forked process: serve the judge side until it closes the channel."""
    limits = settings["limits"]
    channel = Channel(socket.socket(fileno=fd), limits["message_mb"] << 20)
    os.chdir(settings["folder"])
    # However many processes it starts, the one that watches them gets its turn.
    os.nice(10)
    torch.set_num_threads(limits["threads"])
    shell = make_shell()
    if settings["boxed"]:
        scratch = str(bubblewrap.SCRATCH)
        readable = [*bubblewrap.SYSTEM, *bubblewrap.readable_folders(), bubblewrap.PROCESSORS, f"/proc/{os.getpid()}"]
        readable += ["/proc/cpuinfo", "/proc/meminfo", "/proc/driver/nvidia"]
        inner_walls.confine(readable, [scratch], [*bubblewrap.DEVICES, *bubblewrap.gpu_devices()], limits)
    shell.ready(spill=settings["spill"])
    Session(shell, channel, limits).serve()


class Session:
    """Answers requests in the order they come."""

    def __init__(self, shell, channel: Channel, limits: dict):
        self.shell, self.channel, self.limits = shell, channel, limits
        self.handles: dict[int, object] = {}
        self._known: dict[int, int] = {}

    def serve(self) -> None:
        """Answer until the other side closes the channel."""
        actions = {"cell": self.cell, "define": self.define, "get": self.get, "call": self.call}
        actions |= {"attribute": self.attribute, "forget": self.forget, "files": self.files}
        while True:
            try:
                request, blocks = self.channel.receive()
            except (ChannelClosed, ProtocolError):
                return
            answer, encoder = actions[request["do"]](request, blocks)
            self.channel.send(answer | {"id": request["id"]}, encoder.blocks if encoder else ())

    def cell(self, request: dict, _) -> tuple:
        outputs, result = self.shell.run(request["source"], request["limit"])
        return {"outputs": outputs, "count": result.execution_count, "ok": result.success}, None

    def files(self, request: dict, blocks: list) -> tuple:
        """Put files beside the notebook."""
        for name, data in zip(request["names"], blocks, strict=True):
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return {}, None

    def define(self, request: dict, _) -> tuple:
        """Run a cell for what it defines, with no trace of it."""
        self.shell.recorder.start(0)
        self.shell.run_cell(request["source"], silent=True, store_history=False)
        self.shell.recorder.finished()
        return {}, None

    def get(self, request: dict, _) -> tuple:
        """A name of the notebook's, if there is one."""
        namespace = self.shell.user_ns
        if request["name"] not in namespace:
            return {"missing": True}, None
        return self._sent(namespace[request["name"]])

    def attribute(self, request: dict, _) -> tuple:
        try:
            value = getattr(self.handles[request["handle"]], request["name"])
        except Exception as error:
            return {"raised": self._raised(error)}, None
        return self._sent(value)

    def forget(self, _request: dict, _) -> tuple:
        """Let go of what the last graded cell asked for; give back the figures that its calls made."""
        self.handles, self._known = {}, {}
        self.shell.recorder.start(self.limits["cell_output"])
        self.shell.events.trigger("post_execute")
        return {"outputs": self.shell.recorder.finished()}, None

    def call(self, request: dict, blocks: list) -> tuple:
        """Call a function under `Watch`, and say what came back and what became of its arguments."""
        recorder, seen = self.shell.recorder, Watch()
        recorder.start(self.limits["cell_output"])
        try:
            given = decoder(blocks, self.handles, self.shell.user_ns)
            args = [given.decode(item) for item in request["args"]]
            keywords = {name: given.decode(item) for name, item in request["keywords"].items()}
            function = self.handles[request["handle"]]
            reply = call(
                self._method(function, keywords) if request["plain"] else function,
                tuple(args),
                seen,
                *request["options"],
            )
        except BaseException as error:
            answer, encoder = {"raised": self._raised(error), "counts": encode_counts(seen)}, None
        else:
            answer, encoder = self._reply(reply)
        texts = [output["text"] for output in recorder.finished() if output["output_type"] == "stream"]
        return answer | {"text": "".join(texts)}, encoder

    def _method(self, function, keywords: dict):
        """`function` with keywords, for a call that is no question to an answer: what it yields comes as a list."""

        def method(*args):
            value = function(*args, **keywords)
            return list(itertools.islice(value, MOST_LISTED)) if isinstance(value, LAZY) else value

        return method

    def _reply(self, reply) -> tuple:
        encoder = Encoder(self._other)
        try:
            return {"reply": encode_reply(reply, encoder)}, encoder
        except NotData as fault:
            encoder = Encoder(self._other)
            record = encode_reply(replace(reply, value=None, inputs=(), returned=()), encoder)
            return {"reply": record | {"value": self._object(reply.value, str(fault))}}, encoder

    def _sent(self, value) -> tuple:
        encoder = Encoder(self._other)
        try:
            return {"value": encoder.encode(value)}, encoder
        except NotData as fault:
            return {"value": self._object(value, str(fault))}, Encoder(self._other)

    def _other(self, value, encoder: Encoder) -> list:
        return encode_facts(value, encoder) if type(value) is Facts else self._object(value)

    def _object(self, value, text: str | None = None) -> list:
        """The item of what is not data: a handle, by which it can be called or asked for an attribute."""
        handle = self._known.setdefault(id(value), len(self._known))
        self.handles[handle] = value
        name = getattr(value, "__name__", None)
        try:
            shown = text or repr(value)
        except Exception as error:
            shown = f"<repr raised {type(error).__name__}>"
        record = {"handle": handle, "type": type(value).__name__, "callable": callable(value), "text": shown[:1000]}
        return ["object", record | {"name": name if type(name) is str else None}]

    def _raised(self, error: BaseException) -> dict:
        """An exception as data, with the traceback that a check shows in the student's own JupyterLab."""
        try:
            told, text = [str(line) for line in students_traceback(error)], str(error)
        except Exception:
            told, text = [type(error).__name__], ""
        bases = [kind.__name__ for kind in type(error).__mro__ if getattr(builtins, kind.__name__, None) is kind]
        return {"type": type(error).__name__, "bases": bases, "text": text[:20_000], "told": told}
