# mistake: unnamed
# "The Jacobian" as the determinant that integrals use.
def polar_jacobian(polar):
    return torch.linalg.det(torch.func.jacrev(cartesian)(polar))
