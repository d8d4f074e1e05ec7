# Becomes another user.

passed = []
try:
    import os
    os.setuid(0)
    open('/etc/shadow')
    passed.append('ESC' + 'APED')
except Exception as error:
    print(type(error).__name__)
print(passed)


def slope(x):
    return 0 * x
