# Luoshi: `make demo` shows it, `make test` proves it. Both do all their own set-up, without root.
# Needs make and python3 (3.11 or 3.12) with its venv module; on Debian: apt-get install make python3-venv
PYTHON3 ?= python3
PY := .venv/bin/python
TOOLS := .tools/bin/python
UV := .tools/bin/uv
# Python comes from the machine, never from the network.
export UV_PYTHON_DOWNLOADS := never
# Compiled modules are kept: the tests start hundreds of programs.
unexport PYTHONDONTWRITEBYTECODE
# One more than two cores: a test that waits for a browser or another program leaves its core to the others.
PYTEST := -m pytest -n 3 --dist loadgroup --no-loadscope-reorder

.PHONY: help demo test test-fast test-deep test-sqlite test-postgresql coverage check fix translations lock \
	bench docs wheel screenshots clean

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18

demo: .venv/run.ok translations ## Run the demo city on this machine
	.venv/bin/luoshi demo

test: check test-sqlite test-postgresql coverage ## Run every check and every test, on SQLite and on PostgreSQL

test-fast: .venv/dev.ok translations ## Run the fast tests on SQLite, without a browser
	env -u LUOSHI_TEST_DATABASE_URL $(PY) $(PYTEST) -q -m 'not browser and not slow'

test-deep: .venv/dev.ok translations ## Run the property tests with 50,000 random examples each
	env -u LUOSHI_TEST_DATABASE_URL LUOSHI_TEST_PROFILE=deep $(PY) $(PYTEST) -q -m hypothesis --timeout 0

# The rules of the house are kept by `check`, which `make test` runs first.
test-sqlite: .venv/dev.ok translations
	$(PY) -m coverage erase
	env -u LUOSHI_TEST_DATABASE_URL $(PY) -m coverage run $(PYTEST) -q --ignore-glob='*/test_house*'

test-postgresql: .venv/dev.ok translations
	$(PY) tests/pg.py $(PY) $(PYTEST) -q --database-only --ignore=tests/reading --ignore=tests/formula --ignore-glob='*/test_house*'

# What gates the coverage of branches: 95 % of the reader and of the formulas, 90 % of everything else.
coverage: .venv/dev.ok
	$(PY) -m coverage combine -q
	$(PY) -m coverage report --include='src/luoshi/reading/*' --fail-under=95
	$(PY) -m coverage report --include='src/luoshi/formula/*' --fail-under=95
	$(PY) -m coverage report --omit='src/luoshi/reading/*,src/luoshi/formula/*,*/migrations/*' --fail-under=90

check: .venv/dev.ok translations ## Run every check that needs no test, and report all that fail
	@$(PY) tools/check.py

fix: .venv/dev.ok ## Repair what can be repaired by machine: format, imports, catalogues
	$(PY) -m ruff check -q --fix .
	$(PY) -m ruff format -q .
	$(PY) tools/translations.py update

bench: .venv/dev.ok .venv-peers/ok ## Measure what has to be fast, beside peers in an environment of their own
	$(PY) benchmarks/reading.py
	$(PY) benchmarks/acts.py
	$(PY) benchmarks/matching.py
	$(PY) benchmarks/search.py | tee benchmarks/results/search.txt
	$(PY) tests/pg.py $(PY) benchmarks/search.py | tee -a benchmarks/results/search.txt
	$(PY) benchmarks/lists.py --keep
	$(PY) tests/pg.py $(PY) benchmarks/lists.py --keep
	$(PY) benchmarks/sheets.py | tee benchmarks/results/sheets.txt
	$(PY) tests/pg.py $(PY) benchmarks/sheets.py | tee -a benchmarks/results/sheets.txt
	$(PY) benchmarks/home.py --keep
	$(PY) benchmarks/my_work.py --keep
	$(PY) tests/pg.py $(PY) benchmarks/my_work.py --keep
	$(PY) benchmarks/formula.py --keep

docs: .venv/dev.ok translations ## Write the generated part of docs/reference
	$(PY) tools/reference.py write

screenshots: .venv/dev.ok translations ## Take pictures of the demo's pages into build/screenshots
	$(PY) tools/screenshots.py

wheel: .venv/dev.ok ## Build the wheel into dist/
	rm -rf dist
	$(PY) -m build --wheel --no-isolation --outdir dist .

lock: .tools/ok ## Lock the requirements anew (UPGRADE=-U takes newer versions)
	$(UV) pip compile $(LOCK) --group tools -o requirements/tools.txt
	$(UV) pip compile $(LOCK) --group peers -o requirements/peers.txt
	$(UV) pip compile pyproject.toml $(LOCK) --extra postgres --extra sso -o requirements/run.txt
	$(UV) pip compile pyproject.toml $(LOCK) --extra postgres --extra sso --group dev -c requirements/run.txt -o requirements/dev.txt
LOCK = -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header $(UPGRADE)

clean: ## Remove what was built; the demo's data in var/ stay
	rm -rf .venv .venv-peers .tools dist build

translations: .tools/ok
	@$(TOOLS) tools/catalogs.py

# An environment for running (run) or for working on Luoshi (dev). Each file is pinned to its hash.
.venv/%.ok: requirements/%.txt | .tools/ok
	test -x $(PY) || $(UV) venv -q --python $(PYTHON3) .venv
	$(UV) pip install -q --python $(PY) --require-hashes -r $<
	echo '$(CURDIR)/src' > "$$($(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/luoshi.pth"
	printf '#!%s\nimport sys\n\nfrom luoshi.web.cli import main\n\nsys.exit(main())\n' '$(CURDIR)/$(PY)' > .venv/bin/luoshi
	chmod +x .venv/bin/luoshi
	touch $@

.venv-peers/ok: requirements/peers.txt | .tools/ok
	test -x .venv-peers/bin/python || $(UV) venv -q --python $(PYTHON3) .venv-peers
	$(UV) pip install -q --python .venv-peers/bin/python --require-hashes -r $<
	touch $@

.tools/ok: requirements/tools.txt
	@$(PYTHON3) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo 'Python lacks its venv module. On Debian: apt-get install python3-venv'; exit 1; }
	test -x .tools/bin/pip || $(PYTHON3) -m venv .tools
	.tools/bin/pip install -q --disable-pip-version-check --require-hashes -r $<
	touch $@
