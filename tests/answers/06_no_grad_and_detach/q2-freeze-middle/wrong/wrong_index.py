# mistake: unnamed
# counts linear layers only: net[1] is a tanh
def freeze_middle(net, x, y):
    net[1].requires_grad_(False)
    squared_error(net, x, y).backward()
    return list(net.parameters())
