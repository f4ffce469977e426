# shellcheck shell=bash
# Sourced by every script here: where things are, and the tools that setup.sh may have put beside the
# system's own. Sets REPO (the repository's root) and exports PATH, BILLET_SERVERS and NPM_CONFIG_*.
# Changes no file.

REPO=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Cargo as rustup installs it (a shell opened before the install does not know it), and the Node that
# setup.sh fetches where the system's is too old.
case ":$PATH:" in
  *":$REPO/.cache/node/node_modules/.bin:"*) ;;
  *) PATH=$REPO/.cache/node/node_modules/.bin:$PATH:${CARGO_HOME:-$HOME/.cargo}/bin ;;
esac
export PATH

# Fixed here, because with-desktop.sh gives a test its own XDG_CACHE_HOME and the servers must stay put.
export BILLET_SERVERS=${BILLET_SERVERS:-${XDG_CACHE_HOME:-$HOME/.cache}/billet-servers}

export NPM_CONFIG_FUND=false NPM_CONFIG_AUDIT=false NPM_CONFIG_UPDATE_NOTIFIER=false

# Everything a script says about itself goes to standard error, so that its output stays usable.
say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
warn() { printf '\033[1m!!\033[0m  %s\n' "$*" >&2; }
die() { warn "$*"; exit 1; }
