# Opens a device.

passed = []
try:
    open('/dev/mem', 'rb') if __import__('os').path.exists('/dev/mem') else open('/dev/kmsg')
    passed.append('ESC' + 'APED')
except Exception as error:
    print(type(error).__name__)
print(passed)


def slope(x):
    return 0 * x
