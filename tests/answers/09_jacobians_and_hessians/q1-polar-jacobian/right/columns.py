# method: forward mode, column by column
def polar_jacobian(polar):
    units = torch.eye(2, dtype=polar.dtype, device=polar.device)
    columns = [torch.func.jvp(cartesian, (polar,), (u,))[1] for u in units]
    return torch.stack(columns, dim=1)
