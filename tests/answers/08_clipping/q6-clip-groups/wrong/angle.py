# mistake: unnamed
# returns the angle
def clip_groups(groups, max_norm):
    def whole():
        return torch.cat([p.grad.flatten() for group in groups for p in group])

    before = whole()
    for group in groups:
        torch.nn.utils.clip_grad_norm_(group, max_norm)
    after = whole()
    return torch.acos(before @ after / (before.norm() * after.norm()))
