# Waits for another program.

import subprocess

subprocess.run(['sleep', '1000'])
