#!/usr/bin/env bash
# A real WordPress on the loopback interface: PHP's built-in server and SQLite, no other service, no
# account, nothing outside its own folder. For the tests and for the demonstration.
#
#   tests/servers/wordpress.sh up [PORT]   installs what is missing, starts, prints `env`
#   tests/servers/wordpress.sh down        stops it; the site stays
#   tests/servers/wordpress.sh reset       the site as it was right after the installation (started if it was not)
#   tests/servers/wordpress.sh seed-demo   fills it with the French blog of demo-seed.php (after `reset`)
#   tests/servers/wordpress.sh env         shell lines to `eval`: the address and an application password each
#   tests/servers/wordpress.sh wp ARG…     wp-cli on this site
#   tests/servers/wordpress.sh remove      stops it and deletes the site (the download stays)
#
# Every step may be repeated; what is there already is not done again. A port that somebody else holds
# is passed over for the next free one: read the address from `env`, never assume it.
#
#   BILLET_WP_NAME=test|demo|…   which site: each has its own folder, database and port
#   BILLET_SERVERS=DIR           where all of them live (~/.cache/billet-servers)
#
# Users: admin, editor, author, subscriber; password for wp-login.php: the name followed by `pass`.
# WordPress' own cron is off: GET /wp-cron.php?doing_wp_cron runs it.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/env.sh
source "$here/../../scripts/env.sh"

# WordPress 7.1.1, its SQLite driver and wp-cli, as one package that a registry serves. The sum is
# pinned here: a registry that hands out other bytes under this version is refused.
readonly RELEASE=1.22.0
readonly RELEASE_SHA512=6e832d6a19218160ca2b2353040d6e4cae60867026c5784363a29e4023bd166708dffa3e60e4aaf09c185b96589f11c2c47d7825ffe60fa0894c1bd35a5d98b7
# Raise when install_site changes: a site made by an older recipe is then made anew.
readonly RECIPE=1

name=${BILLET_WP_NAME:-test}
[[ $name =~ ^[a-z0-9-]+$ ]] || die "BILLET_WP_NAME may hold small letters, digits and dashes: $name"
root=$BILLET_SERVERS/wordpress-$name
site=$root/site
database=$site/wp-content/database/.ht.sqlite
users=(admin editor author subscriber)

mkdir -p "$root"

port() {
  local default=18090
  case $name in test) default=18081 ;; demo) default=18082 ;; esac
  cat "$root/port" 2>/dev/null || echo "$default"
}

url() { echo "http://127.0.0.1:$(port)"; }

wp() {
  php -d memory_limit=512M -d error_reporting=0 -d display_errors=0 "$root/wp-cli.phar" \
    --allow-root --path="$site" --url="$(url)" "$@"
}

# The server's process id, if it runs. A number left by an earlier boot may be anybody's by now, so
# the process has to be ours by its command line.
server_pid() {
  local pid
  pid=$(cat "$root/pid" 2>/dev/null) && [[ $pid =~ ^[0-9]+$ ]] || return 1
  tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF " $root/router.php" || return 1
  echo "$pid"
}

# Whether anybody at all accepts connections on that port.
listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

answers() { curl -fsS -m 20 -o /dev/null "$(url)/wp-json/" 2>/dev/null; }

stop() {
  local pid tries
  if pid=$(server_pid); then
    # The leader of its own group, together with its workers.
    kill -TERM -- "-$pid" 2>/dev/null || true
    # All share the listening socket, so a closed port means that all are gone. (Asking for the
    # processes would not do: where init is slow to bury them, the dead still answer.)
    for tries in $(seq 50); do
      listening "$(port)" || break
      [ "$tries" -lt 30 ] || kill -KILL -- "-$pid" 2>/dev/null || true
      sleep 0.1
    done
  fi
  rm -f "$root/pid"
}

fetch() {
  local cache=$BILLET_SERVERS/cache archive
  archive=$cache/wp-studio-$RELEASE.tgz
  mkdir -p "$cache"
  exec 8>"$cache/.lock"
  flock 8
  if [ ! -f "$archive" ]; then
    say "Fetching WordPress (64 MB, once)"
    rm -rf "$cache/new"
    mkdir "$cache/new"
    (cd "$cache/new" && npm pack --silent "wp-studio@$RELEASE" >/dev/null) \
      || die "WordPress could not be fetched: is the npm registry within reach?"
    check_sum "$cache/new/wp-studio-$RELEASE.tgz"
    mv "$cache/new/wp-studio-$RELEASE.tgz" "$archive"
    rm -rf "$cache/new"
  fi
  exec 8>&-
  echo "$archive"
}

check_sum() {
  sha512sum --status -c <<<"$RELEASE_SHA512  $1" && return
  rm -f "$1"
  die "the WordPress package is not the one expected: deleted; run this again"
}

