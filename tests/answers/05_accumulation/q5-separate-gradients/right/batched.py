# method: one batched call of autograd.grad, a list
def separate_gradients(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = trunk(w)
    losses = torch.stack([head_a(h), head_b(h)])
    rows = torch.eye(2, dtype=w.dtype, device=w.device)
    (gradients,) = torch.autograd.grad(losses, w, rows, is_grads_batched=True)
    return list(gradients)
