# method: torch.func.jacrev of both losses at once
def separate_gradients(trunk, head_a, head_b, w):
    def both(w):
        h = trunk(w)
        return torch.stack([head_a(h), head_b(h)])

    return tuple(torch.func.jacrev(both)(w))
