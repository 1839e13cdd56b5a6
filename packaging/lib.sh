# Shared by run-demo and run-tests; sourced, not run.
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
STEP_START=$(date +%s)

say() { printf '== [%4ds] %s\n' "$(($(date +%s) - STEP_START))" "$*"; }
# die WHAT_FAILED WHAT_TO_DO
die() { printf '\n!! %s\n   -> %s\n' "$1" "$2" >&2; exit 1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else die "Installing packages needs root, and sudo is not here." \
             "Run this as root, or ask for: apt-get install $(packages build run sim test | tr '\n' ' ')"
    fi
}

# packages GROUP…: the names of these groups in dependencies.txt
packages() {
    local group
    for group in "$@"; do awk -v g="$group" '$1 == g { print $2 }' "$ROOT/packaging/dependencies.txt"; done | sort -u
}

# Installs what is missing, asks nothing, touches apt only when something is missing.
install_packages() {
    local wanted missing
    command -v apt-get >/dev/null || die "This is not a Debian system (no apt-get)." \
        "Use Debian 12 (bookworm), or install the libraries named in packaging/dependencies.txt by hand."
    wanted=$(packages "$@")
    # shellcheck disable=SC2086
    missing=$(comm -23 <(echo "$wanted") \
        <(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | awk '$1=="installed"{print $2}' | sort -u))
    if [ -z "$missing" ]; then say "packages: all $(echo "$wanted" | wc -l) are installed"; return; fi
    say "packages: installing $(echo "$missing" | wc -l) that are missing (log: $ROOT/build/apt.log)"
    mkdir -p "$ROOT/build"
    as_root apt-get update >"$ROOT/build/apt.log" 2>&1 || die "apt-get update failed: $(tail -n 1 "$ROOT/build/apt.log")" \
        "Check the network and /etc/apt/sources.list, then run this again."
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing \
        >>"$ROOT/build/apt.log" 2>&1 || die "apt-get install failed; the end of its log: $(tail -n 3 "$ROOT/build/apt.log")" \
        "Read build/apt.log; often another apt is running: wait for it and run this again."
}

# build PRESET TARGET…: configures once, then lets ninja do only what changed.
build() {
    local preset=$1; shift
    local tree="$ROOT/build/$preset" log="$ROOT/build/$preset.log"
    mkdir -p "$ROOT/build"
    if [ ! -e "$tree/build.ninja" ]; then
        say "configuring preset $preset"
        (cd "$ROOT" && cmake --preset "$preset") >"$log" 2>&1 || { tail -n 30 "$log" >&2; die "Configuration failed (above)." \
            "A library is missing or the tree is damaged: check packaging/dependencies.txt and $log."; }
    fi
    say "building preset $preset${1:+: $*} (log: $log)"
    cmake --build "$tree" ${1:+--target "$@"} >>"$log" 2>&1 || { grep -E 'error|FAILED|undefined' -A3 "$log" | tail -n 40 >&2; die "The build failed (above)." \
        "Read $log; if the tree was built with other compilers before, remove $tree and run this again."; }
}
