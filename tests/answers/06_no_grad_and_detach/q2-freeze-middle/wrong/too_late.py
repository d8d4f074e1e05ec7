# mistake: unnamed
# freezes when the gradient is there already
def freeze_middle(net, x, y):
    squared_error(net, x, y).backward()
    net[2].requires_grad_(False)
    return list(net.parameters())
