# mistake: unnamed
# normalises to length 1
def clip_by_norm(gradients, max_norm):
    norm = sum((g**2).sum() for g in gradients).sqrt()
    return [g / norm if norm > max_norm else g for g in gradients]
