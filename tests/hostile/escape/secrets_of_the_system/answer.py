# Reads the system's secrets.

passed = []
try:
    open('/etc/shadow').read()
    passed.append('ESC' + 'APED')
except Exception as error:
    print(type(error).__name__)
print(passed)


def slope(x):
    return 0 * x
