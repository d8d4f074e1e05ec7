"""Modules that libraries import only when they are first used. A warm process imports them once, for all its forks."""

import importlib
from collections.abc import Iterable
from contextlib import suppress

# What figures and magics use. Not matplotlib_inline: imported before there is a shell, it would not register with it.
BY_CELLS = (
    "IPython.core.logger",
    "IPython.core.magics.pylab",
    "IPython.core.magics.execution",
    "IPython.core.pylabtools",
    "matplotlib.backends.backend_agg",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PpmImagePlugin",
    "torch._subclasses.schema_check_mode",
    "torch.profiler._cupti_monitor",
)
# What a traceback uses.
BY_ERRORS = ("pygments.formatters.terminal256", "pygments.formatters.terminal", "stack_data")
# What torch.func and torch.optim use: it takes longer than all the rest together, so it is loaded only where needed.
TORCH_COMPILER = ("torch._dynamo", "torch._decomp.decompositions_for_jvp")


def load(names: Iterable[str]) -> None:
    """Import these modules. One that the installed version of its library lacks is left out: it only saves time."""
    for name in names:
        with suppress(ModuleNotFoundError):
            importlib.import_module(name)
