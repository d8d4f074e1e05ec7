# mistake: unnamed
# the norms added up
def clip_by_norm(gradients, max_norm):
    norm = sum(g.norm() for g in gradients)
    return [g * min(1.0, max_norm / (norm + 1e-6)) for g in gradients]
