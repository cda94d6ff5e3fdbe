#!/usr/bin/env bash
# An S3 service on loopback: Ceph's gateway over one monitor and one store of objects in memory.
#   lib-radosgw.sh up FOLDER PORT [PEM]   prints its URL; takes PORT and the two after it; PEM with certificate and key for TLS
#   lib-radosgw.sh down FOLDER            stops what was started there, and removes the folder
# With DOMAIN set, BUCKET.DOMAIN is a bucket too. It knows one user, with the access key TRIALKEY and the secret key TRIALSECRET. Debian: radosgw ceph-mon ceph-osd.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin
folder=$(realpath -m "$2")
export CEPH_CONF=$folder/ceph.conf

configure() {
  local frontend="beast endpoint=127.0.0.1:$port"
  [ -z "$pem" ] || frontend="beast ssl_endpoint=127.0.0.1:$port ssl_certificate=$pem"
  cat >"$CEPH_CONF" <<CONF
[global]
fsid = $cluster
mon host = $monitor
public addr = 127.0.0.1
cluster addr = 127.0.0.1
keyring = $folder/keyring
run dir = $folder/run
pid file = $folder/run/\$name.pid
admin socket = $folder/run/\$name.\$pid.asok
log file = $folder/log/\$name.log
auth allow insecure global id reclaim = false
# One copy in one store: nothing to spread, nothing to wait for.
mon allow pool size one = true
mon max pg per osd = 1000
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
# Disks of test machines are often nearly full, which is not our business.
mon data avail warn = 1
mon data avail crit = 1
[mon]
mon data = $folder/mon
mon initial members = a
[osd]
osd data = $folder/osd
osd objectstore = memstore
memstore device bytes = 4G
[client.rgw.a]
rgw data = $folder/rgw
rgw frontends = $frontend
rgw enable usage log = false
rgw run sync thread = false
CONF
  [ -z "${DOMAIN:-}" ] || echo "rgw dns name = $DOMAIN" >>"$CEPH_CONF"
}

# Without keys of its own ("auth none") the gateway never answers.
grant() { ceph-authtool "$folder/keyring" --gen-key --name "$@" >/dev/null; }

up() {
  local port=$1 pem=${2:-} cluster monitor store number scheme=http
  monitor="[v2:127.0.0.1:$((port + 1)),v1:127.0.0.1:$((port + 2))]"
  cluster=$(cat /proc/sys/kernel/random/uuid); store=$(cat /proc/sys/kernel/random/uuid)
  mkdir -p "$folder"/{mon,osd,rgw,run,log}
  configure
  ceph-authtool --create-keyring "$folder/keyring" >/dev/null
  grant mon. --cap mon 'allow *'
  grant client.admin --cap mon 'allow *' --cap osd 'allow *'
  grant osd.0 --cap mon 'allow profile osd' --cap osd 'allow *'
  grant client.rgw.a --cap mon 'allow rw' --cap osd 'allow rwx'
  monmaptool --create --clobber --fsid "$cluster" --addv a "$monitor" "$folder/map" >/dev/null
  ceph-mon --id a --mkfs --monmap "$folder/map" --keyring "$folder/keyring" >/dev/null
  ceph-mon --id a --public-addrv "$monitor"
  number=$(ceph osd new "$store")
  ceph-osd --id "$number" --mkfs --osd-uuid "$store" >/dev/null 2>&1
  ceph-osd --id "$number" >/dev/null
  radosgw-admin user create --uid trial --display-name Trial --access-key TRIALKEY --secret-key TRIALSECRET >/dev/null 2>&1
  radosgw --name client.rgw.a
  [ -z "$pem" ] || scheme=https
  for _ in $(seq 1 300); do
    ! curl -sk -o /dev/null "$scheme://127.0.0.1:$port/" || { echo "$scheme://127.0.0.1:$port"; return; }
    sleep 0.2
  done
  echo "the gateway does not answer: see $folder/log" >&2; exit 1
}

down() {
  local file pid
  for file in "$folder"/run/*.pid; do
    [ -e "$file" ] || continue
    pid=$(cat "$file")
    kill "$pid" 2>/dev/null || continue
    for _ in $(seq 1 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -9 "$pid" 2>/dev/null || true
  done
  rm -rf "$folder"
}

case $1 in
  up) up "$3" "${4:-}" ;;
  down) down ;;
  *) sed -n 2,6p "$0" >&2; exit 2 ;;
esac
