# mistake: unnamed
# keeps the tensors, which the clipping changes
def clip_groups(groups, max_norm):
    everything = [p for group in groups for p in group]
    before = [p.grad for p in everything]
    for group in groups:
        torch.nn.utils.clip_grad_norm_(group, max_norm)
    before = torch.cat([g.flatten() for g in before])
    after = torch.cat([p.grad.flatten() for p in everything])
    return before @ after / (before.norm() * after.norm())
