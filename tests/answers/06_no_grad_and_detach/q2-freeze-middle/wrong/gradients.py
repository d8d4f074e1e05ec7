# mistake: unnamed
# returns the gradients
def freeze_middle(net, x, y):
    net[2].requires_grad_(False)
    squared_error(net, x, y).backward()
    return [p.grad for p in net.parameters()]
