# mistake: unnamed
# adds up the squares
def freeze_middle(net, x, y):
    net[2].requires_grad_(False)
    ((net(x) - y) ** 2).sum().backward()
    return list(net.parameters())
