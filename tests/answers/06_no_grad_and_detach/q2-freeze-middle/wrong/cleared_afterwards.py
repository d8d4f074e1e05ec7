# mistake: unnamed
# throws the gradient away and freezes nothing
def freeze_middle(net, x, y):
    squared_error(net, x, y).backward()
    net[2].zero_grad()
    return list(net.parameters())
