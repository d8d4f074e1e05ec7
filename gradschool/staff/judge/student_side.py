"""The student side: a shell that runs locked cells and the student's, and answers what the judge side asks.

The judge side trusts nothing that comes from here: student code runs in the same process and may replace all of this.
"""

import builtins
import importlib
import itertools
import os
import socket
import types
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from gradschool.check.core.ask import Reply, call
from gradschool.check.core.check_failed import students_traceback
from gradschool.observe.tensor_facts import Facts
from gradschool.observe.watch import Watch
from gradschool.staff.judge.channel import Channel, ChannelClosed, ProtocolError
from gradschool.staff.judge.receiving import ArgumentDecoder
from gradschool.staff.judge.replies import encode_counts, encode_facts, encode_reply
from gradschool.staff.judge.shell import Shell, make_shell
from gradschool.staff.judge.values import Encoder, Item, NotData
from gradschool.staff.sandbox import box
from gradschool.staff.sandbox.limits import Limits
from gradschool.staff.warm import preload
from gradschool.staff.warm.forked import Watchdog

# A request from the judge side; the answer to it, with the encoder that holds the answer's raw blocks
Request = dict[str, Any]
Answer = tuple[dict[str, Any], Encoder | None]
# What is sent as a list, because it can be read only once or only here
LAZY: tuple[type[Any], ...] = (
    types.GeneratorType,
    map,
    filter,
    zip,
    type({}.keys()),
    type({}.values()),
    type({}.items()),
)
MOST_LISTED = 10_000


def prepare() -> None:
    """Import what notebooks use, and make the shell, in the warm process."""
    if box.inside():
        box.clean()
    for name in ("matplotlib.pyplot", "gradschool.check", "gradschool.tape"):
        importlib.import_module(name)
    preload.load((*preload.BY_CELLS, *preload.BY_ERRORS))
    make_shell().practise()


def watchdog(settings: dict[str, Any]) -> Watchdog | None:
    """Clean the box for the next child, and return what watches that child; None where there is no box."""
    if not settings["boxed"]:
        return None
    box.clean()
    return box.watchdog(Limits(**settings["limits"]))


def run(settings: dict[str, Any], fd: int) -> None:
    """Serve the judge side until it closes the channel. Runs in a forked process of its own."""
    limits = Limits(**settings["limits"])
    channel = Channel(socket.socket(fileno=fd), limits.message_mb << 20)
    # A process that student code forks comes back into `serve` too: its answer would be taken for the next question's.
    os.register_at_fork(after_in_child=channel.close)
    os.chdir(settings["folder"])
    # However many processes student code starts, the one that watches them gets its turn.
    os.nice(10)
    torch.set_num_threads(limits.threads)
    shell = make_shell()
    if settings["boxed"]:
        box.confine(limits)
    shell.ready(spill=settings["spill"])
    Session(shell, channel, limits).serve()


