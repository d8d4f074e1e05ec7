# method: torch.func.grad, no def at all
polynomial_slope = torch.func.grad(polynomial)
