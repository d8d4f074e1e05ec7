# mistake: unnamed
# hands the gradients to clip_grad_norm_ as if they were parameters
def clip_by_norm(gradients, max_norm):
    clip_grad_norm_(gradients, max_norm)
    return gradients
