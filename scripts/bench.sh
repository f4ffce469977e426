#!/usr/bin/env bash
# `make bench`: ratios against a floor or a peer, both measured in the same run (bench/). Some minutes.
#
#   scripts/bench.sh [NAME]    only what has NAME in its name, e.g. `hostile` or "1 MB"
set -euo pipefail

# shellcheck source=scripts/env.sh
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$REPO"

scripts/setup.sh build bench
cargo bench --quiet --locked -p billet-text --bench text -- "$@"
cargo bench --quiet --locked -p billet-store --bench library -- "$@"
cargo bench --quiet --locked -p billet-cli --bench publish -- "$@"
