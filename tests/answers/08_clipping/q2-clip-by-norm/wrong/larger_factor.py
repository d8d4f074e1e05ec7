# mistake: unnamed
# max for min
def clip_by_norm(gradients, max_norm):
    norm = sum((g**2).sum() for g in gradients).sqrt()
    return [g * max(1.0, max_norm / (norm + 1e-6)) for g in gradients]
