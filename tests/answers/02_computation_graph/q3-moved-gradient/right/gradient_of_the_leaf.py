# method: the float32 leaf's gradient, converted
def moved_gradient(x):
    leaf = x.clone().requires_grad_()
    growth(leaf.to(device=device, dtype=torch.float64)).backward()
    return leaf.grad.to(torch.float64)
