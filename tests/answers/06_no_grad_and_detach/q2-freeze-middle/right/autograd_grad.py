# method: autograd.grad for the others, stored by hand
def freeze_middle(net, x, y):
    frozen = {net[2].weight, net[2].bias}
    for parameter in frozen:
        parameter.requires_grad_(False)
    others = [p for p in net.parameters() if p not in frozen]
    for parameter, grad in zip(others, torch.autograd.grad(squared_error(net, x, y), others), strict=True):
        parameter.grad = grad
    return list(net.parameters())
