# mistake: unnamed
# one long vector, not cut into pieces again
def clip_by_norm(gradients, max_norm):
    vector = torch.cat([g.reshape(-1) for g in gradients])
    return vector * min(1.0, max_norm / (vector.norm() + 1e-6))
