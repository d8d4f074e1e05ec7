# method: torch.func.grad of the sum
def total_gradient(trunk, head_a, head_b, w):
    def total(w):
        h = trunk(w)
        return head_a(h) + head_b(h)

    return torch.func.grad(total)(w)
