# mistake: unnamed
# the middle looks flat
def flat_point(f, low, high):
    return (low + high) / 2
