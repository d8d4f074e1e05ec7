# mistake: unnamed
# returns the norms of the groups
def clip_groups(groups, max_norm):
    return [torch.nn.utils.clip_grad_norm_(group, max_norm) for group in groups]
