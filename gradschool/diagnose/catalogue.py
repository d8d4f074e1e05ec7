"""The named mistakes: what each one is, what to do about it, and the lesson that treats it.

A name is part of the course's vocabulary (it stands in messages, reports and answer files), so it
never changes once a lesson that teaches it has been released.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One named mistake; `read` is written "NN · Section title" and names a real heading."""

    meaning: str
    do: str
    read: str


CATALOGUE = {
    # lesson 01
    "NO_BACKWARD": Entry(
        "you read .grad although no backward pass has filled it",
        "Call .backward() on the function's value first, then read .grad of the input.",
        "01 · Common trap: the gradient that is not there",
    ),
    "PYTHON_NUMBER": Entry(
        "this is a Python number where a tensor is needed, and a number carries no graph",
        "Keep the value a tensor from input to result: no float(…), no .item(), no bare 2.0 as the input.",
        "01 · Common trap: the gradient that is not there",
    ),
    "FLOAT32_CHECK": Entry(
        "these are finite differences in float32, where rounding drowns the difference",
        "Keep x, h and the function's values in float64: torch.tensor(…, dtype=torch.float64).",
        "01 · How small should the step be?",
    ),
    # lesson 02
    "NONLEAF_GRAD": Entry(
        "you read .grad of a tensor that was computed from another one, and only leaves keep theirs",
        "Call requires_grad_() last, on the very tensor whose .grad you read: x.clone().requires_grad_(). "
        "If it is a computed tensor that you mean, call retain_grad() on it before backward().",
        "02 · Leaves",
    ),
    "DEVICE_NONLEAF": Entry(
        "you read .grad of a copy: .to(…) after requires_grad is an operation, and its result is no leaf",
        "Convert first, then switch the recording on: x.to(device, torch.float64).requires_grad_().",
        "02 · Common trap: a leaf that was moved",
    ),
    "GRAPH_CUT": Entry(
        "the graph is cut: a tensor's value was carried on without its graph",
        "Stay with tensors from input to result: torch.stack([a, b]), not torch.tensor([a, b]); no .item() on the way.",
        "02 · Five reasons for None and how to tell which",
    ),
    # lesson 04
    "TRANSPOSED": Entry(
        "the numbers are there, but a matrix is transposed: the gradient itself, or a factor of its product",
        "A gradient has the shape of its input: write the shapes under the factors. Square ones tell nothing; "
        "try it on others.",
        "04 · The gradient of a matrix product",
    ),
    "VJP_IS_NOT_JACOBIAN": Entry(
        "these are the rows of the Jacobian added up, which is vᵀJ with v = ones",
        "A Jacobian takes one backward pass for each output, each with its own v.",
        "04 · backward(v) is vᵀJ",
    ),
    "ONES_COTANGENT": Entry(
        "this is the answer for a v of equal entries, as sum() or mean() gives, whatever v was handed over",
        "Use the cotangent v that comes in: backward(gradient=v), or multiply by v before you sum.",
        "04 · What ones hide",
    ),
    "SUMMED_BROADCAST": Entry(
        "broadcasting copied this input, and its gradient is not the sum over those copies",
        "Sum over the axes along which the input was copied, and over no others, then give it the input's shape.",
        "04 · Broadcasting, backwards",
    ),
    # lesson 05
    "FREED_GRAPH": Entry(
        "a second backward pass goes through a graph whose saved values the first one has freed",
        "Take all gradients in one backward pass, or compute the value anew before the second.",
        "05 · A second backward pass",
    ),
    "NO_ZERO_GRAD": Entry(
        "this is the sum of this gradient and the earlier ones: .grad adds up, it is not replaced",
        "Clear .grad before each backward pass, or start from a fresh leaf.",
        "05 · Zeroing",
    ),
    # lesson 06
    "BAD_PARAM_UPDATE": Entry(
        "a leaf that requires grad is changed in place while autograd records",
        "Put the update under `with torch.no_grad():`.",
        "06 · Updating a parameter",
    ),
    "SAVED_TENSOR_MUTATED": Entry(
        "a value that the backward pass needs was changed in place after it was saved",
        "Replace the in-place change (x += …, x[…] = …, x.mul_(…)) by a new tensor.",
        "06 · In-place changes",
    ),
    # lesson 07
    "SIGN_FLIPPED": Entry(
        "every entry has the right size and the wrong sign",
        "Look for a minus that is missing or one too many.",
        "07 · The update rule",
    ),
    # lesson 09
    "JACOBIAN_TRANSPOSED": Entry(
        "this is the Jacobian with rows and columns exchanged",
        "Outputs come first: entry [i, j] is the derivative of output i by input j.",
        "09 · Rows and columns",
    ),
}


def earlier(first: str, second: str | None) -> str:
    """Of two places to read, the one whose lesson comes first: nobody is sent to a later lesson."""
    return first if second is None else min(first, second, key=lambda place: place.partition(" · ")[0])
