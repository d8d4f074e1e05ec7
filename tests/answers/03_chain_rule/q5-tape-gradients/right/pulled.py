# method: each value asks its users
def tape_gradients(tape):
    output = tape[-1][0]

    def gradient(name):
        if name == output:
            return 1.0
        return sum(slope * gradient(user) for user, sources in tape for parent, slope in sources if parent == name)

    return {name: gradient(name) for name, _ in tape}
