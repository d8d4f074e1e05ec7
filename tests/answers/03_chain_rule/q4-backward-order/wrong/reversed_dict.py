# mistake: WRONG_ORDER
# takes the dict for a tape
def backward_order(parents, output):
    return list(parents)[::-1]
