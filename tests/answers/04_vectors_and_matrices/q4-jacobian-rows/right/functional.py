# method: torch.autograd.functional.jacobian
jacobian_rows = torch.autograd.functional.jacobian
