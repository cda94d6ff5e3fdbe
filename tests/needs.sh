# What the tests need, and which acceptance checks are quick; sourced by run.sh and nightly.sh.
NEEDS="restic xorriso qemu-system-x86 ovmf socat p7zip-full udftools genisoimage gdisk fdisk age busybox-static kmod cpio zstd lz4 attr acl curl procps util-linux openssl chromium squashfs-tools mtools dosfstools golang-go golang-golang-x-mod-dev shellcheck poppler-utils"
QUICK_CHECKS="bad-input replicas repository-judged-by-restic restic-vectors image-judged-by-others page-on-the-disc nothing-revealed image-reproducible image-damage recovery-at-the-console quickstart"
LONG_CHECKS="drill-faults boots-everywhere quickstart-2gib"

install_needs() {
  local missing=() package
  for package in $NEEDS; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
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
