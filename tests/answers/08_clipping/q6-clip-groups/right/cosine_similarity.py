# method: torch's cosine_similarity
def clip_groups(groups, max_norm):
    everything = [p for group in groups for p in group]
    before = torch.cat([p.grad.clone().reshape(-1) for p in everything])
    for group in groups:
        torch.nn.utils.clip_grad_norm_(group, max_norm)
    after = torch.cat([p.grad.reshape(-1) for p in everything])
    return torch.nn.functional.cosine_similarity(before, after, dim=0).item()
