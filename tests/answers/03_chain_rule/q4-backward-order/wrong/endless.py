# mistake: unnamed
# calls itself on the same name for ever
def backward_order(parents, output):
    return [output] + backward_order(parents, output)
