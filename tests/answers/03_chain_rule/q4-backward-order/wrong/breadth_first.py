# mistake: WRONG_ORDER
# level by level, each name where it is met first
def backward_order(parents, output):
    found = [output]
    for name in found:
        for parent in parents[name]:
            if parent not in found:
                found.append(parent)
    return found
