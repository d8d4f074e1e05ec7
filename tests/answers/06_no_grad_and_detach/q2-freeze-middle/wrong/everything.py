# mistake: unnamed
# freezes the whole net
def freeze_middle(net, x, y):
    net.requires_grad_(False)
    squared_error(net, x, y).backward()
    return list(net.parameters())
