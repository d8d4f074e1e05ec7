# mistake: unnamed
# a tensor is a leaf or it is not
def kind(tensor):
    if tensor.is_leaf:
        return "leaf"
    return "retained" if tensor.retains_grad else "computed"
