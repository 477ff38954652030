#!/bin/sh
# Writes .env from .env.example with fresh secrets. Never overwrites one.
set -eu
cd "$(dirname "$0")"
if [ -e .env ]; then
  echo "$(pwd)/.env is there already; it is not touched" >&2
  exit 1
fi
umask 077
key() { openssl rand -base64 32; }
password() { echo "p$(openssl rand -hex 24)"; }
while IFS= read -r line; do
  case $line in
    PU_SECRET_KEY= | PU_ENCRYPT_KEY=) echo "$line$(key)" ;;
    *_PASSWORD= | *_SECRET= | *_COOKIE=) echo "$line$(password)" ;;
    *) echo "$line" ;;
  esac
done < .env.example > .env.new
mv .env.new .env
echo "wrote $(pwd)/.env; set PU_DOMAIN and PU_MQTT_HOST in it before the first start"
