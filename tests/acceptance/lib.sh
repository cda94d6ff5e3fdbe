# shellcheck shell=bash disable=SC2034
# Common to all acceptance checks; sourced, not run. Each check works in a folder of its own that is gone afterwards.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
ARCHIVIST=$ROOT/src/Archivist.App/bin/Release/net10.0/archivist
SHARED=${ARCHIVIST_SHARED:-$ROOT/../shared}
WORK=$(mktemp -d "${TMPDIR:-/tmp}/archivist-check.XXXXXX")
# Fewer by default; ROUNDS widens the checks that sample, LONG=1 adds the virtual machine to those that can do without.
LONG=${LONG:-}
STARTED=()
cleanup() {
  for pid in "${STARTED[@]:-}"; do [ -z "$pid" ] || kill "$pid" 2>/dev/null || true; done
  cd /; chmod -R u+w "$WORK" 2>/dev/null || true
  rm -rf "$WORK"
}
trap cleanup EXIT
cd "$WORK"
export NO_COLOR=1 TZ=UTC XDG_STATE_HOME=$WORK/state
PATH=$PATH:/usr/sbin:/sbin

fail() { echo "FAILED: $*" >&2; exit 1; }
# The check cannot run on this machine; run.sh counts it as skipped and shows the reason.
skip() { echo "SKIPPED: $*"; exit 77; }
need() { for tool in "$@"; do command -v "$tool" >/dev/null || skip "$tool is not installed"; done; }
# expect CODE COMMAND...: the command must end with that exit code; its output is kept in $WORK/last.
expect() {
  local want=$1 got=0; shift
  "$@" >"$WORK/last" 2>&1 || got=$?
  [ "$got" = "$want" ] || { cat "$WORK/last" >&2; fail "'$*' ended with $got, not $want"; }
}
says() { grep -q -- "$1" "$WORK/last" || { cat "$WORK/last" >&2; fail "the output does not say '$1'"; }; }
password() { printf 'a passphrase of several words\n' >"$WORK/password"; export ARCHIVIST_PASSWORD_FILE=$WORK/password RESTIC_PASSWORD_FILE=$WORK/password; }

# Everything a file system can hold that a backup gets wrong.
difficult_tree() {
  mkdir -p "$1"; (
    cd "$1"; umask 022
    mkdir -p plain/deeper/deepest empty 'with space'; echo hello >plain/deeper/file; ln plain/deeper/file plain/hardlink
    ln plain/deeper/file 'with space/hardlink'; ln -s deeper/file plain/relative; ln -s /nonexistent/target dangling
    ln -s "$(printf 'raw\xff')" rawlink; : >emptyfile; printf x >"$(printf 'invalid\xff\xfename')"; printf y >"$(printf 'new\nline')"
    printf z >'quo"te\back'; mkdir "$(printf 'folder\xe9')"; printf q >"$(printf 'folder\xe9/inside')"; echo u >'ünïcödé 😀'
    truncate -s "${2:-${SPARSE:-1G}}" sparse; printf 'in the middle' | dd of=sparse bs=1 seek=300000001 conv=notrunc status=none
    head -c 20000000 /dev/urandom >random; seq 1 2000000 >compressible; mkfifo pipe
    for i in $(seq 1 300); do echo "$i" >"plain/deeper/deepest/$i"; done
    chmod 4755 plain/deeper/file; chmod 1777 empty; chmod 0000 emptyfile
    [ "$(id -u)" != 0 ] || { mknod null c 1 3; chown 1234:4321 compressible; setfattr -n trusted.t -v 1 compressible || true; }
    setfattr -n user.note -v "of a file" plain/deeper/file; setfattr -n user.empty plain/deeper/file; setfattr -n user.note -v "of a folder" empty
    command -v setfacl >/dev/null && setfacl -m u:1000:rwx 'with space'
    touch -d '1969-01-01 00:00:00.123456789' emptyfile; touch -h -d '2001-01-01 01:01:01.5' dangling; touch -d '2100-05-05 05:05:05.000000001' plain/deeper
  )
}

