# mistake: VJP_IS_NOT_JACOBIAN
# collects the rows, then adds them
def jacobian_rows(f, x):
    return sum(torch.func.jacrev(f)(x))
