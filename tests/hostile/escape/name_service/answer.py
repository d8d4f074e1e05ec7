# Asks for a name on the network.

passed = []
try:
    import socket
    assert socket.getaddrinfo('example.org', 80)
    passed.append('ESC' + 'APED')
except Exception as error:
    print(type(error).__name__)
print(passed)


def slope(x):
    return 0 * x
