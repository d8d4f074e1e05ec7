# mistake: unnamed
# slope zero means minimum
def kind_of_flat_point(f, x):
    return "minimum"
