# method: ran the scripts, which is allowed but teaches less
def predictions():
    return {"A": script_a(), "B": script_b(), "C": script_c()}
