# method: from the norms of the groups alone
def clip_groups(groups, max_norm):
    norms = torch.stack([torch.nn.utils.clip_grad_norm_(group, max_norm) for group in groups])
    clipped = norms.clamp(max=max_norm)
    return (norms @ clipped) / (norms.norm() * clipped.norm())
