# method: PyTorch's call with a max_norm that nothing exceeds
def global_norm(parameters):
    return torch.nn.utils.clip_grad_norm_(parameters, float("inf"))