# listing FOLDER: type, mode, owner, size, mtime to the nanosecond, link target, name; and the hash of every file.
listing() {
  ( cd "$1"; find . -mindepth 1 \( -type d -printf '%y %m %U:%G - %T@ %l %p\0' -o -printf '%y %m %U:%G %s %T@ %n %l %p\0' \) | sort -z | tr '\0' '\n'
    find . -type f -print0 | sort -z | xargs -0 sha256sum
    getfattr -R -h -d -m - . 2>/dev/null | sort )
}
same_trees() {
  listing "$1" >"$WORK/a.list"; listing "$2" >"$WORK/b.list"
  diff "$WORK/a.list" "$WORK/b.list" >"$WORK/trees.diff" || { head -20 "$WORK/trees.diff" >&2; fail "$1 and $2 differ"; }
}

# small_setup FOLDER TEMPLATE SOURCE...: settings with two replicas and a repository, everything of it below FOLDER, used from then on.
# Template "dvd" is the shipped one, which boots; "data" leaves out what boots, so its images are small and quickly made.
small_setup() {
  local folder=$1 template=$2 sources; shift 2
  sources=$(printf '"%s", ' "$@")
  mkdir -p "$folder/media-templates"
  cp "$ROOT/media-templates/README.txt.template" "$folder/media-templates/"
  sed -e 's/^name .*/name = "data"/' -e 's/^recovery .*/recovery = false/' "$ROOT/media-templates/dvd.toml" >"$folder/media-templates/data.toml"
  [ -e "$folder/key" ] || printf 'a passphrase of several words\n' >"$folder/key"
  cat >"$folder/archivist.toml" <<TOML
[archive]
name = "check"
sources = [${sources%, }]
repository = "repository"
password = "file:key"

[[replica]]
name = "near"
url = "replica-near"
vendor = "own"
geography = "DE/Freiburg"

[[replica]]
name = "far"
url = "replica-far"
vendor = "other"
geography = "FR/Paris"

[disc]
template = "$template"
TOML
  use_setup "$folder"
}
# one_place FOLDER: the settings claim of both replicas what is true, that they lie in one place; otherwise status and audit have a finding.
one_place() {
  sed -i -e 's/^vendor .*/vendor = "own"/' -e 's/^geography .*/geography = "DE\/Freiburg"/' "$1/archivist.toml"
  printf '\n[policy]\ncopies = 2\nvendors = 1\ngeographies = 1\n' >>"$1/archivist.toml"
}
# use_setup FOLDER: the settings that commands take from now on, and the password for restic.
use_setup() { ARCHIVIST_CONFIG=$(realpath "$1")/archivist.toml; RESTIC_PASSWORD_FILE=$(realpath "$1")/key; export ARCHIVIST_CONFIG RESTIC_PASSWORD_FILE; }
# small_disc IMAGE: a snapshot, both replicas and an image of the set-up in use.
small_disc() {
  [ -e "${ARCHIVIST_CONFIG%/*}/repository/config" ] || expect 0 "$ARCHIVIST" init
  expect 0 "$ARCHIVIST" snapshot
  expect 0 "$ARCHIVIST" replicate
  expect 0 "$ARCHIVIST" disc build --output "$1"
}
# What an image with the recovery environment, and its drill, need; its builder unpacks all other tools from packages.
need_environment() { need apt-get apt-cache dpkg-deb; }
need_machine() { need_environment; need qemu-system-x86_64; [ -e /usr/share/OVMF/OVMF_CODE_4M.fd ] || skip "ovmf is not installed"; }
# field NAME: one value of the JSON line in $WORK/last.
field() { grep -o "\"$1\":[^,}]*" "$WORK/last" | tail -1 | cut -d: -f2- | tr -d '"'; }
# flip FILE OFFSET [BIT]: one bit becomes the other; a second time it is as before.
flip() {
  local byte; byte=$(od -An -tu1 -j"$2" -N1 "$1")
  printf '%b' "\\x$(printf %02x $((byte ^ 1 << ${3:-0})))" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}
