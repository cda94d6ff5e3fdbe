#!/usr/bin/env bash
# Everything of run.sh, and the checks that take long.
NIGHTLY=1
# shellcheck source=tests/run.sh
. "$(dirname "$0")/run.sh"
suite Archivist.Tests
suite Archivist.ToolTests
echo "== Acceptance, with the long checks"
export CHECK_LIMIT=7200 SPARSE=5G ROUNDS=200 KILLS=500 SECONDS_LONG=60 SEEDS=20 LONG=1
for name in $QUICK_CHECKS $LONG_CHECKS; do check "$name"; done
close
