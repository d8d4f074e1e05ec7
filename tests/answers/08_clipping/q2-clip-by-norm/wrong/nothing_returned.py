# mistake: unnamed
# changes the tensors in place, and returns nothing
def clip_by_norm(gradients, max_norm):
    norm = sum((g**2).sum() for g in gradients).sqrt()
    for g in gradients:
        g.mul_(min(1.0, max_norm / (norm + 1e-6)))
