# mistake: unnamed
# returns the weights
def parameter_gradient(w):
    weight = torch.nn.Parameter(w.clone())
    energy(weight).backward()
    return weight
