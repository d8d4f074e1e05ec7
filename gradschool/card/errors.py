"""The rows of the error index, by a part of the message.

A row holds a cause, code that raises the message, how to tell this cause from the others (the table shows the value of
each piece of code between backticks), code that does the same without the error, and the lesson that treats it.
"""

ERRORS: dict[str, tuple[tuple[str, str, str, str, str], ...]] = {
    "element 0 of tensors does not require grad": (
        (
            "no input requires grad",
            "x = torch.tensor(3.0)\ny = x**2\ny.backward()",
            "`x.requires_grad`",
            "x = torch.tensor(3.0).requires_grad_()\ny = x**2\ny.backward()\nx.grad",
            "01 · Common trap: the gradient that is not there",
        ),
        (
            "recording is off",
            "torch.set_grad_enabled(False)\ny = x**2\ny.backward()",
            "in the line that computes y, `torch.is_grad_enabled()`",
            "with torch.enable_grad():\n    y = x**2\ny.backward()\nx.grad",
            "06 · Updating a parameter",
        ),
        (
            "detached on the way",
            "h = (x**2).detach()\ny = 2 * h\ny.backward()",
            "`x.requires_grad`, but `h.requires_grad`",
            "h = x**2\ny = 2 * h\ny.backward()\nx.grad",
            "06 · Detach",
        ),
        (
            "rebuilt from numbers",
            "h = torch.tensor([x.item(), 1.0])\ny = h.sum()\ny.backward()",
            "`x.requires_grad`, but `h.requires_grad`",
            "h = torch.stack([x, torch.ones_like(x)])\ny = h.sum()\ny.backward()\nx.grad",
            "02 · Five reasons for None and how to tell which",
        ),
        (
            "a step that has no derivative",
            "right = v > 1.5\ny = right.double().mean()\ny.backward()",
            "`right.dtype`",
            "y = torch.sigmoid(v - 1.5).mean()\ny.backward()\nv.grad",
            "02 · Five reasons for None and how to tell which",
        ),
        (
            "a gradient is differentiated, and no pass recorded it",
            "(g,) = torch.autograd.grad(x**3, x)\ng.backward()",
            "`g.requires_grad`, and g is a gradient",
            "(g,) = torch.autograd.grad(x**3, x, create_graph=True)\ng.backward()\nx.grad",
            "09 · Derivatives of derivatives",
        ),
    ),
    "'float' object has no attribute 'backward'": (
        (
            "a tensor became a Python number: `math`, `float(…)`, `.item()`",
            "y = math.exp(x)\ny.backward()",
            "`type(y)`",
            "y = torch.exp(x)\ny.backward()\nx.grad",
            "01 · Common trap: the gradient that is not there",
        ),
    ),
    "can require gradients": (
        (
            "whole numbers",
            "w = torch.tensor(3, requires_grad=True)",
            "`torch.tensor(3).dtype`",
            "w = torch.tensor(3.0, requires_grad=True)\nw.dtype",
            "01 · Ask for a gradient",
        ),
        (
            "whole numbers that exist already",
            "w = torch.arange(3)\nw.requires_grad_()",
            "`w.dtype`",
            "w = torch.arange(3).double()\nw.requires_grad_().dtype",
            "01 · Ask for a gradient",
        ),
    ),
    "Can't call numpy() on Tensor that requires grad": (
        (
            "a recorded tensor goes to NumPy or to a plot",
            "y = v**2\ny.numpy()",
            "`y.requires_grad`",
            "y = v**2\ny.detach().numpy().tolist()",
            "06 · Detach",
        ),
    ),
    "backward through the graph a second time": (
        (
            "two passes from one value",
            "y = x**2\ny.backward()\ny.backward()",
            "one value, and the line with backward() runs twice on it",
            "for _ in range(2):\n    y = x**2\n    y.backward()\nx.grad",
            "05 · A second backward pass",
        ),
        (
            "two values share a part",
            "h = x**2\na, b = 2 * h, 3 * h\na.backward()\nb.backward()",
            "one node before both: `a.grad_fn.next_functions[0] == b.grad_fn.next_functions[0]`",
            "h = x**2\na, b = 2 * h, 3 * h\n(a + b).backward()\nx.grad",
            "05 · A second backward pass",
        ),
        (
            "computed once, before the loop",
            "h = x**2\nfor k in (2, 3):\n    (k * h).backward()",
            "`h.grad_fn.name()`, a node from before the loop",
            "for k in (2, 3):\n    h = x**2\n    (k * h).backward()\nx.grad",
            "05 · A second backward pass",
        ),
    ),
    "leaf Variable that requires grad is being used in an in-place operation": (
        (
            "an update is recorded",
            "(x**2).backward()\nx -= 0.1 * x.grad",
            "`x.is_leaf`, and recording is on: `torch.is_grad_enabled()`",
            "(x**2).backward()\nwith torch.no_grad():\n    x -= 0.1 * x.grad\nx",
            "06 · Updating a parameter",
        ),
        (
            "a leaf is filled after it was asked for gradients",
            "w = torch.zeros(2, requires_grad=True)\nw[0] = 5.0",
            "`w.is_leaf`, and no gradient yet: `w.grad`",
            "w = torch.zeros(2)\nw[0] = 5.0\nw.requires_grad_()",
            "06 · Updating a parameter",
        ),
    ),
    "has been modified by an inplace operation": (
        (
            "a result that its own operation saved",
            "h = torch.exp(x)\nh += 1\nh.backward()",
            "the message says which output; `h._version`",
            "h = torch.exp(x)\nh = h + 1\nh.backward()\nx.grad",
            "06 · In-place changes",
        ),
        (
            "a parameter is updated before its last pass",
            "y, z = x**2, x**3\ny.backward()\noptimizer.step()\nz.backward()",
            "the message names no output; `x.is_leaf`, `x._version`",
            "y, z = x**2, x**3\ny.backward()\nz.backward()\noptimizer.step()\nx.grad",
            "06 · In-place changes",
        ),
    ),
    "nference tensor": (
        (
            "a result of `inference_mode` meets a graph",
            "with torch.inference_mode():\n    h = v**2\n(x * h).sum().backward()",
            "`h.is_inference()`",
            "with torch.no_grad():\n    h = v**2\n(x * h).sum().backward()\nx.grad",
            "06 · The stop-gradient table",
        ),
        (
            "it is asked for gradients",
            "with torch.inference_mode():\n    h = v**2\nh.requires_grad_()",
            "`h.is_inference()`",
            "with torch.inference_mode():\n    h = v**2\nh = h.clone()\nh.requires_grad_()",
            "06 · The stop-gradient table",
        ),
    ),
    "The .grad attribute of a Tensor that is not a leaf": (
        (
            "a computed tensor keeps no gradient",
            "h = x**2\n(5 * h).backward()\nh.grad",
            "`h.is_leaf`, `h.grad_fn.name()`",
            "h = x**2\nh.retain_grad()\n(5 * h).backward()\nh.grad",
            "02 · Keep the gradient of a computed tensor",
        ),
        (
            "a leaf was converted or moved",
            "w = torch.ones(2, requires_grad=True).double()\n(w**2).sum().backward()\nw.grad",
            "`w.is_leaf`, `w.grad_fn.name()`",
            "w = torch.ones(2).double().requires_grad_()\n(w**2).sum().backward()\nw.grad",
            "02 · Common trap: a leaf that was moved",
        ),
        (
            "the name stands for a new tensor",
            "(x**2).backward()\nx = x - 0.1 * x.grad\n(x**2).backward()\nx.grad",
            "`x.is_leaf`, `x.grad_fn.name()`",
            "(x**2).backward()\noptimizer.step()\noptimizer.zero_grad()\n(x**2).backward()\nx.grad",
            "07 · Common trap: a new tensor under the old name",
        ),
    ),
    "unsupported operand type(s) for *: 'float' and 'NoneType'": (
        (
            "no backward pass yet, or cleared since",
            "y = x**2\nx = x - 0.1 * x.grad",
            "`x.is_leaf`, `x.grad`, and `torch.autograd.grad(y, x, allow_unused=True)`",
            "y = x**2\ny.backward()\n0.1 * x.grad",
            "01 · Common trap: the gradient that is not there",
        ),
        (
            "the name stands for a new tensor",
            "(x**2).backward()\nwith torch.no_grad():\n    x = x - 0.1 * x.grad\nx = x - 0.1 * x.grad",
            "`x.requires_grad`",
            "(x**2).backward()\nwith torch.no_grad():\n    x -= 0.1 * x.grad\nx.requires_grad, x.grad",
            "07 · Common trap: a new tensor under the old name",
        ),
        (
            "the value does not depend on it",
            "y = (v**2).sum()\ny.backward()\nx = x - 0.1 * x.grad",
            "`x.is_leaf`, and `torch.autograd.grad((v**2).sum(), x, allow_unused=True)`",
            "y = (x * v**2).sum()\ny.backward()\n0.1 * x.grad",
            "02 · Five reasons for None and how to tell which",
        ),
    ),
    "appears to not have been used in the graph": (
        (
            "a copy was differentiated",
            "w = x.clone()\ny = x**2\ntorch.autograd.grad(y, w)",
            "`w is x`",
            "w = x.clone()\ny = w**2\ntorch.autograd.grad(y, w)",
            "04 · Two doors",
        ),
        (
            "the value does not depend on it",
            "y = x**2\ntorch.autograd.grad(y, (x, v))",
            "the message gives its place, counted from 0",
            "y = x**2\ntorch.autograd.grad(y, (x, v), allow_unused=True)",
            "04 · Two doors",
        ),
    ),
    "can't optimize a non-leaf Tensor": (
        (
            "a computed tensor as a parameter",
            "w = 0.5 * torch.ones(2, requires_grad=True)\ntorch.optim.SGD([w], lr=0.1)",
            "`w.is_leaf`, `w.grad_fn.name()`",
            "w = (0.5 * torch.ones(2)).requires_grad_()\ntorch.optim.SGD([w], lr=0.1)\nw.is_leaf",
            "02 · Leaves",
        ),
    ),
    "grad can be implicitly created only for scalar outputs": (
        (
            "a loss for each sample, not yet one number",
            "losses = (v - 5) ** 2\nlosses.backward()",
            "`losses.shape`",
            "losses = (v - 5) ** 2\nlosses.mean().backward()\nv.grad",
            "04 · One element, any shape",
        ),
        (
            "you want vᵀJ",
            "y = outputs(v)\ny.backward()",
            "`y.shape`",
            "y = outputs(v)\ny.backward(gradient=torch.ones_like(y))\nv.grad",
            "04 · backward(v) is vᵀJ",
        ),
        (
            "you want every derivative",
            "y = outputs(v)\ny.backward()",
            "`y.shape`",
            "torch.func.jacrev(outputs)(v)",
            "09 · One call",
        ),
    ),
    "Mismatch in shape: grad_output": (
        (
            "the cotangent has the shape of the input",
            "y = outputs(v)\ny.backward(gradient=torch.ones_like(v))",
            "`y.shape`, `v.shape`",
            "y = outputs(v)\ny.backward(gradient=torch.ones_like(y))\nv.grad",
            "04 · backward(v) is vᵀJ",
        ),
    ),
    "shapes cannot be multiplied": (
        (
            "a factor lies on its side",
            "A, B = torch.ones(4, 3), torch.ones(2, 3)\nA @ B",
            "the inner sizes differ: `A.shape`, `B.shape`",
            "A, B = torch.ones(4, 3), torch.ones(2, 3)\n(A @ B.T).shape",
            "04 · The gradient of a matrix product",
        ),
        (
            "the batch has not the layer's inputs",
            "batch = torch.ones(5, 3, dtype=torch.float64)\nlayer(batch)",
            "`layer.in_features`, `batch.shape`",
            "batch = torch.ones(5, 2, dtype=torch.float64)\nlayer(batch).shape",
            "06 · Freezing part of a net",
        ),
    ),
    "have the same dtype": (
        (
            "data in `float64`, a layer in `float32`, the default",
            "batch = torch.ones(5, 2, dtype=torch.float64)\nfirst = nn.Linear(2, 1)\nfirst(batch)",
            "`batch.dtype`, `first.weight.dtype`",
            "batch = torch.ones(5, 2, dtype=torch.float64)\nfirst = nn.Linear(2, 1).double()\nfirst(batch).dtype",
            "06 · Freezing part of a net",
        ),
    ),
    "is non-finite, so it cannot be clipped": (
        (
            "an infinite slope, as of a square root at 0",
            "w = torch.zeros(1, requires_grad=True)\ntorch.sqrt(w).backward()\n"
            "nn.utils.clip_grad_norm_([w], 1.0, error_if_nonfinite=True)",
            "`w.grad`",
            "w = torch.zeros(1, requires_grad=True)\ntorch.sqrt(w + 0.01).backward()\n"
            "nn.utils.clip_grad_norm_([w], 1.0, error_if_nonfinite=True)\nw.grad",
            "08 · Gradients that are not finite",
        ),
    ),
}
