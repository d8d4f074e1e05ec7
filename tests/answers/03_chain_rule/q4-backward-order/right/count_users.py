# method: counts the users that still have to come (Kahn)
def backward_order(parents, output):
    users, waiting = {output: 0}, [output]
    while waiting:
        for parent in parents[waiting.pop()]:
            if parent not in users:
                users[parent] = 0
                waiting.append(parent)
            users[parent] += 1
    ready, found = [output], []
    while ready:
        name = ready.pop(0)
        found.append(name)
        for parent in parents[name]:
            users[parent] -= 1
            if users[parent] == 0:
                ready.append(parent)
    return found
