# mistake: LR_TOO_LARGE
# the number of the worked input, which is too large for a steeper function
def largest_stable_rate(f, w):
    return 0.25
