# mistake: WRONG_ORDER
# takes the dict for a tape, and leaves out what is not needed
def backward_order(parents, output):
    needed = {output}
    for _ in parents:
        needed |= {parent for name in needed for parent in parents[name]}
    return [name for name in list(parents)[::-1] if name in needed]
