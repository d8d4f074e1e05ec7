# mistake: FREED_GRAPH
# one graph for all rows
def jacobian_rows(f, x):
    x = x.clone().requires_grad_()
    y = f(x)
    return torch.stack([torch.autograd.grad(y, x, v)[0] for v in torch.eye(len(y), dtype=x.dtype, device=x.device)])
