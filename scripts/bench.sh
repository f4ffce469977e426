#!/usr/bin/env bash
# `make bench`: ratios against a floor or a peer, both measured in the same run (tests/bench.rs).
set -euo pipefail

# shellcheck source=scripts/env.sh
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$REPO"

scripts/setup.sh build
cargo bench --quiet --locked -p billet-cli --bench bench
