# method: the forward pass by hand with detached weights, then frozen
def freeze_middle(net, x, y):
    h = torch.tanh(net[0](x))
    h = torch.tanh(torch.nn.functional.linear(h, net[2].weight.detach(), net[2].bias.detach()))
    ((net[4](h) - y) ** 2).mean().backward()
    net[2].requires_grad_(False)
    return tuple(net.parameters())
