# mistake: CLIP_BY_VALUE
# no entry above max_norm
def clip_by_norm(gradients, max_norm):
    return [g.clamp(-max_norm, max_norm) for g in gradients]