# Files, configuration, users, one application password each, and a snapshot of all that. Made beside
# the final place and moved there at the end, so that an interrupted run leaves nothing half done.
install_site() {
  local made_of="wp-studio $RELEASE, recipe $RECIPE" archive parts=package/dist/cli/wp-files new=$root/new user
  if [ "$(cat "$root/made-of" 2>/dev/null || true)" = "$made_of" ]; then return; fi
  archive=$(fetch)
  check_sum "$archive"
  say "Installing WordPress in $root"
  stop
  rm -rf "$root/made-of" "$new" "$site" "$root/passwords" "$root/pristine.sqlite"
  mkdir -p "$new"
  tar xzf "$archive" -C "$new" "$parts/latest/wordpress" "$parts/sqlite-database-integration" "$parts/wp-cli"
  mv "$new/$parts/latest/wordpress" "$site"
  mv "$new/$parts/wp-cli/wp-cli.phar" "$root/wp-cli.phar"
  mkdir -p "$site/wp-content/mu-plugins" "$site/wp-content/database" "$site/wp-content/uploads"
  mv "$new/$parts/sqlite-database-integration" "$site/wp-content/mu-plugins/"
  sed -e "s#'{SQLITE_IMPLEMENTATION_FOLDER_PATH}'#__DIR__.'/mu-plugins/sqlite-database-integration'#" \
    -e "s#{SQLITE_PLUGIN}#sqlite-database-integration/load.php#" \
    "$site/wp-content/mu-plugins/sqlite-database-integration/db.copy" >"$site/wp-content/db.php"
  rm -rf "$new"
  cp "$here/wordpress-config.php" "$site/wp-config.php"

  wp core install --title="Le blog des essais" --admin_user=admin --admin_password=adminpass \
    --admin_email=admin@example.test --skip-email >/dev/null
  wp rewrite structure '/%year%/%monthnum%/%postname%/' >/dev/null
  # Not UTC, so that a mistaken local date shows.
  wp option update timezone_string Europe/Paris >/dev/null
  for user in "${users[@]}"; do
    [ "$user" = admin ] || wp user create "$user" "$user@example.test" --role="$user" --user_pass="${user}pass" >/dev/null
    printf '%s %s\n' "$user" "$(wp user application-password create "$user" Billet --porcelain)" >>"$root/passwords"
  done
  chmod 600 "$root/passwords"

  # Whole and alone in one file, whatever journal the driver keeps.
  # shellcheck disable=SC2016  # PHP variables
  php -r '(new PDO("sqlite:".$argv[1]))->exec("VACUUM INTO ".chr(39).$argv[2].chr(39));' "$database" "$root/pristine.sqlite"
  echo "$made_of" >"$root/made-of"
}

# Starts the server on the wanted port, or on the next one that is free.
start() {
  local wanted=${1:-} candidate pid tries
  if server_pid >/dev/null; then
    if { [ -z "$wanted" ] || [ "$wanted" = "$(port)" ]; } && answers; then return; fi
    stop
  fi
  wanted=${wanted:-$(port)}
  cp "$here/wordpress-router.php" "$root/router.php"
  for candidate in $(seq "$wanted" $((wanted + 40))); do
    if listening "$candidate"; then continue; fi
    echo "$candidate" >"$root/port"
    # A session of its own: stopped as a group, and no Ctrl-C of the caller's reaches it. Descriptor 9
    # is the lock of this script; a server that inherited it would hold it for ever.
    (
      cd "$site"
      PHP_CLI_SERVER_WORKERS=4 exec setsid php -d memory_limit=256M -d upload_max_filesize=64M \
        -d post_max_size=64M -d max_execution_time=60 -d opcache.enable_cli=1 -d display_errors=0 \
        -S "127.0.0.1:$candidate" -t "$site" "$root/router.php" >"$root/server.log" 2>&1 </dev/null 9>&-
    ) &
    pid=$!
    echo "$pid" >"$root/pid"
    for tries in $(seq 200); do
      # Gone at once: somebody took the port between the question and the answer.
      kill -0 "$pid" 2>/dev/null || break
      if answers; then
        [ "$candidate" = "$wanted" ] || say "Port $wanted is taken: using $candidate"
        disown "$pid"
        return
      fi
      sleep 0.1
    done
    kill -0 "$pid" 2>/dev/null && break
  done
  tail -n 20 "$root/server.log" >&2 || true
  stop
  die "WordPress did not start (log: $root/server.log)"
}

reset() {
  stop
  rm -f "$database" "$database"-*
  find "$site/wp-content/uploads" -mindepth 1 -delete
  cp "$root/pristine.sqlite" "$database"
  start
}

# Lines for `eval`. BILLET_WP_NAME goes with them, so that a later `wordpress.sh wp …` means this site.
print_env() {
  local user password
  [ -f "$root/passwords" ] || die "this WordPress is not installed yet: $0 up"
  printf 'export BILLET_SERVERS=%q BILLET_WP_NAME=%q\n' "$BILLET_SERVERS" "$name"
  printf 'export BILLET_TEST_WP_URL=%q\n' "$(url)"
  while read -r user password; do
    printf "export BILLET_TEST_WP_%s='%s'\n" "${user^^}" "$password"
  done <"$root/passwords"
}

# One change of this site at a time.
lock() {
  exec 9>"$root/.lock"
  flock 9
}

case ${1:-} in
  up)
    [[ ${2:-1} =~ ^[0-9]+$ ]] || die "not a port: $2"
    "$REPO/scripts/setup.sh" wordpress
    lock
    install_site
    start "${2:-}"
    say "WordPress ($name) is up: $(url)"
    print_env
    ;;
  down)
    lock
    stop
    ;;
  reset)
    "$REPO/scripts/setup.sh" wordpress
    lock
    install_site
    reset
    ;;
  seed-demo)
    lock
    install_site
    start
    wp eval-file "$here/demo-seed.php" >&2
    ;;
  env) print_env ;;
  wp)
    shift
    wp "$@"
    ;;
  remove)
    lock
    stop
    rm -rf "$root"
    ;;
  *)
    echo "usage: wordpress.sh up [PORT] | down | reset | seed-demo | env | wp ARG… | remove" >&2
    exit 2
    ;;
esac
