# mistake: unnamed
# called the attribute
def kind(tensor):
    if not tensor.requires_grad:
        return "constant"
    if tensor.is_leaf():
        return "leaf"
    return "computed"
