"""An IPython shell that behaves as a notebook's kernel does, and keeps what a cell puts out instead of sending it."""

import inspect
import io
import os
import sys
import tempfile

from ipykernel.jsonutil import encode_images, json_clean
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError, UsageError
from traitlets import Type
from traitlets.config import Config


class Recorder:
    """Outputs of the cell that runs, in the notebook format, up to `limit` bytes."""

    def __init__(self):
        self.start(0)

    def start(self, limit: int) -> None:
        """Forget all and keep at most `limit` bytes from now on."""
        self.outputs: list[dict] = []
        self.left = limit
        self._clear_next = False

    def write(self, name: str, text: str) -> None:
        """Add text to the stream `name`; beyond the limit it is dropped."""
        self._clear_if_asked()
        text = text[: max(self.left, 0)]
        self.left -= len(text)
        if not text:
            return
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"].append(text)
        else:
            self.outputs.append({"output_type": "stream", "name": name, "text": [text]})

    def add(self, output_type: str, data: dict, metadata: dict | None, **fields) -> None:
        """Add a display or a result, unless it is too large; "update" changes the one with the same display_id."""
        data = json_clean(encode_images(data))
        size = sum(len(str(value)) for value in data.values())
        identity = fields.pop("display_id", None)
        if output_type == "update":
            for output in self.outputs:
                if identity is not None and output.get("display_id") == identity:
                    output["data"] = data
            return
        self._clear_if_asked()
        if size <= self.left:
            self.left -= size
            shown = {"output_type": output_type, "data": data, "metadata": json_clean(metadata or {}), **fields}
            self.outputs.append(shown | ({"display_id": identity} if identity is not None else {}))

    def error(self, name: str, value: str, lines: list[str]) -> None:
        """Add an exception; its text is cut to what fits."""
        self._clear_if_asked()
        lines = [str(line)[: max(self.left, 10_000)] for line in lines]
        self.left -= sum(map(len, lines))
        self.outputs.append({"output_type": "error", "ename": name, "evalue": value[:10_000], "traceback": lines})

    def clear(self, wait: bool) -> None:
        """Drop what there is, now or before the next output."""
        if wait:
            self._clear_next = True
        else:
            self.outputs = []

    def finished(self) -> list[dict]:
        """The outputs, each stream's text in one piece."""
        for output in self.outputs:
            output.pop("display_id", None)
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        outputs, self.outputs = self.outputs, []
        return outputs

    def _clear_if_asked(self) -> None:
        if self._clear_next:
            self.outputs, self._clear_next = [], False


class Stream(io.TextIOBase):
    """What sys.stdout and sys.stderr are while cells run."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, name: str, recorder: Recorder, fd: int):
        self.name, self._recorder, self._fd = f"<{name}>", recorder, fd
        self._stream = name

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._recorder.write(self._stream, text)
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._fd


class Hook(DisplayHook):
    """Records the value of a cell's last expression."""

    def write_output_prompt(self):
        """There is no prompt in a notebook's output."""

    def write_format_data(self, format_dict, md_dict=None):
        self.shell.recorder.add("execute_result", format_dict, md_dict, execution_count=self.prompt_count)

    def finish_displayhook(self):
        self._is_active = False


class Publisher(DisplayPublisher):
    """Records what is displayed, figures included."""

    def publish(self, data, metadata=None, *, transient=None, update=False, **_):
        identity = (transient or {}).get("display_id")
        self.shell.recorder.add("update" if update else "display_data", data, metadata, display_id=identity)

    def clear_output(self, wait=False):
        self.shell.recorder.clear(wait)


class Compiler(CachingCompiler):
    """Says to which module a cell belongs: for a traceback inspect otherwise looks through all modules, every frame."""

    def cache(self, *args, **kwargs) -> str:
        name = super().cache(*args, **kwargs)
        for known_as in (name, os.path.abspath(name)):
            inspect.modulesbyfile[known_as] = "__main__"
        return name


class Shell(ZMQInteractiveShell):
    """The shell of either side. `recorder` holds the outputs of the cell that runs."""

    displayhook_class = Type(Hook)
    display_pub_class = Type(Publisher)
    compiler_class = Type(Compiler)

    def __init__(self, *args, **kwargs):
        self.recorder = Recorder()
        super().__init__(*args, **kwargs)
        self._spill = None

    def enable_gui(self, gui=None):
        """Notebooks show figures inline, and nothing else."""
        if gui not in (None, "inline"):
            raise UsageError(f"there is no window to show {gui} in")

    def _showtraceback(self, etype, evalue, stb):
        self.recorder.error(etype.__name__, str(evalue), stb)
        self._last_traceback = stb

    def _format_exception_for_storage(self, exception, *_, **__) -> dict:
        """What a history of errors would hold: not rendered, which would double the time that an error takes."""
        return {"ename": type(exception).__name__, "evalue": str(exception), "traceback": []}

    def practise(self) -> None:
        """Meet an error once: what its traceback looks up and compiles is kept, for every fork."""
        self.run_cell("raise NotImplementedError", store_history=False)
        self.recorder.start(0)

    def ready(self, spill: str | None = None) -> None:
        """Take over the streams. What is written to file descriptors 1 and 2 goes to a file in the folder `spill`."""
        sys.stdout, sys.stderr = (Stream(name, self.recorder, fd) for name, fd in (("stdout", 1), ("stderr", 2)))
        import builtins
        import getpass

        builtins.input = getpass.getpass = _no_input
        if spill is not None:
            self._spill = tempfile.TemporaryFile(dir=spill, buffering=0)
            os.dup2(self._spill.fileno(), 1)
            os.dup2(self._spill.fileno(), 2)

    def run(self, source: str, limit: int) -> tuple[list[dict], object]:
        """Run a cell. Returns its outputs, of at most about `limit` bytes, and the `ExecutionResult`."""
        self.recorder.start(limit)
        result = self.run_cell(source, store_history=True)
        if self._spill is not None and (text := self.spilt(limit)):
            self.recorder.write("stdout", text)
        return self.recorder.finished(), result

    def spilt(self, limit: int) -> str:
        """What was written past sys.stdout since the last time."""
        size = self._spill.seek(0, os.SEEK_END)
        if size == 0:
            return ""
        self._spill.seek(0)
        data = self._spill.read(min(size, limit))
        # Descriptors 1 and 2 share this file's position, so writing goes on at its new beginning.
        self._spill.truncate(0)
        self._spill.seek(0)
        return data.decode("utf-8", "replace")


def _no_input(*_, **__):
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


def make_shell() -> Shell:
    """The process's shell: no history file, no colours, no thread, no files of the user's."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.enable_tip = False
    return Shell.instance(config=config)
