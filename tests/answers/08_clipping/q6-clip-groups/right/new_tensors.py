# method: puts new tensors into .grad
def clip_groups(groups, max_norm):
    before = torch.cat([p.grad.flatten() for group in groups for p in group])
    for group in groups:
        norm = torch.cat([p.grad.flatten() for p in group]).norm()
        if norm > max_norm:
            for p in group:
                p.grad = p.grad * max_norm / norm
    after = torch.cat([p.grad.flatten() for group in groups for p in group])
    return before @ after / (before.norm() * after.norm())
