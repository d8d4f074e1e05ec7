# mistake: unnamed
# multiplies by the second norm: a / b * c
def clip_groups(groups, max_norm):
    before = torch.cat([p.grad.flatten() for group in groups for p in group])
    for group in groups:
        clip_grad_norm_(group, max_norm)
    after = torch.cat([p.grad.flatten() for group in groups for p in group])
    return before @ after / before.norm() * after.norm()
