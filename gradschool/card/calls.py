"""The rows of the function table, by group: what a call is for, the call, and the lesson that treats it."""

CALLS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "ask": (
        (
            "make a leaf that requires grad",
            "w = torch.tensor(3.0, requires_grad=True)\nw.requires_grad",
            "01 · Ask for a gradient",
        ),
        ("ask later, in place", "w = torch.tensor(3.0)\nw.requires_grad_().requires_grad", "01 · Ask for a gradient"),
        ("fill `.grad` of the leaves", "y = x**2\ny.backward()\nx.grad", "01 · Ask for a gradient"),
        (
            "vᵀJ for a cotangent",
            "y = v**2\ny.backward(gradient=torch.tensor([1.0, 10.0]))\nv.grad",
            "04 · backward(v) is vᵀJ",
        ),
        ("gradients returned, `.grad` left alone", "y = x**2\ntorch.autograd.grad(y, x)", "04 · Two doors"),
        (
            "the same, some inputs unused",
            "y = x**2\ntorch.autograd.grad(y, (x, v), allow_unused=True)",
            "04 · Two doors",
        ),
        (
            "keep the gradient of a computed tensor",
            "y = x**2\ny.retain_grad()\n(5 * y).backward()\ny.grad",
            "02 · Keep the gradient of a computed tensor",
        ),
        (
            "keep the graph for another pass",
            "y = x**2\ny.backward(retain_graph=True)\ny.backward()\nx.grad",
            "05 · When to keep the graph",
        ),
        (
            "a gradient that has a graph itself",
            "(g,) = torch.autograd.grad(x**4, x, create_graph=True)\ntorch.autograd.grad(g, x)",
            "09 · Derivatives of derivatives",
        ),
    ),
    "look": (
        ("is it recorded?", "x.requires_grad, x.detach().requires_grad", "02 · Leaves"),
        ("was it made by an operation?", "x.is_leaf, (x**2).is_leaf", "02 · Leaves"),
        ("which operation made it", "(x**2).grad_fn.name()", "02 · Walk the graph"),
        (
            "the nodes before that",
            "[node.name() for node, _ in (x**2 + x.exp()).grad_fn.next_functions]",
            "02 · Walk the graph",
        ),
        (
            "does it keep its gradient?",
            "y = x**2\ny.retain_grad()\ny.retains_grad",
            "02 · Keep the gradient of a computed tensor",
        ),
        ("changes in place so far", "h = x**2\nh += 1\nh._version", "06 · In-place changes"),
        ("is recording on?", "torch.is_grad_enabled()", "06 · Updating a parameter"),
        ("does it share memory?", "y = x**2\ny.detach().data_ptr() == y.data_ptr()", "06 · Detach"),
    ),
    "clear": (
        ("without clearing, gradients add up", "(x**2).backward()\n(x**2).backward()\nx.grad", "05 · Gradients add up"),
        ("clear one leaf", "(x**2).backward()\nx.grad = None\n(x**2).backward()\nx.grad", "05 · Ways to clear"),
        ("overwrite with zeros", "(x**2).backward()\nx.grad.zero_()\nx.grad", "05 · Ways to clear"),
        ("clear all parameters", "(x**2).backward()\noptimizer.zero_grad()\nx.grad", "05 · Ways to clear"),
        (
            "the same, with zeros",
            "(x**2).backward()\noptimizer.zero_grad(set_to_none=False)\nx.grad",
            "05 · Zeros or None?",
        ),
    ),
    "train": (
        ("one step against the gradient", "(x**2).backward()\noptimizer.step()\nx", "07 · Optimizers"),
        (
            "the same by hand",
            "(x**2).backward()\nwith torch.no_grad():\n    x -= 0.1 * x.grad\nx",
            "06 · Updating a parameter",
        ),
        ("parameters of a layer", "[tuple(p.shape) for p in layer.parameters()]", "06 · Freezing part of a net"),
        (
            "freeze a layer",
            "layer.requires_grad_(False)\nlayer(v).requires_grad, layer.weight.requires_grad",
            "06 · Freezing part of a net",
        ),
        (
            "mode for use; still recorded",
            "layer.eval()\nlayer.training, layer(v).requires_grad",
            "06 · eval() is not no_grad",
        ),
        (
            "clip by global norm; returns the norm before",
            "(x**2).backward()\nnn.utils.clip_grad_norm_([x], 1.5), x.grad",
            "08 · The global norm",
        ),
        (
            "clip each entry",
            "(v**2).sum().backward()\nnn.utils.clip_grad_value_([v], 3.0)\nv.grad",
            "08 · What clipping keeps",
        ),
        ("a number without a graph", "loss = x**2\nloss.item()", "06 · Common trap: a history that keeps every graph"),
    ),
    "matrices": (
        ("gradient of a function", "torch.func.grad(area)(v)", "09 · One call"),
        ("Jacobian by rows", "torch.func.jacrev(outputs)(v)", "09 · One call"),
        ("Jacobian by columns", "torch.func.jacfwd(outputs)(v)", "09 · One call"),
        ("vᵀJ", "_, pull = torch.func.vjp(outputs, v)\npull(torch.ones(3, dtype=torch.float64))", "09 · By rows"),
        ("J times a direction", "_, jv = torch.func.jvp(outputs, (v,), (torch.ones_like(v),))\njv", "09 · By columns"),
        ("Hessian", "torch.func.hessian(area)(v)", "09 · The Hessian"),
        (
            "one gradient for each row",
            "torch.vmap(torch.func.grad(area))(torch.stack([v, 10 * v]))",
            "09 · Per-sample gradients",
        ),
        ("the older door", "torch.autograd.functional.jacobian(outputs, v)", "09 · The older door"),
    ),
}
