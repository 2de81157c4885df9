# circulars: make demo | make test | make check
# Everything is installed into .venv/; Debian packages that are missing are installed with apt
# when you are root, else the command says which ones and why.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO := out/demo
# Of the tests at a time: one more than there are cores, since many wait for LibreOffice and pages.
JOBS ?= $(shell expr $$(nproc) + 1)

.PHONY: help demo contact-sheet serve test check format lock bench load national judge planted reference clean

help:  ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(READY): requirements.lock pyproject.toml scripts/system-packages.sh
	sh scripts/system-packages.sh
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

demo: $(READY)  ## make the five example letters into out/demo/
	$(BIN)/python scripts/real_letters.py $(DEMO)

contact-sheet: $(READY)  ## picture all pages of the example letters for the documentation
	$(BIN)/python scripts/contact-sheet.py

serve: $(READY)  ## start the service on this machine: http://127.0.0.1:8000
	$(BIN)/circulars serve

# With compiled modules kept: tests start many processes, and each would compile them again.
test: $(READY)  ## run all tests
	@sh scripts/system-packages.sh test
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(JOBS) --dist loadgroup

check: $(READY)  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)  ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)  ## measure speed against docxtpl, and docxtemplater where node is there, in one run
	if command -v npm >/dev/null; then cd benchmarks && npm install --no-package-lock --no-audit --no-fund; fi
	$(BIN)/python benchmarks/letters.py

load: $(READY)  ## measure the service under 20 simulated users until 2,000 letters are made
	$(BIN)/python benchmarks/service.py 2000

national: $(READY)  ## simulate a letter to each of 7,255 offices: killed in the middle, resumed
	$(BIN)/python benchmarks/national.py

judge: $(READY)  ## check real letters against what a reader found: make judge SEEDS=folder
	$(BIN)/python scripts/judge_seeds.py $(SEEDS) --write

planted: $(READY)  ## check files with planted errors, and write the table of the documentation
	$(BIN)/python scripts/planted_report.py --write

reference: $(READY)  ## write the reference of fields and filters of the documentation
	$(BIN)/python scripts/template_reference.py

lock:  ## pin every dependency with its hashes (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
		--quiet -o requirements.lock
	uv pip compile pyproject.toml --group build --constraint requirements.lock --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --quiet -o requirements-service.lock

clean:  ## remove what was installed and made
	rm -rf $(VENV) out
