# mistake: NONLEAF_GRAD
# reads .grad of something computed from the parameter
def parameter_gradient(w):
    weight = torch.nn.Parameter(w.clone()) * 1
    energy(weight).backward()
    return weight.grad
