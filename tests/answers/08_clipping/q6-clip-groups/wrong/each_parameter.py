# mistake: CLIP_PER_PARAMETER
# each parameter by its own norm
def clip_groups(groups, max_norm):
    everything = [p for group in groups for p in group]
    before = torch.cat([p.grad.flatten() for p in everything])
    for p in everything:
        torch.nn.utils.clip_grad_norm_(p, max_norm)
    after = torch.cat([p.grad.flatten() for p in everything])
    return before @ after / (before.norm() * after.norm())
