# mistake: unnamed
# the factor upside down
def clip_by_norm(gradients, max_norm):
    norm = torch.cat([g.reshape(-1) for g in gradients]).norm()
    return [g * min(1.0, norm / max_norm) for g in gradients]
