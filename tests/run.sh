#!/usr/bin/env bash
# All tests that a change must pass. Installs what they need when root, says what it skipped and why, and closes with
# "N passed, N failed, N skipped".
#   bash tests/run.sh            everything but the nightly set
#   bash tests/run.sh --changed       what the change at hand can break, in under two minutes; installs nothing
#   ONLY=replicas bash tests/run.sh   only acceptance checks whose name has this in it, and no .NET tests
set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root" || exit 1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# shellcheck source=tests/needs.sh
. "$root/tests/needs.sh"
# shellcheck source=tests/changed.sh
if [ "${1:-}" = --changed ]; then . "$root/tests/changed.sh"; run_changed; fi
install_needs
prepare_kernel_judge
prepare_newer_peers

passed=0 failed=0 skipped=0
failures=() reasons=()
echo "== Building"
dotnet build Archivist.sln -c Release -v q --nologo || { echo "the build failed"; echo "0 passed, 1 failed, 0 skipped"; exit 1; }

# suite PROJECT: runs it and adds its counts.
suite() {
  local log explicit=off; log=$(mktemp)
  [ -z "${NIGHTLY:-}" ] || explicit=on
  echo "== $1"
  # The nightly set also runs the tests that are marked explicit, because they take long.
  dotnet test "tests/$1" -c Release --no-build --nologo --logger "console;verbosity=normal" -- "xUnit.Explicit=$explicit" >"$log" 2>&1
  local status=$?
  grep -E '^\s+(Failed|Skipped) ' "$log"
  # The runner's own summary: Total tests / Passed / Failed / Skipped.
  local p f s
  p=$(sed -n 's/^ *Passed: \([0-9]*\)$/\1/p' "$log" | tail -1); f=$(sed -n 's/^ *Failed: \([0-9]*\)$/\1/p' "$log" | tail -1); s=$(sed -n 's/^ *Skipped: \([0-9]*\)$/\1/p' "$log" | tail -1)
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
  [ "${s:-0}" = 0 ] || reasons+=("$1: $s skipped: $(grep -oE '(\[SKIP\]|Skipped:?) .*' "$log" | sort -u | head -3 | tr '\n' ';')")
  if [ $status != 0 ]; then
    [ "${f:-0}" != 0 ] || { failed=$((failed + 1)); tail -30 "$log"; }
    # Their names again at the end, where a long log is read first.
    failures+=("$1: $(sed -nE 's/^\s+Failed (Archivist\S*).*/\1/p' "$log" | sort -u | head -10 | tr '\n' ' ')"); grep -A 12 -E '^\s+Failed ' "$log" | head -120
  fi
  echo "   ${p:-0} passed, ${f:-0} failed, ${s:-0} skipped"
  rm -f "$log"
}

# check NAME[:SECONDS[:SETTING=VALUE,...]] FOLDER: one executable of tests/acceptance; what it said and how it ended go to FOLDER.
check() {
  local started=$SECONDS name settings
  IFS=: read -r name _ settings <<<"$1"
  # shellcheck disable=SC2086
  env ${settings//,/ } timeout "${CHECK_LIMIT:-1800}" "tests/acceptance/$name" >"$2/$1.log" 2>&1
  echo "$? $((SECONDS - started))" >"$2/$1.end"
}

# checks NAME...: as many at a time as there are processors, up to LANES (2): most wait for a virtual machine or for another tool.
checks() {
  local folder name running=0
  folder=$(mktemp -d)
  for name in "$@"; do
    [ "$running" -lt "${LANES:-2}" ] || { wait -n; running=$((running - 1)); tell "$folder"; }
    check "$name" "$folder" &
    running=$((running + 1))
  done
  wait
  tell "$folder"
  rm -rf "$folder"
}

# tell FOLDER: says and counts what has ended since the last time.
tell() {
  local end name log status seconds
  for end in "$1"/*.end; do
    [ -e "$end" ] || continue
    name=$(basename "$end" .end) log=${end%.end}.log
    read -r status seconds <"$end"
    case $status in
      0) passed=$((passed + 1)); echo "ok      $name ($seconds s): $(tail -1 "$log")" ;;
      77) skipped=$((skipped + 1)); reasons+=("$name: $(tail -1 "$log")"); echo "skipped $name: $(tail -1 "$log")" ;;
      *) failed=$((failed + 1)); failures+=("$name"); echo "FAILED  $name (exit $status, $seconds s)"; tail -25 "$log" | sed 's/^/        /' ;;
    esac
    rm -f "$end" "$log"
  done
}

# slice: which long checks this commit takes, beginning at a place that its name gives: one at least, three minutes at most.
slice() {
  local parts=() commit seconds=0 first i part
  read -ra parts <<<"$SLICES"
  commit=$(git rev-parse HEAD 2>/dev/null) || commit=$(date +%j | sha1sum)
  first=$((16#${commit:0:7} % ${#parts[@]}))
  for ((i = 0; i < ${#parts[@]}; i++)); do
    part=${parts[(first + i) % ${#parts[@]}]}
    seconds=$((seconds + $(cut -d: -f2 <<<"$part")))
    [ "$i" = 0 ] || [ "$seconds" -le 180 ] || break
    chosen+=("$part")
  done
  echo "== Of the long checks, by commit ${commit:0:7}: ${chosen[*]}"
}

close() {
  [ ${#reasons[@]} = 0 ] || { echo; echo "Skipped:"; printf '  %s\n' "${reasons[@]}"; }
  [ ${#failures[@]} = 0 ] || { echo; echo "Failed:"; printf '  %s\n' "${failures[@]}"; }
  echo
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" = 0 ]
}

# Sourced by nightly.sh, which has a longer list.
[ -z "${NIGHTLY:-}" ] || return 0 2>/dev/null
if [ -z "${ONLY:-}" ]; then
  suite Archivist.Tests
  suite Archivist.ToolTests
fi
chosen=()
[ -n "${ONLY:-}" ] || slice
echo "== Acceptance"
for name in $QUICK_CHECKS; do
  case $name in *"${ONLY:-}"*) chosen+=("$name") ;; esac
done
# A long one only by its whole name.
for name in $LONG_CHECKS; do [ "$name" != "${ONLY:-}" ] || chosen+=("$name"); done
checks "${chosen[@]}"
close
