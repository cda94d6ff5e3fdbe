# shellcheck shell=bash disable=SC2034
# What the tests need, and which acceptance checks are quick; sourced by run.sh and nightly.sh.
NEEDS="systemd lvm2 strace postgresql nftables dbus python3-dbusmock iproute2 sqlite3 python3 sbsigntool restic tzdata unzip tar xorriso qemu-system-x86 ovmf socat p7zip-full udftools genisoimage gdisk fdisk age busybox-static kmod cpio zstd lz4 attr acl curl procps util-linux openssl chromium squashfs-tools mtools dosfstools golang-go golang-golang-x-mod-dev shellcheck poppler-utils time qemu-utils qemu-system-common fonts-dejavu-core tgt qemu-block-extra librsvg2-bin zbar-tools qpdf libnbd-bin nbdkit fuse3 dvdisaster gddrescue par2 gcc libc6-dev faketime radosgw ceph-mon ceph-osd rclone openssh-server prometheus python3-prometheus-client btrfs-progs xfsprogs cryptsetup-bin jq xxd"
QUICK_CHECKS="runs-killed-anywhere continuous-capture disk-is-plugged-in service-runs-schedules unit-judged-by-systemd paper-shares metered-networks replicas-come-and-go replicas-are-pruned nothing-vanishes witnesses-notice-forks ledger-copies ledger-of-a-million one-read-for-all-replicas lives ledger-proofs audits-across-media audits-find-and-repair faults-swept ends-in-a-sentence begun-again bad-input what-was-asked-comes-back prune-cannot-lose killed-anywhere two-tools-at-once hostile-repositories readers-and-locks replicas repository-judged-by-restic no-native-libraries excludes-like-restic restore-delta mounts image-judged-by-others page-on-the-disc nothing-revealed image-reproducible recovery-at-the-console quickstart burning disc-set-restores disc-set-without-archivist mastering-judged-by-others disc-labels reader-reads-others boot-certificates disc-outputs copies-keep-their-place clocks-that-were-wrong peer-takes-writes s3-copies rclone-and-sftp keyring notifications-arrive metrics-judged-by-promtool keyring-on-discs keys-over-time path-shared system-recorded still-picture"
LONG_CHECKS="runs-killed-at-every-write week-of-service cluster-takes-over runs-go-on azure-through-rclone s3-over-tls ledger-copies-remote striped-replica shares-on-servers restores-from-many a-million-objects trees-like-restic forget-like-restic set-survives-lost-discs image-damage damage-patterns restic-vectors block-sources find-and-diff-like-restic a-million-files drill-faults boots-everywhere quickstart-2gib disc-set-at-the-console damaged-records-stop-themselves disc-health hostile-images deep-folders index-of-a-terabyte rs03-judged-by-dvdisaster keys-and-copies publishes-natively burn-in-a-drive keyring-judged-by-others keyring-at-the-console no-secret-elsewhere drills-unlock-with-any-key dirty-bitmap"
# The long checks again, in parts of some minutes each: NAME:SECONDS[:SETTING=VALUE,...]. Each commit takes a slice of them.
# Not yet in it, because their time on such a machine is not measured: a-million-files, drill-faults, quickstart-2gib, disc-set-at-the-console, nothing-revealed LONG=1.
SLICES="runs-killed-at-every-write:300:EVERY=7 week-of-service:260 cluster-takes-over:270 runs-go-on:480:ROUNDS=50 shares-on-servers:90 striped-replica:100 forget-like-restic:90 set-survives-lost-discs:95 damaged-records-stop-themselves:75 image-damage:110 restic-vectors:120 disc-health:60 block-sources:270 find-and-diff-like-restic:120 deep-folders:45 killed-anywhere:400:KILLS=70 hostile-repositories:360:EVERY=1 index-of-a-terabyte:20 damage-patterns:420:PATTERNS=1200 boots-everywhere:600 rs03-judged-by-dvdisaster:100 prune-cannot-lose:430:ROUNDS=40 faults-swept:400:SWEEP_CASES=350,SEED=$RANDOM keys-and-copies:85 trees-like-restic:420:SEEDS=17 two-tools-at-once:150:SECONDS_LONG=60 hostile-images:400:CASES=200000 reader-reads-others:150:LONG=1 publishes-natively:260 burn-in-a-drive:120 ledger-copies-remote:70 s3-over-tls:60 azure-through-rclone:90 keyring-judged-by-others:60 keyring-at-the-console:300 no-secret-elsewhere:150 drills-unlock-with-any-key:330 dirty-bitmap:130"

