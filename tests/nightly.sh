#!/usr/bin/env bash
# Everything of run.sh, and the checks that take long.
NIGHTLY=1
# shellcheck source=tests/run.sh
. "$(dirname "$0")/run.sh"
suite Archivist.Tests
suite Archivist.ToolTests
echo "== Acceptance, with the long checks"
export CHECK_LIMIT=7200 PATTERNS=10000 SPARSE=5G ROUNDS=200 KILLS=500 RUN_KILLS=2000 SECONDS_LONG=60 SEEDS=20 LONG=1 CASES=1000000 SWEEP_CASES=5000 LIVES=1000
# One at a time: these measure memory and wait for machines under load.
# shellcheck disable=SC2086
LANES=1 checks $QUICK_CHECKS $LONG_CHECKS
close
