#!/bin/sh
# The first hour's walk through our own API: say what can happen, subscribe to it with a condition,
# publish it, receive it verified by its secret, and read what became of it.
#
#   SERVER=http://127.0.0.1:8080 CLIENT_ID=... CLIENT_SECRET=... sh api.sh
#
# The server must be allowed to call this machine: start it with FLEETWIRE_EGRESS_ALLOW=127.0.0.0/8.
set -eu

: "${SERVER:?where the server answers, such as http://127.0.0.1:8080}"
: "${CLIENT_ID:?the client that bootstrap has printed}"
: "${CLIENT_SECRET:?the secret of that client}"
. "$(dirname "$0")/walk.sh"

say '1. a token'
token=$(token_for fleetwire)

call() {
  path=$1
  shift
  ask "$SERVER/api/v1/$path" -H "Authorization: Bearer $token" \
    -H 'Content-Type: application/json' "$@"
}

say '2. what can happen'
call event-types \
  -d '{"name":"device.battery.low","schema":{"type":"object","required":["level"]}}' >/dev/null

say '3. who wants to know'
call endpoints \
  -d "{\"url\":\"http://127.0.0.1:9000/devices\",\"eventTypes\":[\"device.*\"],
       \"conditions\":[{\"field\":\"data.level\",\"atMost\":15}]}" >"$folder/endpoint.json"
secret=$(member signingSecret <"$folder/endpoint.json")
endpoint=$(sed 's/^{"id":"\([^"]*\).*/\1/' "$folder/endpoint.json")

say '4. a receiver that knows the secret'
listen --secret "$secret"
# On any port that is free, which the endpoint is told now.
call "endpoints/$endpoint" -X PATCH -d "{\"url\":\"${url}devices\"}" >/dev/null

say '5. it happens: once as data that nobody wants, once as data that somebody does, and again'
publish() {
  call events -H "Idempotency-Key: reading-$1" \
    -d "{\"type\":\"device.battery.low\",\"subject\":\"R58M00AAAAA\",\"data\":{\"level\":$1}}"
}
publish 80 >/dev/null
first=$(publish 12 | member id)
agree 'the event of the same key' "$(publish 12 | member id)" "$first"

say '6. the callback'
await 'POST /devices'
agree 'what the receiver says' "${line%%, signed at*}" "POST /devices: valid, event $first"
IFS= read -r body <&3
agree 'the body' "$body" '{"level":12}'

say '7. what became of it'
# A line on a pipe is no sign that the answer to it is on disk, so this looks until it is.
looks=0
until state=$(call "deliveries?type=device.*&endpoint=$endpoint&limit=5" | member state) &&
  [ "$state" = delivered ]; do
  looks=$((looks + 1))
  if [ $looks -gt 200 ]; then
    say "   the delivery is $state"
    exit 1
  fi
done
say "   the delivery is $state, as it should be"
say 'done'
