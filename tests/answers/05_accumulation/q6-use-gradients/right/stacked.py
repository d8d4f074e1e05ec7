# method: one leaf that stacks all uses
def use_gradients(f, w, n):
    stack = torch.stack([w] * n).requires_grad_()
    f(list(stack)).backward()
    return list(stack.grad)
