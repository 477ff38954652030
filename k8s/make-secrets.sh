#!/bin/sh
# Writes the secrets that an overlay reads, as files below <overlay>/secrets: outside of Git, readable by you alone.
# Never overwrites them.
#   k8s/make-secrets.sh single-node
#   DATABASE_URL=... CLICKHOUSE_URL=... NATS_URL=... PU_REDIS_URL=... k8s/make-secrets.sh external-engines
set -eu
overlay=${1:-}
case $overlay in
  single-node | external-engines) ;;
  *)
    echo "usage: $0 single-node|external-engines" >&2
    exit 2
    ;;
esac

folder=$(cd "$(dirname "$0")" && pwd)/overlays/$overlay/secrets
if [ -e "$folder" ]; then
  echo "$folder is there already; it is not touched" >&2
  exit 1
fi
key() { openssl rand -base64 32; }
password() { echo "p$(openssl rand -hex 24)"; }

if [ "$overlay" = single-node ]; then
  postgres=$(password) clickhouse=$(password) nats=$(password) valkey=$(password)
  DATABASE_URL=postgres://unitfleet:$postgres@postgres:5432/unitfleet
  CLICKHOUSE_URL=http://unitfleet:$clickhouse@clickhouse:8123
  NATS_URL=nats://unitfleet:$nats@nats:4222
  PU_REDIS_URL=redis://:$valkey@valkey:6379/0
fi
: "${DATABASE_URL:?is missing}" "${CLICKHOUSE_URL:?is missing}" "${NATS_URL:?is missing}" "${PU_REDIS_URL:?is missing}"
broker=$(password) api=$(password)

umask 077
mkdir -p "$folder"
cd "$folder"
echo "PU_SECRET_KEY=$(key)" > token-key.env
printf 'PU_ENCRYPT_KEY=%s\nPU_STATIC_SALT=%s\n' "$(key)" "${PU_STATIC_SALT:-}" > encryption-key.env
echo "DATABASE_URL=$DATABASE_URL" > postgres.env
echo "CLICKHOUSE_URL=$CLICKHOUSE_URL" > clickhouse.env
echo "NATS_URL=$NATS_URL" > nats.env
echo "PU_REDIS_URL=$PU_REDIS_URL" > redis.env
printf 'BRIDGE_MQTT_URL=mqtt://unitfleet:%s@emqx:11883\nBROKER_API_URL=http://unitfleet:%s@emqx:18083\n' \
  "$broker" "$api" > broker.env
printf 'EMQX_NODE__COOKIE=%s\nEMQX_DASHBOARD__DEFAULT_PASSWORD=%s\n' "$(password)" "$(password)" > emqx.env
printf 'user_id,password,is_superuser\nunitfleet,%s,true\n' "$broker" > users.csv
echo "unitfleet:$api:administrator" > api-keys
if [ "$overlay" = single-node ]; then
  echo "POSTGRES_PASSWORD=$postgres" > postgres-server.env
  echo "CLICKHOUSE_PASSWORD=$clickhouse" > clickhouse-server.env
  echo "NATS_PASSWORD=$nats" > nats-server.env
  echo "REDIS_PASSWORD=$valkey" > valkey-server.env
fi
echo "wrote $folder"
