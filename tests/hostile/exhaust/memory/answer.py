# A list that grows.

blocks = []
while True:
    blocks.append(bytearray(1 << 24))
