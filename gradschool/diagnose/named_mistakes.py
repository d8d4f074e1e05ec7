"""The named mistakes: what each one is, what to do about it, and the lesson that treats it.

Names appear in messages, reports and answer files, so a name never changes once a lesson that teaches it has been
released.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One named mistake.

    meaning: what is wrong. do: how to put it right. read: where to read about it, as "NN · Section title", which names
    a heading of lesson NN.
    """

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
        "Call requires_grad_() last: x.clone().requires_grad_(). To keep a computed tensor's gradient, call "
        "retain_grad() on it before backward().",
        "02 · Leaves",
    ),
    "DEVICE_NONLEAF": Entry(
        "you read .grad of a copy: .to(…) after requires_grad is an operation, and its result is no leaf",
        "Convert first, then switch the recording on: x.to(device, torch.float64).requires_grad_().",
        "02 · Common trap: a leaf that was moved",
    ),
    "GRAPH_CUT": Entry(
        "the graph is cut: a tensor's value was carried on without its graph",
        "Stay with the tensors from input to result: no .item(), .detach() or torch.tensor(…) of tensors on the way; "
        "torch.stack joins them.",
        "02 · Five reasons for None and how to tell which",
    ),
    # lesson 03
    "MISSING_PATH": Entry(
        "the input reaches the result by several paths, and not all are counted",
        "Add up the products of all paths. Where contributions meet, write +=, not =.",
        "03 · Several paths",
    ),
    "WRONG_ORDER": Entry(
        "a value passes its gradient on before all of it has arrived",
        "Output first, inputs last, and each value after everything that was computed from it.",
        "03 · The order of the backward pass",
    ),
    "ENGINE_STALE_GRAD": Entry(
        "gradients left over from an earlier backward pass are counted again",
        "Before each pass set .grad to 0 in every value, those in the middle too, or compute a fresh graph.",
        "03 · Common trap: left over from the last pass",
    ),
    # lesson 04
    "TRANSPOSED": Entry(
        "a matrix is transposed here: the gradient itself, or a factor of its product",
        "A gradient has the shape of its input: write the shapes under the factors, and try sizes that differ.",
        "04 · The gradient of a matrix product",
    ),
    "VJP_IS_NOT_JACOBIAN": Entry(
        "these are the rows of the Jacobian added up, which is vᵀJ with v = ones",
        "A Jacobian takes one backward pass for each output, each with its own v.",
        "04 · backward(v) is vᵀJ",
    ),
    "ONES_COTANGENT": Entry(
        "this is the answer for a v of equal entries (from sum or mean), not for the v that came in",
        "Use the cotangent v that comes in: backward(gradient=v), or multiply by v before you sum.",
        "04 · What ones hide",
    ),
    "SUMMED_BROADCAST": Entry(
        "broadcasting copied this input, and its gradient is not the sum over those copies",
        "Sum over the axes along which the input was copied, and over no others.",
        "04 · Broadcasting, backwards",
    ),
    # lesson 05
    "FREED_GRAPH": Entry(
        "a second backward pass goes through a graph whose saved values the first one has freed",
        "Add the values up and go back once, or compute the value anew. Only for gradients of one graph that you want "
        "apart: keep the graph in every pass but the last.",
        "05 · A second backward pass",
    ),
    "NO_ZERO_GRAD": Entry(
        "this is the sum of this gradient and the earlier ones: .grad adds up, it is not replaced",
        "Clear .grad before each backward pass, or start from a fresh leaf.",
        "05 · Zeroing",
    ),
    "ZERO_TOO_LATE": Entry(
        "the gradient was cleared after the backward pass that made it, and before it was used",
        "Clear .grad before backward(); after it, use what is there first.",
        "05 · Zeroing",
    ),
    "ACCUM_SCALE": Entry(
        "the gradients of the chunks are added with the wrong weights for the mean over all samples",
        "Multiply each chunk's mean by (samples in the chunk) / (samples in all), then add up.",
        "05 · Micro-batches",
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
    "DATA_BYPASS": Entry(
        "the numbers of a tensor were changed behind autograd's back, as .data does: its version counter stands still",
        "Leave .data alone: update a parameter under torch.no_grad(), and elsewhere compute a new tensor.",
        "06 · The silent way: .data",
    ),
    "DETACHED_TOO_MUCH": Entry(
        "more is stopped than the question asks: a path that must carry a gradient is cut",
        "Detach a value where it is used as a constant, and nowhere else; freeze a layer with requires_grad_(False).",
        "06 · Detach",
    ),
    "MODE_CONFUSION": Entry(
        "eval() and no_grad() are two switches, and this was computed with only one of them set",
        "eval() changes how dropout and batch norm compute, no_grad() stops the recording: use both.",
        "06 · eval() is not no_grad",
    ),
    "LOSS_HISTORY_LEAK": Entry(
        "the history stores tensors with their graphs, and each graph keeps all that its backward pass would need",
        "Store numbers: loss.item(), or loss.detach(), in every step.",
        "06 · Common trap: a history that keeps every graph",
    ),
    # lesson 07
    "SIGN_FLIPPED": Entry(
        "a gradient comes in with the wrong sign",
        "Look for a minus that is missing or one too many.",
        "07 · The update rule",
    ),
    "LR_TOO_LARGE": Entry(
        "with this learning rate every step overshoots by more than it was off, so the steps grow",
        "Stay below 2 / L, where L is the largest curvature in any direction.",
        "07 · The threshold",
    ),
    "STEP_BEFORE_BACKWARD": Entry(
        "each round steps before its backward pass, so a step has no gradient or an old one",
        "Clear, compute the loss, go backward, step: in this order, in every round.",
        "07 · Every order of four lines",
    ),
    "REBOUND_LEAF": Entry(
        "w - … makes a new tensor, and the parameter with its gradient stays where it was",
        "Change the parameter in place, under torch.no_grad(): w -= learning_rate * w.grad.",
        "07 · Common trap: a new tensor under the old name",
    ),
    # lesson 08
    "CLIP_AFTER_STEP": Entry(
        "the step uses the gradient as it came, and the clipping comes too late to matter",
        "Clip between backward() and step(): backward, clip, step.",
        "08 · Where the call goes",
    ),
    "CLIP_PER_PARAMETER": Entry(
        "each parameter is clipped by a norm of its own, which turns the whole gradient in another direction",
        "Clip once, with all parameters in one list: clip_grad_norm_(parameters, max_norm).",
        "08 · One norm, not one for each parameter",
    ),
    "CLIP_BY_VALUE": Entry(
        "each entry is cut off on its own, which turns the gradient in another direction",
        "Multiply all entries by one and the same factor, so that the norm is at most max_norm.",
        "08 · What clipping keeps",
    ),
    "CLIP_BEFORE_UNSCALE": Entry(
        "the gradient is clipped while it still carries the scale of the loss",
        "Call scaler.unscale_(optimizer) after backward() and before you clip.",
        "08 · With a gradient scaler",
    ),
    # lesson 09
    "JACOBIAN_TRANSPOSED": Entry(
        "this is the Jacobian with rows and columns exchanged",
        "Outputs come first: entry [i, j] is the derivative of output i by input j.",
        "09 · Rows and columns",
    ),
    "HESSIAN_NO_GRAPH": Entry(
        "a gradient is differentiated again, and the pass that made it was not recorded",
        "Ask for the first gradient with create_graph=True, or use torch.func.grad, which always records.",
        "09 · Derivatives of derivatives",
    ),
    "BATCH_JACOBIAN": Entry(
        "each sample's outputs are paired with the inputs of all samples: (B, M, B, N)",
        "Take the Jacobian of one sample, and let vmap run it for each: vmap(jacrev(f))(x). Where f takes batches "
        "only, hand it x[None] and take [0].",
        "09 · One Jacobian for each sample",
    ),
}


def earlier(first: str, second: str | None) -> str:
    """Return the one of two places to read whose lesson comes first, so that nobody is sent to a later lesson."""
    return first if second is None else min(first, second, key=lambda place: place.partition(" · ")[0])
