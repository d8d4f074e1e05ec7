"""Name the mistake behind an exception that a student's function raises, or give advice on it.

The patterns match the messages of the PyTorch version that the course pins; a test raises each of them for real.
"""

import re

# Type of the exception, pattern of its message, and the mistake.
_NAMED: list[tuple[type[Exception], str, str]] = [
    (
        AttributeError,
        r"'(float|int)' object has no attribute '(backward|grad|requires_grad_?|detach)'",
        "PYTHON_NUMBER",
    ),
    (TypeError, r"argument 'input' .*must be Tensor, not (float|int)", "PYTHON_NUMBER"),
    (RuntimeError, r"Trying to backward through the graph a second time", "FREED_GRAPH"),
    (RuntimeError, r"a leaf Variable that requires grad is being used in an in-place operation", "BAD_PARAM_UPDATE"),
    (RuntimeError, r"modified by an inplace operation", "SAVED_TENSOR_MUTATED"),
]

# Type of the exception, pattern of its message, and advice. The first that fits is taken.
_ADVICE: list[tuple[type[Exception], str, str]] = [
    (
        RuntimeError,
        r"can't retain_grad on Tensor that has requires_grad=False",
        "No input of that tensor requires grad: switch it on for one before you compute.",
    ),
    (
        RuntimeError,
        r"element 0 of tensors does not require grad",
        "Nothing in that value requires grad: switch it on first (x = x.clone().requires_grad_()), and see that not "
        "all is frozen, computed under no_grad, or cut off by float(…), .item() or .detach().",
    ),
    (
        RuntimeError,
        r"One of the differentiated Tensors does not require grad",
        "Turn requires_grad on for that input before the function is computed.",
    ),
    (
        RuntimeError,
        r"appears to not have been used in the graph",
        "The value was computed from another tensor (a copy?) than the one you differentiate by.",
    ),
    (
        RuntimeError,
        r"grad can be implicitly created only for scalar outputs",
        "backward() without an argument needs a value with one element: choose which combination of the entries "
        "you want, and pass it as backward(gradient=v).",
    ),
    (
        RuntimeError,
        r"Mismatch in shape: grad_output",
        "The cotangent v has one entry for each entry of the value that you differentiate: the same shape.",
    ),
    (
        RuntimeError,
        r"shapes cannot be multiplied|size mismatch, got",
        "Write the shapes under the factors: in a product the inner two sizes must be equal.",
    ),
    (
        RuntimeError,
        r"have the same dtype",
        "Two types meet there, and PyTorch does not mix them: a tensor made without dtype=… is float32.",
    ),
    (
        RuntimeError,
        r"Can't call numpy\(\) on Tensor that requires grad",
        "Call .detach() before .numpy(), once the graph is not needed any more.",
    ),
    (
        RuntimeError,
        r"You are attempting to call Tensor.requires_grad_\(\)|backward\(\) called inside a functorch transform",
        "Inside torch.func nothing asks for gradients itself: no requires_grad_(), no backward(); torch.func.grad does "
        "both.",
    ),
    (
        RuntimeError,
        r"Expected f\(\*args\) to return a scalar [Tt]ensor",
        "torch.func.grad needs a function whose value has shape (); jacrev and jacfwd take any shape.",
    ),
    (
        RuntimeError,
        r"vmap: It looks like you're",
        "Under vmap a function sees no values: no if on a tensor, no float(…), no .item().",
    ),
    (
        RuntimeError,
        r"zero-dimensional tensor .*cannot be concatenated",
        "torch.cat joins tensors along an axis that they have; for tensors of shape () use torch.stack.",
    ),
    (
        AttributeError,
        r"'NoneType' object has no attribute 'zero_'",
        "There is nothing to clear before the first backward pass, where .grad may be None: set w.grad = None, or let "
        "an optimizer's zero_grad() clear.",
    ),
    (
        AttributeError,
        r"'NoneType' object has no attribute '(next_functions|name)'",
        "None is no node: next_functions holds it where an input does not require grad. Go past it.",
    ),
    (
        AttributeError,
        r"'tuple' object has no attribute '(next_functions|name)'",
        "An entry of next_functions is a pair: the node is its first part.",
    ),
    (
        TypeError,
        r"'bool' object is not callable",
        "requires_grad, is_leaf and retains_grad are attributes: read them without parentheses.",
    ),
    (
        TypeError,
        r"for \+=: 'NoneType' and",
        "None cannot be added to: start from 0.",
    ),
    (
        TypeError,
        r"must be real number, not Value|'(float|int)' and 'Value'",
        "A Value is no number: where a number is needed, take its .data.",
    ),
    (
        ValueError,
        r"zip\(\) argument 2 is (shorter|longer)",
        "The lists differ in length: a Value has one slope for each parent.",
    ),
    (
        NameError,
        r"name '(\w+)' is not defined",
        "Define that name in the answer cell, or run the cell that does (Run ▸ Run All Above Selected Cell).",
    ),
]

IN_THE_TRACEBACK = "Read the last lines of the traceback above: they name the line of your function that raised."


def name_of_error(error: BaseException) -> str | None:
    """Return the mistake that this exception shows, or None if it shows none."""
    return next((name for kind, pattern, name in _NAMED if _fits(error, kind, pattern)), None)


def advice_on_error(error: BaseException) -> str:
    """Return what to do about an exception that shows no named mistake."""
    return next((advice for kind, pattern, advice in _ADVICE if _fits(error, kind, pattern)), IN_THE_TRACEBACK)


def _fits(error: BaseException, kind: type[Exception], pattern: str) -> bool:
    return isinstance(error, kind) and re.search(pattern, str(error)) is not None
