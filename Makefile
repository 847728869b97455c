.PHONY: check test quick golden docs

python = .venv/bin/python

check:
	.ci/run

test:
	$(python) -m pytest -q

quick:
	$(python) -m pytest -q --quick

golden:
	$(python) -m tests.golden

docs:
	$(python) -m tests.golden pages pictures examples
