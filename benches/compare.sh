#!/usr/bin/env bash
# Pairs invtrack with the sqlite3 shell on the same files: medians in milliseconds of runs taken in turn, A B A B.
# usage: benches/compare.sh [RUNS] [REQUESTS] [CONNECTIONS]
# Needs sqlite3, and builds what it measures. Ratios count; times are those of a whole process on this machine.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C

runs=${1:-15} requests=${2:-10000} connections=${3:-100000}
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

cargo build --quiet --release --locked --bin invtrack
invtrack=${CARGO_TARGET_DIR:-$PWD/target}/release/invtrack
export XDG_CONFIG_HOME=$directory INVTRACK_NOW=2026-11-10T12:00:00Z
cargo bench --quiet --locked --package benches --profile dev --bench sample -- \
    "$directory/big.db" "$requests" "$directory/Connections.csv" "$connections"
cargo bench --quiet --locked --package benches --profile dev --bench sample -- \
    "$directory/small.db" 100 "$directory/unused.csv" 1
cd "$directory"

a() { "$invtrack" --db big.db "$@"; }
tab() { INVTRACK_DB=big.db "$invtrack" __complete "$@"; }
small() { "$invtrack" --db small.db "$@"; }
b() { sqlite3 -batch -separator $'\t' big.plain "$1"; }

# Every fact, each look with its request and person, by person: of a plain file that no release of ours changes.
facts="SELECT p.name, p.slug, r.sent, r.note, l.at, l.learned, l.signals FROM look AS l
    JOIN request AS r ON r.uid = l.request JOIN person AS p ON p.id = r.person ORDER BY p.id;
    SELECT name, slug, at FROM connection"
one="SELECT * FROM person AS p JOIN request AS r ON r.person = p.id JOIN look AS l ON l.request = r.uid WHERE p.id = 70"

fresh() { rm -f new.db new2.db && sqlite3 new2.db "$table"; }
table="CREATE TABLE connection (first TEXT, last TEXT, url TEXT PRIMARY KEY, email TEXT, company TEXT,
    position TEXT, connected_on TEXT) WITHOUT ROWID"
read_in() { sqlite3 -batch new2.db ".import --csv --skip 4 Connections.csv connection"; }

sqlite3 bare.db "CREATE TABLE one (id INTEGER PRIMARY KEY, name TEXT)"
commit() { sqlite3 -batch bare.db "INSERT INTO one (name) VALUES ('Ana Example')"; }
number=0
add() { "$invtrack" --db big.db add --quiet "Nobody Else$number" --no-input; }
observe() { "$invtrack" --db big.db observe 70 --button Pending --memo "$number" --no-input; }
undo() { "$invtrack" --db big.db undo --no-input; }

# Prints the microseconds that a command takes; what it prints itself goes to a file that is no terminal.
timed() {
    local from=$EPOCHREALTIME
    "$@" >output 2>&1 </dev/null || { cat output >&2 && exit 1; }
    local to=$EPOCHREALTIME
    echo $((${to/./} - ${from/./}))
}

# pair TITLE BEFORE A... -- B...: runs BEFORE, A and B in turn; the first turn doesn't count.
pair() {
    local title=$1 before=$2 first=()
    shift 2
    while [ "$1" != -- ]; do first+=("$1") && shift; done
    shift
    : >a.times && : >b.times
    for ((run = 0; run <= runs; run++)); do
        number=$((number + 1))
        $before
        timed "${first[@]}" >>a.times
        timed "$@" >>b.times
    done
    paste <(tail -n +2 a.times | sort -n) <(tail -n +2 b.times | sort -n) | awk -v title="$title" '
        { a[NR] = $1; b[NR] = $2 }
        END { m = int((NR + 1) / 2); printf "%-44s %9.1f %9.1f %6.2f\n", title, a[m] / 1000, b[m] / 1000, a[m] / b[m] }'
}

printf '%s requests, %s looks, %s connections; %s runs\n' \
    "$requests" "$(b 'SELECT count(*) FROM look')" "$connections" "$runs"
printf '%-44s %9s %9s %6s\n' 'invtrack / sqlite3 (ms)' A B A/B
pair 'start: --version' : "$invtrack" --version -- sqlite3 --version
pair 'status / print every fact' : a status -- b "$facts"
pair 'status --all / print every fact' : a status --all -- b "$facts"
pair 'status --all --json / print every fact' : a status --all --json -- b "$facts"
pair 'check / status' : a check --dry-run --exit-zero -- a status
pair 'check / print every fact' : a check --dry-run --exit-zero -- b "$facts"
pair 'due / print every fact' : a due -- b "$facts"
pair 'show, first command of a day / status' : a show 70 -- a status
# The first writer of a day keeps what was learned for the others.
pair 'add / commit one row' : add -- commit
pair 'observe / commit one row' : observe -- commit
pair 'undo / commit one row' add undo -- commit
pair 'show / print the facts of one person' : a show 70 -- b "$one"
small observe 70 --button Pending --no-input >/dev/null
pair 'show / show with 100 requests' : a show 70 -- small show 70
pair 'TAB behind show / start' : tab show '' -- "$invtrack" --version
pair 'TAB behind show a / start' : tab show a -- "$invtrack" --version
pair 'import connections / .import' fresh "$invtrack" --db new.db import Connections.csv -- read_in
