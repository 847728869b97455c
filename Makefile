.PHONY: check test quick full golden docs

python = .venv/bin/python

check:
	.ci/run

test:
	$(python) -m pytest -q

quick:
	$(python) -m pytest -q --quick

full:
	$(python) -m pytest -q --full

golden:
	$(python) -m tests.golden

docs:
	$(python) -m tests.golden pages pictures examples
