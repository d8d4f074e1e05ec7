# method: forward mode, column by column
def polar_jacobian(polar):
    columns = [torch.func.jvp(cartesian, (polar,), (u,))[1] for u in torch.eye(2, dtype=polar.dtype, device=polar.device)]
    return torch.stack(columns, dim=1)
