# mistake: unnamed
# gave the facts, not the name
def kind(tensor):
    return {"requires_grad": tensor.requires_grad, "is_leaf": tensor.is_leaf}
