#!/usr/bin/env bash
# Writes the TypeScript side of the commands anew from the Rust types (ts-rs). The result is committed.
set -euo pipefail

# shellcheck source=scripts/env.sh
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$REPO"

# Ids and counts fit a JavaScript number; ts-rs would say bigint.
# Same features as `make test`, so that the two share one build.
BILLET_WRITE_TYPES=1 TS_RS_LARGE_INT=number cargo test --quiet --locked -p billet --features billet/custom-protocol --lib types:: >&2
