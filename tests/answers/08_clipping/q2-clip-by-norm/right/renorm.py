# method: torch.renorm of the long vector
def clip_by_norm(gradients, max_norm):
    vector = torch.cat([g.reshape(-1) for g in gradients])
    clipped = vector[None].renorm(2, 0, max_norm)[0]
    pieces = clipped.split([g.numel() for g in gradients])
    return [piece.view_as(g) for piece, g in zip(pieces, gradients, strict=True)]
