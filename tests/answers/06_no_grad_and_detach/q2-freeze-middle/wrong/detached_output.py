# mistake: DETACHED_TOO_MUCH
# detaches what the frozen layer gives
def freeze_middle(net, x, y):
    for p in net[2].parameters():
        p.requires_grad = False
    h = net[:3](x).detach()
    ((net[3:](h) - y) ** 2).mean().backward()
    return list(net.parameters())
