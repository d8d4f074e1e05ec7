# method: divides by the larger of norm and limit
def clip_by_norm(gradients, max_norm):
    norm = torch.cat([g.flatten() for g in gradients]).norm()
    return tuple(g * max_norm / max(norm, max_norm) for g in gradients)
