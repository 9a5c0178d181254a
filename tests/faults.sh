#!/bin/sh
# The full versions of the faults in tests/cli/faults, with their figures, and a million requests:
#   tests/faults.sh [REQUESTS]
# Takes an hour or so; `nice -n 19 tests/faults.sh` leaves the machine to others.
set -eu
cd "$(dirname "$0")/.."
requests=${1:-1000000}
profile=${PROFILE:-release}
target=${CARGO_TARGET_DIR:-target}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo test --quiet --locked --test cli -- --ignored --nocapture --test-threads 1 faults

cargo build --quiet --locked --profile "$profile"
cargo bench --quiet --locked --profile dev --bench sample -- "$work/million.db" "$requests" "$work/rows.csv" 1
folder=$profile
[ "$profile" = dev ] && folder=debug
export INVTRACK_DB="$work/million.db"
printf '%s requests, %s bytes, %s build\n' "$requests" "$(wc -c <"$INVTRACK_DB")" "$profile"
while read -r command; do
    # The words of a command are words.
    # shellcheck disable=SC2086
    /usr/bin/time -f "%e s, %M KiB: $command" "$target/$folder/invtrack" $command >"$work/out" 2>"$work/err" || true
    tail -n 1 "$work/err"
done <<END
status
status --all
check --exit-zero
due
show #500000
add Ana_Example --sent yesterday
undo
export --output $work/all.json
doctor
END
