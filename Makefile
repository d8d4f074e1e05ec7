# make lab and make test are all that most people need; both set up .venv by themselves. `make` lists the rest.

PYTHON ?= python3
LAB_FLAGS ?=
PYTEST_FLAGS ?=

SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help setup lab lint test test-notebooks test-hostile test-equal test-equal-all test-browser test-all \
    browser-programs coverage bench build demo clean

# nbgrader calls alembic as a program, so the environment's programs come first everywhere. A python3 kernel that was
# installed for the user must not win over the environment's own.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export JUPYTER_PREFER_ENV_PATH := 1

VENV_PYTHON := .venv/bin/python
SETUP := .venv/.setup-done
TEST_SETUP := .venv/.test-setup-done
BROWSER_SETUP := .venv/.browser-setup-done
OVERRIDES := .venv/share/jupyter/lab/settings/overrides.json
# Beside python3; not in the wheel's own data files, which an editable installation leaves out.
WARM_KERNEL := gradschool/staff/warm/kernel/kernelspec
# Every notebook but these two is proved in forks of a process that has PyTorch loaded, which start many times faster.
# These are proved in the kernel that students have, so that a difference between the two would show.
WARM := JUPYTER_DEFAULT_PROVISIONER_NAME=gradschool-warm
PLAIN := 01_first_gradients
# Tests of one group share what they grade and stay on one worker; tests/conftest.py puts the longest groups first.
IN_PARALLEL := -n 2 --dist loadgroup --no-loadscope-reorder

help: ## List what make can do
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(SETUP) ## Make .venv with all that the course needs (again only when requirements change)

# Jupyter refuses root, who gets a lab that nobody else can reach; to open it to others, root says --allow-root.
lab: $(SETUP) ## Open the course in JupyterLab; LAB_FLAGS="--no-browser --port 8899" is passed on
	@gradschool work
	@root=(); \
	if [[ "$$(id -u)" == 0 && ! "$$LAB_FLAGS" =~ --allow-root|--ip|[.]ip ]]; then \
	    root=(--allow-root --ServerApp.ip=127.0.0.1); \
	    echo "make: you are root: JupyterLab gets --allow-root, and answers on this machine only (127.0.0.1)" >&2; \
	fi; \
	jupyter lab --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb $(LAB_FLAGS) "$${root[@]}"

# What Python does first in every process of the tests; it saves seconds and proves nothing.
lint test test-notebooks test-hostile test-equal test-equal-all test-browser test-all: \
    export PYTHONPATH := $(CURDIR)/tests/startup

test: lint test-notebooks ## Lint, run every notebook again and compare its outputs, run the tests
	pytest -m "not hostile and not equal and not browser" $(IN_PARALLEL) $(PYTEST_FLAGS)

test-hostile: $(TEST_SETUP) ## Grade submissions that try to cheat or to break the grader (minutes)
	pytest -m hostile $(IN_PARALLEL) $(PYTEST_FLAGS)

test-equal: $(TEST_SETUP) ## Grade every sample answer twice, and a share of them by nbgrader's own execution (minutes)
	pytest -m equal $(IN_PARALLEL) $(PYTEST_FLAGS)

test-equal-all: $(TEST_SETUP) ## As test-equal, with every answer by nbgrader's own execution; notes it in tests/equal_record.json
	pytest -m equal --compare-all $(IN_PARALLEL) $(PYTEST_FLAGS)
	python tests/equal_support.py

test-browser: browser-programs $(BROWSER_SETUP) ## Use the course in JupyterLab, in a real browser, as student and instructor (minutes)
	pytest tests/browser -m browser $(PYTEST_FLAGS)

test-all: lint test-notebooks test-browser ## All of these, in one session of pytest as far as they can share one
	pytest -m "not browser" $(IN_PARALLEL) $(PYTEST_FLAGS)

lint: $(TEST_SETUP)
	ruff check .
	ruff format --check .
	lint-imports --no-cache
	mypy gradschool

test-notebooks: $(TEST_SETUP)
	pytest --nbval --nbval-current-env -n 2 --dist loadfile notebooks/$(PLAIN).ipynb solutions/$(PLAIN)
	$(WARM) pytest --nbval --nbval-current-env -n 2 --dist loadfile --ignore-glob='*/$(PLAIN)*' notebooks solutions

coverage: $(TEST_SETUP) ## Say which lines the fast tests run: a table, and pages in htmlcov/
	pytest -m "not slow and not browser" --cov --cov-report=term:skip-covered --cov-report=html $(PYTEST_FLAGS)

bench: $(TEST_SETUP) ## Measure grading, kernels, checks and the referee on this machine (an hour)
	for script in benchmarks/*.py; do echo "== $$script"; python "$$script" || exit; done

build: $(SETUP) ## Make release/ and solutions/ from source/
	@gradschool build

demo: $(SETUP) ## Grade a small class of sample submissions and show what an instructor sees
	@gradschool demo

clean: ## Remove .venv and caches; work/, submissions and marks stay
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .coverage htmlcov *.egg-info
	find gradschool tests -name __pycache__ -prune -exec rm -rf {} +

browser-programs:
	@for needed in chromium:chromium bwrap:bubblewrap; do \
	    command -v "$${needed%:*}" >/dev/null && continue; \
	    echo "make: $${needed%:*} is missing; on Debian and Ubuntu: sudo apt install $${needed#*:}" >&2; exit 2; \
	done

$(VENV_PYTHON):
	@for python in $(PYTHON) python3.14 python3.13 python3.12 python3.11; do \
	    if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        "$$python" -m venv --clear .venv && exit; \
	        rm -rf .venv; \
	        echo "make: $$python cannot make a .venv; on Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; \
	    fi; \
	done; \
	echo "make: no Python 3.11 or newer found; install one, or name it: make PYTHON=/path/to/python3 setup" >&2; exit 1

$(SETUP): requirements.txt pyproject.toml | $(VENV_PYTHON)
	@echo "Installing the course into .venv (minutes the first time)"
	@$(VENV_PYTHON) -m pip install -qq --disable-pip-version-check -r requirements.txt
	@$(VENV_PYTHON) -m jupyter kernelspec install --log-level WARN --sys-prefix --name gradschool-warm $(WARM_KERNEL)
	@mkdir -p $(dir $(OVERRIDES))
	@echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}' > $(OVERRIDES)
	@if [ -e .git ] && command -v git >/dev/null; then \
	    git config diff.notebook.textconv "$(VENV_PYTHON) gradschool/staff/authoring/git_textconv.py"; \
	fi
	@touch $@

$(TEST_SETUP): $(SETUP)
	@echo "Installing what the tests need"
	@$(VENV_PYTHON) -m pip install -qq --disable-pip-version-check -e '.[staff,test]'
	@touch $@

$(BROWSER_SETUP): $(TEST_SETUP)
	@echo "Installing what the tests in a browser need"
	@$(VENV_PYTHON) -m pip install -qq --disable-pip-version-check -e '.[staff,test,browser]'
	@touch $@
