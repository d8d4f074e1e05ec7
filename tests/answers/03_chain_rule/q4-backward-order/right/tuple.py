# method: inserts at the front, returns a tuple
def backward_order(parents, output, done=()):
    for parent in parents[output]:
        if parent not in done:
            done = backward_order(parents, parent, done)
    return (output, *done)
