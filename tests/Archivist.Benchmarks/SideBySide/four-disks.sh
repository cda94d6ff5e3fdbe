#!/usr/bin/env bash
# Filling one replica and four, each on a disk of its own that writes RATE megabytes a second: loop devices in memory that the kernel throttles (blkio of
# cgroup 1, as root). SIZE is the repository's in MiB; memory for six of it is needed. Prints seconds, in turns, and medians at the end.
#   RATE=100 SIZE=2048 ROUNDS=3 bash tests/Archivist.Benchmarks/SideBySide/four-disks.sh
set -euo pipefail
rate=${RATE:-100} size=${SIZE:-2048} rounds=${ROUNDS:-3}
archivist=$(cd "$(dirname "$0")/../../.." && pwd)/src/Archivist.App/bin/Release/net10.0/archivist
throttle=/sys/fs/cgroup/blkio/blkio.throttle.write_bps_device
[ -w $throttle ] || { echo "The kernel cannot throttle disks here: no $throttle" >&2; exit 1; }
work=$(mktemp -d /dev/shm/four-disks.XXXXXX)
export HOME=$work
loops=()
leave() {
  for loop in "${loops[@]}"; do
    umount "$loop" 2>/dev/null || true
    echo "$(cat "/sys/block/${loop#/dev/}/dev") 0" >$throttle
    losetup -d "$loop"
  done
  rm -rf "$work"
}
trap leave EXIT
cd "$work"
mkdir source
for i in 1 2 3 4; do
  mkdir "disk$i"
  truncate -s "$((size * 13 / 10))M" "disk$i.img"
  loops+=("$(losetup -f --show "disk$i.img")")
  mkfs.ext4 -q -E lazy_itable_init=0,lazy_journal_init=0 "${loops[-1]}"
  mount -o noatime "${loops[-1]}" "disk$i"
  echo "$(cat "/sys/block/${loops[-1]#/dev/}/dev") $((rate * 1000000))" >$throttle
  head -c "$((size / 4))M" /dev/urandom >"source/$i"
done
echo "a password for a measurement" >password
chmod 600 password
"$archivist" init --repo repository --password-file password >/dev/null
"$archivist" snapshot --repo repository --password-file password source >/dev/null
rm -rf source
for round in $(seq "$rounds"); do
  for replicas in 1 4; do
    rm -rf disk?/replica .local .cache
    sync
    addresses=$(seq -f 'disk%g/replica' "$replicas")
    begun=$(date +%s%N)
    # shellcheck disable=SC2086
    "$archivist" replicate --repo repository --password-file password $addresses >last 2>&1 || { cat last >&2; exit 1; }
    ended=$(date +%s%N)
    echo "$(((ended - begun) / 1000000))" >>"took$replicas"
    echo "round $round: $replicas on disks of $rate MB/s: $(tail -1 "took$replicas") ms"
  done
done
median() { sort -n "$1" | sed -n "$(((rounds + 1) / 2))p"; }
one=$(median took1) four=$(median took4)
echo "$(du -sb repository | cut -f1) bytes: one replica $one ms, four $four ms, $((four * 100 / one)) %"
