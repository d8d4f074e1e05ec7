# mistake: unnamed
# unit direction times the shorter length, also where there is no direction
def clip_by_norm(gradients, max_norm):
    norm = torch.cat([g.flatten() for g in gradients]).norm()
    return [g / norm * min(norm, max_norm) for g in gradients]
