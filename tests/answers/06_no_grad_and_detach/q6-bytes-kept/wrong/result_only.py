# mistake: unnamed
# the bytes of the result
def bytes_kept(f, x):
    return f(x).nbytes
