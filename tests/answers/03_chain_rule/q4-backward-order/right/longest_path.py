# method: sorted by the longest path from the output
def backward_order(parents, output):
    depth, changed = {output: 0}, True
    while changed:
        changed = False
        for name in list(depth):
            for parent in parents[name]:
                if depth.get(parent, -1) < depth[name] + 1:
                    depth[parent] = depth[name] + 1
                    changed = True
    return sorted(depth, key=depth.get)
