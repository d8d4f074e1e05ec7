# method: one long vector, scaled and cut into pieces again
def clip_by_norm(gradients, max_norm):
    vector = torch.cat([g.reshape(-1) for g in gradients])
    vector = vector * min(1.0, max_norm / max(vector.norm().item(), max_norm))
    pieces = vector.split([g.numel() for g in gradients])
    return [piece.view_as(g) for piece, g in zip(pieces, gradients, strict=True)]
