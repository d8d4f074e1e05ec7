# Connects to the network.

passed = []
try:
    import socket
    socket.create_connection(('127.0.0.1', 22), 1)
    passed.append('ESC' + 'APED')
except Exception as error:
    print(type(error).__name__)
print(passed)


def slope(x):
    return 0 * x
