# shellcheck shell=bash
# What a change can break, in under two minutes: sourced by run.sh for --changed. Takes what differs from the commit that main has, or from the last commit on main itself.

# The quick acceptance checks that say most about a room; each takes seconds.
declare -A ROOM_CHECKS=(
  [Repository]="what-was-asked-comes-back" [Capture]="excludes-like-restic" [Restore]="what-was-asked-comes-back" [Replicas]="copies-keep-their-place"
  [Images]="mastering-judged-by-others" [Correction]="disc-outputs" [Discs]="disc-labels" [Evidence]="burning" [Operations]="burning" [App]="bad-input" [Messages]="ends-in-a-sentence"
)
BUDGET=${BUDGET:-110}

# changed_files: paths that differ, untracked ones too.
changed_files() {
  local base
  base=$(git merge-base HEAD origin/main 2>/dev/null || git merge-base HEAD main 2>/dev/null || git rev-parse HEAD)
  [ "$base" != "$(git rev-parse HEAD)" ] || [ -n "$(git status --porcelain)" ] || base=$(git rev-parse HEAD~1)
  { git diff --name-only "$base"; git ls-files --others --exclude-standard; } | sort -u
}

# users_of ROOM: the rooms that reference it directly.
users_of() { grep -l "Archivist\.$1\.csproj" src/*/*.csproj | sed 's|src/Archivist\.\([^/]*\)/.*|\1|' | grep -vx "$1"; }

run_changed() {
  local files rooms=() room users=() check log failed=0 left
  files=$(changed_files)
  [ -n "$files" ] || { echo "nothing has changed"; exit 0; }
  mapfile -t rooms < <(grep -oE '^(src/Archivist\.[A-Za-z.]+/|tests/Archivist\.Tests/[A-Za-z]+/)' <<<"$files" | sed -E 's|^src/Archivist\.||; s|^tests/Archivist\.Tests/||; s|/$||' | sort -u)
  echo "== Changed: $(wc -l <<<"$files") files; rooms: ${rooms[*]:-none}"
  dotnet build tests/Archivist.Tests -c Release -v q --nologo -p:AheadOfTime=false || { echo "the build failed"; exit 1; }
  for room in "${rooms[@]}"; do
    while read -r user; do [[ " ${rooms[*]} ${users[*]} " == *" $user "* ]] || users+=("$user"); done < <(users_of "$room")
  done
  log=$(mktemp)
  # The rules of the house first, then the rooms themselves, then who uses them, as long as there is time.
  for selection in Solution "${rooms[@]}" "${users[@]}"; do
    left=$((BUDGET - SECONDS))
    [ "$left" -gt 8 ] || { echo "   no time was left for the tests of $selection"; continue; }
    timeout "$left" dotnet test tests/Archivist.Tests -c Release --no-build --nologo --filter "FullyQualifiedName~Archivist.Tests.$selection." >"$log" 2>&1
    case $? in
      0) echo "   $selection: $(grep -oE 'Passed: +[0-9]+|No test matches' "$log" | tail -1)" ;;
      124) echo "   no time was left for all tests of $selection" ;;
      *) failed=1; grep -E -A 12 '\[FAIL\]' "$log" | head -60 ;;
    esac
  done
  for check in $(for room in "${rooms[@]}"; do echo "${ROOM_CHECKS[$room]:-}"; done | sort -u) $(sed -n 's|^tests/acceptance/||p' <<<"$files" | grep -v '\.' ); do
    left=$((BUDGET - SECONDS))
    [ "$left" -gt 10 ] || { echo "   no time was left for $check"; continue; }
    timeout "$left" "tests/acceptance/$check" >"$log" 2>&1
    case $? in
      0) echo "   ok $check: $(tail -1 "$log")" ;;
      124) echo "   no time was left for all of $check" ;;
      *) failed=1; echo "   FAILED $check"; tail -5 "$log" ;;
    esac
  done
  rm -f "$log"
  echo "== In $SECONDS s. Before it is merged, a change passes bash tests/run.sh."
  exit $failed
}
