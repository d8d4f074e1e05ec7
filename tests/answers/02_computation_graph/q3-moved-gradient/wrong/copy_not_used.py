# mistake: unnamed
# asks a second tensor
def moved_gradient(x):
    x = x.to(device=device, dtype=torch.float64)
    leaf = x.clone().requires_grad_()
    growth(x.clone().requires_grad_()).backward()
    return leaf.grad
