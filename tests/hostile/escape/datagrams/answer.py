# Sends a datagram.

passed = []
try:
    import socket
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))
    passed.append('ESC' + 'APED')
except Exception as error:
    print(type(error).__name__)
print(passed)


def slope(x):
    return 0 * x
