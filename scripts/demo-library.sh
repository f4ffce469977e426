#!/usr/bin/env bash
# The library of the demonstration and of the screenshots. Sourced: `prepare_library` makes it anew at
# $BILLET_DEMO_LIBRARY with the command line at $TARGET/billet, for the blog in BILLET_TEST_WP_*.

billet() { "$TARGET/billet" --library "$BILLET_DEMO_LIBRARY" "$@"; }

connect() {
  printf '%s\n' "$BILLET_TEST_WP_ADMIN" | billet blogs add "$BILLET_TEST_WP_URL" --user admin >&2 \
    && billet sync >&2
}

# A fresh library with the blog in it, its posts and comments fetched, and the sample draft.
prepare_library() {
  if [ -e "$BILLET_DEMO_LIBRARY" ]; then
    # Takes the old demonstration's password out of the keychain, too.
    local id
    for id in $(billet blogs list --json 2>/dev/null | node -pe 'JSON.parse(require("fs").readFileSync(0, "utf8")).map(b => b.id).join(" ")' 2>/dev/null); do
      billet blogs remove "$id" >/dev/null 2>&1 || true
    done
    rm -rf "$BILLET_DEMO_LIBRARY"
  fi
  say "Connecting the blog and fetching what it holds, as a person would:"
  say "  billet blogs add $BILLET_TEST_WP_URL --user admin; billet sync"
  if ! connect; then
    warn "There seems to be no keychain here: the password travels in BILLET_SECRET this time"
    rm -rf "$BILLET_DEMO_LIBRARY"
    export BILLET_SECRET=$BILLET_TEST_WP_ADMIN
    connect
  fi
  say "A draft to publish: billet posts new tests/fixtures/demo/brouillon.md"
  billet posts new tests/fixtures/demo/brouillon.md >&2
}
