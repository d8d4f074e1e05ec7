# mistake: unnamed
# parameters() is a list
def freeze_middle(net, x, y):
    net[2].requires_grad_(False)
    squared_error(net, x, y).backward()
    return net.parameters()