class Session:
    """Answers requests in the order in which they come."""

    def __init__(self, shell: Shell, channel: Channel, limits: Limits):
        self.shell, self.channel, self.limits = shell, channel, limits
        self.handles: dict[int, object] = {}
        self._known: dict[int, int] = {}

    def serve(self) -> None:
        """Answer until the other side closes the channel, or this process turns out to be a fork without one."""
        actions: dict[str, Callable[[Request, list[bytearray]], Answer]]
        actions = {"cell": self.cell, "define": self.define, "get": self.get, "call": self.call}
        actions |= {"attribute": self.attribute, "forget": self.forget, "files": self.files}
        while True:
            try:
                request, blocks = self.channel.receive()
            except (ChannelClosed, ProtocolError):
                return
            answer, encoder = actions[request["do"]](request, blocks)
            try:
                self.channel.send(answer | {"id": request["id"]}, encoder.blocks if encoder else ())
            except ChannelClosed:
                return

    def cell(self, request: Request, _: object) -> Answer:
        """Run a cell and return its outputs."""
        outputs, result = self.shell.run(request["source"], request["limit"])
        return {"outputs": outputs, "count": result.execution_count, "ok": result.success}, None

    def files(self, request: Request, blocks: list[bytearray]) -> Answer:
        """Put files beside the notebook."""
        for name, data in zip(request["names"], blocks, strict=True):
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return {}, None

    def define(self, request: Request, _: object) -> Answer:
        """Run a cell for what it defines; drop its outputs and do not count it."""
        self.shell.recorder.start(0)
        self.shell.run_cell(request["source"], silent=True, store_history=False)  # type: ignore[no-untyped-call]
        self.shell.recorder.finished()
        return {}, None

    def get(self, request: Request, _: object) -> Answer:
        """Return what a name stands for in the notebook, if it is defined."""
        namespace = self.shell.user_ns
        if request["name"] not in namespace:
            return {"missing": True}, None
        return self._sent(namespace[request["name"]])

    def attribute(self, request: Request, _: object) -> Answer:
        """Return an attribute of an object that was sent before."""
        try:
            value = getattr(self.handles[request["handle"]], request["name"])
        except Exception as error:
            return {"raised": self._raised(error)}, None
        return self._sent(value)

    def forget(self, _request: Request, _: object) -> Answer:
        """Drop what the last graded cell asked for; return the figures that its calls made."""
        self.handles, self._known = {}, {}
        self.shell.recorder.start(self.limits.cell_output)
        self.shell.events.trigger("post_execute")
        return {"outputs": self.shell.recorder.finished()}, None

    def call(self, request: Request, blocks: list[bytearray]) -> Answer:
        """Call a function under `Watch`; tell what it returned, or raised, and what became of its arguments."""
        recorder, seen = self.shell.recorder, Watch()
        recorder.start(self.limits.cell_output)
        try:
            decoder = ArgumentDecoder(blocks, self.handles, self.shell.user_ns)
            args = tuple(decoder.decode(item) for item in request["args"])
            keywords = {name: decoder.decode(item) for name, item in request["keywords"].items()}
            function: Any = self.handles[request["handle"]]
            if request["plain"]:
                function = _plain_call(function, keywords)
            reply = call(function, args, seen, *request["options"])
        except BaseException as error:
            answer: dict[str, Any] = {"raised": self._raised(error), "counts": encode_counts(seen)}
            encoder = None
        else:
            answer, encoder = self._reply(reply)
        texts = [output["text"] for output in recorder.finished() if output["output_type"] == "stream"]
        return answer | {"text": "".join(texts)}, encoder

    def _reply(self, reply: Reply) -> Answer:
        encoder = Encoder(self._other)
        try:
            return {"reply": encode_reply(reply, encoder)}, encoder
        except NotData as fault:
            encoder = Encoder(self._other)
            record = encode_reply(replace(reply, value=None, returned=()), encoder)
            return {"reply": record | {"value": self._object(reply.value, str(fault))}}, encoder

    def _sent(self, value: object) -> Answer:
        encoder = Encoder(self._other)
        try:
            return {"value": encoder.encode(value)}, encoder
        except NotData as fault:
            return {"value": self._object(value, str(fault))}, Encoder(self._other)

    def _other(self, value: object, encoder: Encoder) -> Item:
        return encode_facts(value, encoder) if type(value) is Facts else self._object(value)

    def _object(self, value: object, text: str | None = None) -> Item:
        """Return the item of what is not data: a handle, by which it can be called or asked for an attribute."""
        handle = self._known.setdefault(id(value), len(self._known))
        self.handles[handle] = value
        name = getattr(value, "__name__", None)
        try:
            shown = text or repr(value)
        except Exception as error:
            shown = f"<repr raised {type(error).__name__}>"
        record: dict[str, Any] = {
            "handle": handle,
            "type": type(value).__name__,
            "callable": callable(value),
            "text": shown[:1000],
        }
        return ["object", record | {"name": name if type(name) is str else None}]

    def _raised(self, error: BaseException) -> dict[str, Any]:
        """Return an exception as data, with the traceback that a check shows in the student's own JupyterLab."""
        try:
            told, text = [str(line) for line in students_traceback(error)], str(error)
        except Exception:
            told, text = [type(error).__name__], ""
        bases = [kind.__name__ for kind in type(error).__mro__ if getattr(builtins, kind.__name__, None) is kind]
        return {"type": type(error).__name__, "bases": bases, "text": text[:20_000], "told": told}


def _plain_call(function: Any, keywords: dict[str, Any]) -> Callable[..., Any]:
    """Wrap a function for a call that no check judges: add keyword arguments, and return what it yields as a list."""

    def plain(*args: Any) -> Any:
        value: Any = function(*args, **keywords)
        return list(itertools.islice(value, MOST_LISTED)) if isinstance(value, LAZY) else value

    return plain
