# Answers with a list in a list without end.

def slope(x):
    answer = []
    answer.append(answer)
    return answer
