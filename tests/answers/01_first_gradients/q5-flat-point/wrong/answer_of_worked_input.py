# mistake: unnamed
# the number in the question
def flat_point(f, low, high):
    return 1.0986123
