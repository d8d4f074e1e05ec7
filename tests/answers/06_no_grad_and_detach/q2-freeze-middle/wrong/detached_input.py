# mistake: DETACHED_TOO_MUCH
# detaches what goes into the frozen layer
def freeze_middle(net, x, y):
    net[2].requires_grad_(False)
    h = net[:2](x)
    ((net[2:](h.detach()) - y) ** 2).mean().backward()
    return list(net.parameters())
