# mistake: GRAPH_CUT
# detached the trunk, so that it need not be passed twice
def total_gradient(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = torch.tensor(trunk(w).tolist(), dtype=torch.float64, requires_grad=True)
    (head_a(h) + head_b(h)).backward()
    return w.grad
