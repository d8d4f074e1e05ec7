# mistake: unnamed
# makes short gradients longer
def clip_by_norm(gradients, max_norm):
    norm = torch.cat([g.reshape(-1) for g in gradients]).norm()
    return [g * max_norm / (norm + 1e-6) for g in gradients]
