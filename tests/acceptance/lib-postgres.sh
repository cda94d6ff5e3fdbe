#!/usr/bin/env bash
# A PostgreSQL server of our own on loopback, without passwords, with a database "archive". up FOLDER: prints its port; down FOLDER: stops it. Files of it are in FOLDER/postgres.
set -euo pipefail
verb=$1 folder=$2
programs=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort | tail -1)
[ -n "$programs" ] || { echo 'postgresql is not installed' >&2; exit 1; }
# Root may not run it.
as_postgres() { if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "cd / && $1"; else sh -c "cd / && $1"; fi; }
case $verb in
  up)
    mkdir "$folder/postgres"
    if [ "$(id -u)" = 0 ]; then chown postgres "$folder/postgres"; chmod a+x "$folder"; fi
    as_postgres "$programs/initdb -D '$folder/postgres/data' -A trust -U postgres -N" >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
    for _ in 1 2 3 4 5; do
      port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
      if as_postgres "$programs/pg_ctl -D '$folder/postgres/data' -w -l '$folder/postgres/log' -o '-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=' start" >/dev/null 2>&1 </dev/null; then
        "$programs/psql" -h 127.0.0.1 -p "$port" -U postgres -d postgres -qc 'CREATE DATABASE archive' >/dev/null
        echo "$port"; exit 0
      fi
    done
    cat "$folder/postgres/log" >&2; exit 1 ;;
  down) as_postgres "$programs/pg_ctl -D '$folder/postgres/data' -m immediate stop" >/dev/null 2>&1 || true ;;
esac
