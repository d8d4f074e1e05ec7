# method: torch.func.vjp
def pull_back(f, x, v):
    _, back = torch.func.vjp(f, x)
    return back(v)[0]
