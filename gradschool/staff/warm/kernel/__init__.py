"""Jupyter kernels that start in a fraction of a second: forks of a process that has PyTorch loaded.

`provisioner` is what jupyter_client calls, `child` what the forked process runs, `kernel.json` the kernel
"Python 3 (warm, gradschool)". With JUPYTER_DEFAULT_PROVISIONER_NAME=gradschool-warm, the kernel python3 starts so too.
"""
