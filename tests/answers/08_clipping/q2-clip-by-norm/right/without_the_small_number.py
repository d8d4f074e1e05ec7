# method: an if, and no 1e-6
def clip_by_norm(gradients, max_norm):
    norm = torch.stack([g.norm() for g in gradients]).norm()
    if norm <= max_norm:
        return gradients
    return [g * (max_norm / norm) for g in gradients]
