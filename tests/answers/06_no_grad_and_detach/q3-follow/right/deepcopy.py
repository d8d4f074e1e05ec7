# method: the teacher as a copy
import copy


def follow(student, teacher, x):
    used = copy.deepcopy(teacher).eval()
    with torch.no_grad():
        target = used(x)
    ((student(x) - target) ** 2).mean().backward()
    return [*student.parameters(), *teacher.parameters()]
