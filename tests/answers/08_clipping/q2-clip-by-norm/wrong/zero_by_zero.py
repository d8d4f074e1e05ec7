# mistake: unnamed
# zeros divided by their norm
def clip_by_norm(gradients, max_norm):
    norm = torch.cat([g.reshape(-1) for g in gradients]).norm()
    unit = [g / norm for g in gradients]
    return [u * min(norm, max_norm) for u in unit]
