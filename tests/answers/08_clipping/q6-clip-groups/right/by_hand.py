# method: by hand, a new tensor in each .grad
def clip_groups(groups, max_norm):
    product = before = after = 0.0
    for group in groups:
        norm = sum((p.grad**2).sum().item() for p in group) ** 0.5
        factor = min(1.0, max_norm / norm)
        for p in group:
            p.grad = p.grad * factor
        product, before, after = product + factor * norm**2, before + norm**2, after + (factor * norm) ** 2
    return product / (before * after) ** 0.5
