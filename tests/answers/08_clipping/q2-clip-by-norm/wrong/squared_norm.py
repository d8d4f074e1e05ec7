# mistake: unnamed
# divides by the square of the norm
def clip_by_norm(gradients, max_norm):
    squares = sum((g**2).sum() for g in gradients)
    factor = min(1.0, max_norm / squares)
    return [g * factor for g in gradients]
