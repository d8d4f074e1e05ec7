# mistake: unnamed
# clips copies
def clip_groups(groups, max_norm):
    before, after = [], []
    for group in groups:
        gradients = torch.cat([p.grad.flatten() for p in group])
        before.append(gradients)
        after.append(gradients * min(1.0, max_norm / gradients.norm()))
    before, after = torch.cat(before), torch.cat(after)
    return before @ after / (before.norm() * after.norm())
