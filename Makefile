# The commands people type. Each installs what it needs first (scripts/setup.sh), says what it does and
# may be run again at any time. `make` alone lists them.

SHELL := bash
TAURI := ui/node_modules/.bin/tauri
# As scripts/env.sh does: the Node that setup.sh may have fetched, and cargo as rustup installs it.
export PATH := $(CURDIR)/.cache/node/node_modules/.bin:$(PATH):$(HOME)/.cargo/bin

.DEFAULT_GOAL := help
.PHONY: help run demo screenshots test torture check build bench fuzz types clean-servers

help: ## this list
	@echo "Billet: make TARGET"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

run: ## the app in development: it reloads when a file changes
	@scripts/setup.sh build
	$(TAURI) dev

demo: ## a real WordPress with a French blog, and Billet beside it (without a display: driven, with screenshots)
	@scripts/demo.sh

screenshots: ## every screen of the real window, in docs/screenshots (light, dark, English, French, two sizes)
	@scripts/screenshots.sh

test: ## every test: Rust, interface, real WordPress, real window
	@scripts/test.sh

torture: ## the long form of the proofs: faults, kills, power cuts; about an hour, one table at the end
	@scripts/torture.sh

check: ## what CI runs first: formatting, lints, types, licences
	@scripts/check.sh

build: ## the release and its .deb, in target/release
	@scripts/setup.sh build
	cargo build --release --locked -p billet-cli
	$(TAURI) build --bundles deb -- --locked

bench: ## how long the slow things take, in release: ratios, some minutes
	@scripts/bench.sh

fuzz: ## looks for texts on which the text engine breaks a promise (BILLET_FUZZ_SECONDS for each target)
	@scripts/fuzz.sh

types: ## the TypeScript types, anew from the Rust ones
	@scripts/types.sh

clean-servers: ## stop the test blogs and delete them (the download stays)
	@BILLET_WP_NAME=test tests/servers/wordpress.sh remove
	@BILLET_WP_NAME=demo tests/servers/wordpress.sh remove
	@BILLET_WP_NAME=torture tests/servers/wordpress.sh remove