# start_gateway FIRST LAST [PEM]: radosgw at three free ports of that range, with TLS when there is a certificate with its key; its address is in $url, its first port in $port, its keys are TRIALKEY and TRIALSECRET. Wants trap 'stop_gateway; cleanup' EXIT.
start_gateway() {
  for port in $(seq "$1" 10 "$2"); do
    python3 -c 'import socket, sys; [socket.socket().bind(("127.0.0.1", int(sys.argv[1]) + i)) for i in range(3)]' "$port" 2>/dev/null && break
  done
  timeout 120 bash "$ROOT/tests/acceptance/lib-radosgw.sh" up "$WORK/ceph" "$port" "${3:-}" >url 2>ceph.log </dev/null || { cat ceph.log >&2; fail "the gateway does not start"; }
  url=$(cat url)
}
stop_gateway() { bash "$ROOT/tests/acceptance/lib-radosgw.sh" down "$WORK/ceph"; }
# start_sshd: an SSH server of our own on loopback, with all types of host keys, as servers have them, and a key for this user below home/. Its address is in $host and ends in a slash, its keys are in the file keys.
start_sshd() {
  local type
  mkdir -p home/.ssh; chmod 700 home/.ssh
  for type in ed25519 ecdsa rsa; do ssh-keygen -q -t $type -N '' -f host_$type; done
  ssh-keygen -q -t ed25519 -N '' -f home/.ssh/id_ed25519
  cp home/.ssh/id_ed25519.pub authorized; chmod 600 authorized
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  { printf 'HostKey %s\n' "$WORK"/host_ed25519 "$WORK"/host_ecdsa "$WORK"/host_rsa
    printf '%s\n' "ListenAddress 127.0.0.1:$port" "AuthorizedKeysFile $WORK/authorized" 'PasswordAuthentication no' 'KbdInteractiveAuthentication no' 'StrictModes no' \
      'UsePAM no' 'PidFile none' 'Subsystem sftp internal-sftp'; } >sshd_config
  [ "$(id -u)" != 0 ] || mkdir -p /run/sshd
  /usr/sbin/sshd -D -f sshd_config -E sshd.log & STARTED+=($!)
  for _ in $(seq 1 50); do ssh-keyscan -p "$port" 127.0.0.1 >keys 2>/dev/null && [ -s keys ] && break; sleep 0.1; done
  host=sftp://$(id -un)@127.0.0.1:$port/
}
# page_commands SECTION: the lines of the page on the disc, $page, to type below the heading that starts with it, up to the next heading.
page_commands() {
  awk -v section="$1" 'previous != "" && /^-+$/ { inside = index(previous, section) == 1 } { previous = $0 } inside && /^    \$ / { print substr($0, 7) }' "$page"
}
# typed SECTION: what a person gets who types them for the disc in $WORK/disc; root too finds it read-only. archivist is on the PATH and knows no settings.
typed() {
  page_commands "$1" >"$WORK/typed"; [ -s "$WORK/typed" ] || fail "there is no command below '$1'"
  local wall=(bash -c 'exec "$@"' wall)
  if [ "$(id -u)" = 0 ] && unshare --mount true 2>/dev/null; then
    wall=(unshare --mount bash -ec 'mount --bind "$DISC" "$DISC"; mount -o remount,bind,ro "$DISC"; if touch "$DISC/x" 2>/dev/null; then exit 99; fi; exec "$@"' wall)
  fi
  ( unset ARCHIVIST_CONFIG; mkdir -p "$WORK/home"; cd "$WORK/home"
    env HOME="$WORK/home" DISC="$WORK/disc" DRIVE="${DRIVE:-$WORK/image.iso}" TARGET="$WORK/target" PATH="$(dirname "$ARCHIVIST"):$PATH" \
      ARCHIVIST_PASSWORD_FILE="${RESTIC_PASSWORD_FILE-}" "${wall[@]}" bash -eu "$WORK/typed" )
}
# start_machine IMAGE [QEMU OPTION...]: boots it without any drill, with a blank disk of 2 GB and a serial line that sees and types use; its monitor is at port $monitor.
start_machine() {
  local image=$1; shift
  rm -f keys target.raw; truncate -s 2G target.raw; mkfifo keys; : >screen; at=0; found=
  monitor=$((20000 + RANDOM % 20000))
  qemu-system-x86_64 -M q35 -accel tcg,thread=multi -cpu max -m 1024 -smp 2 -nodefaults -vga std -display none -no-reboot \
    -drive "if=none,id=m,media=cdrom,readonly=on,format=raw,file=$image" -device ide-cd,drive=m,bus=ide.2,bootindex=0 \
    -drive if=none,id=t,format=raw,cache=unsafe,file=target.raw -device virtio-blk-pci,drive=t -monitor "tcp:127.0.0.1:$monitor,server=on,wait=off" "$@" \
    -chardev stdio,id=s,signal=off -device isa-serial,chardev=s <keys >screen 2>qemu.err & MACHINE=$!; STARTED+=("$MACHINE")
  exec 7>keys
}
# sees PATTERN: waits until the screen shows it, behind everything that was seen before; what matched is in $found.
sees() {
  local n hit
  for n in $(seq 1 2400); do
    hit=$(tail -c "+$((at + 1))" screen | LC_ALL=C grep -a -b -o -m1 -- "$1" | head -1) || true
    if [ -n "$hit" ]; then found=${hit#*:}; at=$((at + ${hit%%:*} + ${#found})); return; fi
    kill -0 "$MACHINE" 2>/dev/null || break
    sleep 0.25
  done
  tail -c 3000 screen >&2; fail "the screen never showed '$1'"
}
types() { sleep 0.3; printf '%s\r' "$1" >&7; }
# restored_to_disk: answers all that the recovery asks once it is open: the newest snapshot goes to the blank disk.
restored_to_disk() {
  sees 'Enter for this disc alone'; types ''
  sees 'Which snapshot'; types '1'
  sees 'vda'; sees 'Which disk or partition'; types 'vda'
  sees 'ERASE vda'; types 'e'
  sees 'Type its name to erase it'; types 'vda'
  sees 'compare equal'
}
# switched_off: the machine is told to switch itself off, and does.
switched_off() {
  sees 'switch the machine off'; types 'p'
  for _ in $(seq 1 120); do kill -0 "$MACHINE" 2>/dev/null || break; sleep 0.25; done
  if kill -0 "$MACHINE" 2>/dev/null; then fail "the machine did not switch itself off"; fi
}
# forms WORD: how a program may have written it down. base64 has three, by where it begins; the first and last digits depend on neighbours.
forms() {
  local pad
  printf '%s\n' "$1" "$(printf %s "$1" | od -An -tx1 -v | tr -d ' \n')" "$(printf %s "$1" | od -An -tx1 -v | tr -d ' \n' | tr a-f A-F)"
  for pad in '' x xx; do printf %s "$pad$1" | base64 -w0 | cut -c$((${#pad} > 0 ? 5 : 1))- | sed 's/.....$//'; echo; done | sed '/^$/d'
}
# revealed PLACE...: the files, and names, that have one of the forms in $WORK/forms.
# UTF-16 has a zero at every other byte, and grep's patterns cannot hold zeros: so the zeros are taken out of what is searched.
revealed() {
  local file
  find "$@" -type f -print0 | while IFS= read -r -d '' file; do
    if LC_ALL=C grep -qaF -f "$WORK/forms" "$file" || tr -d '\0' <"$file" | LC_ALL=C grep -qaF -f "$WORK/forms"; then echo "$file"; fi
  done
  find "$@" | LC_ALL=C grep -aF -f "$WORK/forms" || true
}
