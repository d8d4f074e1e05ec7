# mistake: unnamed
# takes evaluation mode for freezing
def freeze_middle(net, x, y):
    net[2].eval()
    squared_error(net, x, y).backward()
    return list(net.parameters())
