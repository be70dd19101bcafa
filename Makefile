# Luoshi: `make demo` shows it, `make test` proves it. Needs python3 (3.11 or 3.12), its venv module, and make.
UV_VERSION := 0.13.9
PYTHON3 ?= python3
PY := .venv/bin/python

.venv/%.ok: requirements/%.txt | .tools/bin/uv
	test -x $(PY) || .tools/bin/uv venv -q --python $(PYTHON3) .venv
	.tools/bin/uv pip install -q --python $(PY) --require-hashes -r $<
	echo '$(CURDIR)/src' > "$$($(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/luoshi.pth"
	printf '#!%s\nimport sys\n\nfrom luoshi.web.cli import main\n\nsys.exit(main())\n' '$(CURDIR)/$(PY)' > .venv/bin/luoshi
	chmod +x .venv/bin/luoshi
	touch $@

.tools/bin/uv:
	@$(PYTHON3) -c 'import ensurepip, venv' || { echo 'Debian: apt-get install python3-venv'; exit 1; }
	$(PYTHON3) -m venv .tools
	.tools/bin/pip install -q --disable-pip-version-check uv==$(UV_VERSION)
