# mistake: DETACHED_TOO_MUCH
# computes the frozen layer under no_grad
def freeze_middle(net, x, y):
    net[2].requires_grad_(False)
    h = net[1](net[0](x))
    with torch.no_grad():
        h = net[2](h)
    ((net[4](net[3](h)) - y) ** 2).mean().backward()
    return list(net.parameters())
