# Two commands for a newcomer: `make start` and `make test`. Both are safe to repeat.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEDUCE := .venv-deduce
# Where torch comes from. Empty: a folder of wheels where pip is told of one (PIP_FIND_LINKS), else
# the CPU build of PyTorch's own index, else whatever the package index gives.
TORCH_BACKEND ?=
export HF_HUB_OFFLINE ?= 1
export ANONYMIZED_TELEMETRY = False
export UV_FIND_LINKS ?= $(PIP_FIND_LINKS)

.PHONY: start test check eval eval-privacy bench clean

start: $(VENV)/app.stamp
	@[ -d "$${SIGNAALWIJZER_DATA_DIR:-var}/index" ] || { \
	echo "Signaalwijzer: zoekindex bouwen (alleen de eerste keer) ..."; $(BIN)/signaalwijzer kb build; }
	@echo "Signaalwijzer: de chatpagina starten op http://localhost:$${SIGNAALWIJZER_PORT:-8000} ..."
	@$(BIN)/signaalwijzer serve

test: $(VENV)/dev.stamp
	@echo "Signaalwijzer: tests"
	@$(BIN)/python -m pytest -q

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/signaalwijzer check

eval: $(VENV)/dev.stamp
	$(BIN)/python -m eval run

# Deduce only to compare with, in an environment of its own: its pins clash with ours
eval-privacy: $(VENV)/dev.stamp
	@[ -e $(DEDUCE)/deduce.stamp ] || { \
	echo "Signaalwijzer: omgeving van Deduce maken, om mee te vergelijken ..."; \
	$(PYTHON) -m venv $(DEDUCE) && \
	$(DEDUCE)/bin/python -m pip install --quiet --disable-pip-version-check 'deduce>=3.0.6,<4' && \
	touch $(DEDUCE)/deduce.stamp; } || echo "Niet gelukt: de vergelijking gaat verder zonder Deduce."
	$(BIN)/python -m eval.privacy

bench: $(VENV)/dev.stamp
	$(BIN)/python -m eval.bench

$(VENV)/uv.stamp:
	@echo "Signaalwijzer: omgeving maken ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@touch $@

$(VENV)/app.stamp: $(VENV)/uv.stamp pyproject.toml constraints.txt
	@echo "Signaalwijzer: pakketten installeren (de eerste keer enkele minuten) ..."
	@$(call install,.)
	@touch $@

$(VENV)/dev.stamp: $(VENV)/app.stamp
	@echo "Signaalwijzer: testgereedschap installeren ..."
	@$(call install,.[dev])
	@sh tests/browser.sh
	@touch $@

# a folder of wheels, else PyTorch's CPU builds, else the index alone (with CUDA, some 3 GB)
UV_INSTALL = VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet -c constraints.txt
define install
if [ -n "$(TORCH_BACKEND)" ]; then $(UV_INSTALL) --torch-backend $(TORCH_BACKEND) -e '$(1)'; \
elif [ -n "$$UV_FIND_LINKS" ]; then $(UV_INSTALL) -e '$(1)'; \
else $(UV_INSTALL) --torch-backend cpu -e '$(1)' || $(UV_INSTALL) -e '$(1)'; fi
endef

clean:
	rm -rf $(VENV) $(DEDUCE) var build *.egg-info .mypy_cache .ruff_cache .pytest_cache
