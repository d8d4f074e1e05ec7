# method: eval, and the teacher's output detached
def follow(student, teacher, x):
    target = teacher.eval()(x).detach()
    torch.nn.functional.mse_loss(student(x), target).backward()
    return [*student.parameters(), *teacher.parameters()]
