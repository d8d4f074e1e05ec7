# mistake: unnamed
# clips, and returns nothing
def clip_groups(groups, max_norm):
    for group in groups:
        torch.nn.utils.clip_grad_norm_(group, max_norm)
