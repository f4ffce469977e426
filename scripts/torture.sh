#!/usr/bin/env bash
# `make torture`: the proofs of tests/ in their long form. Every request against every fault, a thousand
# kills, long random histories, power cuts and failing disks; then one table. Fails if a promise was
# broken. About an hour on two cores.
#
#   scripts/torture.sh [NAME]    only the proof NAME: faults, kills, twins, histories or store
#   BILLET_SEED=N                repeats the choices of the run that printed it
set -euo pipefail

# shellcheck source=scripts/env.sh
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$REPO"

export BILLET_WP_NAME=${BILLET_WP_NAME:-torture}
# The numbers are those of the issue: a thousand runs and kills each.
export BILLET_TORTURE=1 BILLET_TORTURE_RUNS=${BILLET_TORTURE_RUNS:-1000}
said=$(mktemp)
lines=$(mktemp)
failed=0

# shellcheck disable=SC2317  # reached through the trap
finish() {
  local status=$?
  trap - EXIT
  tests/servers/wordpress.sh down || true
  rm -f "$said" "$lines"
  exit "$status"
}

# Runs tests, shows what they say, and keeps the lines of those that add up.
prove() {
  say "$*"
  cargo test --quiet --locked "$@" -- --nocapture 2>&1 | tee "$said" || failed=1
  grep -oE '[^.:]+: runs [0-9]+.*$' "$said" >>"$lines" || failed=1
}

table() {
  awk '
    function count(name) { return match($0, " " name " [0-9]+") ? substr($0, RSTART + length(name) + 2, RLENGTH - length(name) - 2) : 0 }
    BEGIN { row = "%-52s %8s %11s %6s %12s %6s\n"; printf row, "what", "runs", "duplicates", "lost", "overwritten", "wrong" }
    {
      what = $0; sub(/: runs .*/, "", what); sub(/^ */, "", what)
      split("runs duplicates lost overwritten wrong", names, " ")
      for (n = 1; n <= 5; n++) { found[n] = count(names[n]); all[n] += found[n] }
      printf row, what, found[1], found[2], found[3], found[4], found[5]
    }
    END {
      printf row, "all", all[1] + 0, all[2] + 0, all[3] + 0, all[4] + 0, all[5] + 0
      exit !(all[1] > 0 && all[2] + all[3] + all[4] + all[5] == 0)
    }' "$lines"
}

scripts/setup.sh build wordpress
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
tests/servers/wordpress.sh up >/dev/null
tests/servers/wordpress.sh reset
eval "$(tests/servers/wordpress.sh env)"

for proof in faults kills twins histories; do
  if [ "${1:-$proof}" = $proof ]; then prove -p billet-cli --test "$proof"; fi
done
if [ "${1:-store}" = store ]; then
  for proof in power faults recovery; do
    if [ -f "src-tauri/crates/store/tests/$proof.rs" ]; then prove -p billet-store --test "$proof"; fi
  done
fi

echo
table || failed=1
exit "$failed"