install_needs() {
  local missing=() package
  for package in $NEEDS; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  # Checks download packages, which takes the lists of them.
  [ "$(id -u)" != 0 ] || apt-cache show shim-signed >/dev/null 2>&1 || apt-get update -q >/dev/null
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" = 0 ]; then
    echo "== Installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q >/dev/null
    apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null || echo "not everything could be installed; what needs it is skipped"
  else
    echo "Some tests are skipped until root has typed: apt-get install -y ${missing[*]}"
  fi
}

# The Linux kernel as a judge: built once from Debian's packages, out of the checks that lie beside the working copy.
prepare_kernel_judge() {
  local source="${ARCHIVIST_SHARED:-$root/../shared}/checks/mount-check" version cache
  [ -z "${ARCHIVIST_MOUNT_CHECK:-}" ] && [ -d "$source" ] || return 0
  version=$(cat "$source"/* | sha256sum | cut -c1-16)
  cache=${XDG_CACHE_HOME:-$HOME/.cache}/archivist-checks/mount-check-$version
  if [ ! -e "$cache/vmlinux" ]; then
    rm -rf "$cache.new"; mkdir -p "$(dirname "$cache")"; cp -r "$source" "$cache.new"; chmod -R u+w "$cache.new"
    (bash "$cache.new/build.sh" >/dev/null 2>&1 && mv "$cache.new" "$cache") || return 0
  fi
  export ARCHIVIST_MOUNT_CHECK=$cache/mount-check
}

# Newer releases of restic as judges beside the installed one: fetched once by the checks that lie beside the working copy, and kept for
# each suite of Debian. What is there is named in ARCHIVIST_RESTIC_PEERS, separated by colons; why others are not, in ARCHIVIST_RESTIC_PEERS_MISSING.
prepare_newer_peers() {
  local fetch="${ARCHIVIST_SHARED:-$root/../shared}/checks/newer-peers/fetch.sh" cache suite folder program peers='' lacking=''
  [ -z "${ARCHIVIST_RESTIC_PEERS:-}" ] || return 0
  cache=${XDG_CACHE_HOME:-$HOME/.cache}/archivist-checks
  for suite in trixie sid; do
    program=$cache/restic-$suite/restic
    if ! "$program" version >/dev/null 2>&1; then
      if [ ! -e "$fetch" ]; then lacking="${lacking:+$lacking; }restic of $suite: $fetch is not there"; continue; fi
      folder=$(mktemp -d)
      if timeout 300 bash "$fetch" "$suite" "$folder" restic >/dev/null 2>&1 && "$folder/$suite/usr/bin/restic" version >/dev/null 2>&1; then
        # By way of another name, so that a run that is killed leaves nothing half copied.
        mkdir -p "$cache/restic-$suite" && cp "$folder/$suite/usr/bin/restic" "$program.$$" && mv "$program.$$" "$program"
      fi
      rm -rf "$folder"
    fi
    if [ -x "$program" ]; then peers=${peers:+$peers:}$program; else lacking="${lacking:+$lacking; }restic of $suite could not be fetched or does not run"; fi
  done
  export ARCHIVIST_RESTIC_PEERS=$peers ARCHIVIST_RESTIC_PEERS_MISSING=$lacking
}
