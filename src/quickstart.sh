#!/usr/bin/env bash
# From a bare Debian 12 with the .NET 10 SDK to an encrypted, bootable disc image of a folder, and a drill of it.
#   bash src/quickstart.sh [FOLDER] [WORK FOLDER]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:-/usr/share/doc}
work=${2:-$root/work}
case $folder in /*) ;; *) folder=$PWD/$folder ;; esac
[ -e "$folder" ] || { echo "quickstart: there is no $folder; name a folder that exists" >&2; exit 2; }

packages=()
need() { command -v "$1" >/dev/null 2>&1 || [ -e "$1" ] || packages+=("$2"); }
need qemu-system-x86_64 qemu-system-x86
need /usr/share/OVMF/OVMF_CODE_4M.fd ovmf
need socat socat
need /usr/lib/x86_64-linux-gnu/libzstd.so.1 libzstd1
command -v dotnet >/dev/null || { echo "quickstart: the .NET 10 SDK is missing; install it first (package dotnet-sdk-10.0)" >&2; exit 1; }
if [ ${#packages[@]} -gt 0 ]; then
  line="apt-get update && apt-get install -y --no-install-recommends ${packages[*]}"
  if [ "$(id -u)" != 0 ]; then
    echo "quickstart: some programs are missing. As root, type this line, then start the quickstart again:" >&2
    echo "  $line" >&2
    exit 1
  fi
  echo "== Installing ${packages[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q >/dev/null && apt-get install -y -q --no-install-recommends "${packages[@]}" >/dev/null
elif [ "$(id -u)" = 0 ] && ! apt-cache show shim-signed >/dev/null 2>&1; then
  apt-get update -q >/dev/null
fi

echo "== Building"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build "$root/src/Archivist.App/Archivist.App.csproj" -c Release -v q --nologo

# A passphrase that nobody else has, two replicas as folders, and the settings: fourteen lines that are all there is to set up.
# Everything lies in one folder, so deleting that folder undoes it.
mkdir -p "$work"; chmod 700 "$work"
if [ ! -e "$work/passphrase" ]; then
  (umask 077; head -c 400 /dev/urandom | LC_ALL=C tr -dc 'a-z' | head -c 24 | sed 's/....../&-/g; s/-$//' >"$work/passphrase"; echo >>"$work/passphrase")
fi
cat >"$work/archivist.toml" <<E2
[archive]
name       = "quickstart"
sources    = ["$(printf %s "$folder" | sed 's/[\\"]/\\&/g')"]
repository = "repository"
password   = "file:passphrase"

[policy]                       # both replicas lie on this computer: enough to try it out, not enough to rely on
copies      = 2
vendors     = 1
geographies = 1
offline     = 0

[[replica]]
name      = "replica-a"
url       = "replica-a"
vendor    = "this computer"
geography = "here"
backbone  = "none"

[[replica]]
name      = "replica-b"
url       = "replica-b"
vendor    = "this computer"
geography = "here"
backbone  = "none"
E2

echo "== Running the schedule weekly-dvd on $folder: snapshot, replicate, disc, drill, report"
code=0
archivist=$root/src/Archivist.App/bin/Release/net10.0/archivist
# Only init creates the repository, its ledger and its replicas; a run that misses one of them says so.
[ -e "$work/repository/config" ] || "$archivist" init --config "$work/archivist.toml"
"$archivist" run weekly-dvd --config "$work/archivist.toml" || code=$?
echo
echo "The passphrase is in $work/passphrase, the settings are in $work/archivist.toml."
echo "Burn the image, or write it to a USB stick; a computer that starts from it asks for the passphrase."
exit "$code"
