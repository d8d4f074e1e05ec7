# mistake: CLIP_BY_VALUE
# each entry
def clip_groups(groups, max_norm):
    everything = [p for group in groups for p in group]
    before = torch.cat([p.grad.flatten() for p in everything])
    torch.nn.utils.clip_grad_value_(everything, max_norm)
    after = torch.cat([p.grad.flatten() for p in everything])
    return before @ after / (before.norm() * after.norm())
