# method: torch.func.grad
def pair_gradient(x, y):
    return torch.func.grad(lambda x, y: (x * y) ** 2 + torch.sin(x) ** 2 + y**2, argnums=(0, 1))(x, y)
