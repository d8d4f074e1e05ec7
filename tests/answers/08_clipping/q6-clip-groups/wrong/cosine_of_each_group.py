# mistake: unnamed
# the mean of the groups' cosines
def clip_groups(groups, max_norm):
    cosines = []
    for group in groups:
        before = torch.cat([p.grad.flatten() for p in group])
        torch.nn.utils.clip_grad_norm_(group, max_norm)
        after = torch.cat([p.grad.flatten() for p in group])
        cosines.append(before @ after / (before.norm() * after.norm()))
    return sum(cosines) / len(cosines)
