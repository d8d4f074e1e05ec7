# mistake: unnamed
# prints in place of returning
def kind_of_flat_point(f, x):
    before, here, after = f(x - 0.05), f(x), f(x + 0.05)
    if before > here < after:
        print("minimum")
    elif before < here > after:
        print("maximum")
    else:
        print("neither")
