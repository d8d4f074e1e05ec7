# mistake: CLIP_PER_PARAMETER
# a norm for each gradient
def clip_by_norm(gradients, max_norm):
    return [g * min(1.0, max_norm / (g.norm() + 1e-6)) for g in gradients]
