# mistake: GRAPH_CUT
# converts through a list
def moved_gradient(x):
    leaf = x.clone().requires_grad_()
    moved = torch.tensor(leaf.tolist(), dtype=torch.float64)
    growth(moved).backward()
    return leaf.grad
