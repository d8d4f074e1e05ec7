# method: the factor as a tensor, never above 1
def clip_by_norm(gradients, max_norm):
    norm = sum((g**2).sum() for g in gradients) ** 0.5
    factor = (max_norm / (norm + 1e-6)).clamp(max=1.0)
    return [g * factor for g in gradients]
