# The first Python on the PATH that is new enough; PYTHON=… names another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && exit; done; echo python3)
BIN = .venv/bin
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header

.DEFAULT_GOAL := help
.PHONY: help run setup test test-long bench lock lint lint-style lint-format lint-types lint-imports lint-migrations

help:
	@echo 'make run        启动演示网站（PORT=8000）；make test 运行全部测试'
	@echo 'make lint       静态检查；make test-long 长时测试；make bench 性能；make lock 重新锁定依赖；make setup 只装开发环境'

run:
	@$(PYTHON) config/launch/bootstrap.py
	@$(BIN)/python -m config.launch

setup:
	@$(PYTHON) config/launch/bootstrap.py --dev

test: setup
	@$(BIN)/python -m tests.run

test-long: setup
	@$(BIN)/python -m tests.run --long

lint: lint-style lint-format lint-types lint-imports lint-migrations

lint-style: setup
	$(BIN)/ruff check .

lint-format: setup
	$(BIN)/ruff format --check .

lint-types: setup
	$(BIN)/mypy

lint-imports: setup
	$(BIN)/lint-imports

lint-migrations: setup
	$(BIN)/python manage.py makemigrations --check --dry-run

bench: setup
	@$(BIN)/python -m benchmarks

lock: setup
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt
