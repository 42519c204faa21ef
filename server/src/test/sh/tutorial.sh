#!/bin/sh
# The vendor's tutorial, with curl and openssl alone: get a token, download the certificate,
# subscribe to an event, upload 10,000 devices, receive the one callback, and verify who sent it.
#
#   SERVER=http://127.0.0.1:8080 CLIENT_ID=... CLIENT_SECRET=... sh tutorial.sh
#
# The server must be allowed to call this machine: start it with FLEETWIRE_EGRESS_ALLOW=127.0.0.0/8.
# FLEETWIRE is how to run the command itself, which is used to receive; ./fleetwire if not given.
set -eu

: "${SERVER:?where the server answers, such as http://127.0.0.1:8080}"
: "${CLIENT_ID:?the client that bootstrap has printed}"
: "${CLIENT_SECRET:?the secret of that client}"
fleetwire=${FLEETWIRE:-./fleetwire}

folder=$(mktemp -d)
receiver=''
clean() {
  [ -z "$receiver" ] || kill "$receiver" 2>/dev/null || :
  rm -rf "$folder"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() { printf '%s\n' "$*"; }

# The value of member $1, a text or a number, in the JSON on standard input.
member() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }

# curl that answers bodies, and fails where the server refuses.
ask() { curl --silent --show-error --fail --max-time 30 "$@"; }

say '1. a token'
token=$(
  ask "$SERVER/ams/v1/oauth2/token" \
    --data-urlencode 'grant_type=client_credentials' \
    --data-urlencode "client_id=$CLIENT_ID" \
    --data-urlencode "client_secret=$CLIENT_SECRET" \
    --data-urlencode 'scope=kdms.devices' | member access_token
)

say '2. the certificate'
ask "$SERVER/downloadCertificate" >"$folder/certificate.pem"
openssl x509 -in "$folder/certificate.pem" -noout -pubkey >"$folder/key.pem"

say '3. a receiver'
# Reading from a pipe waits for a line, so nothing here waits for a time.
mkfifo "$folder/bodies" "$folder/words"
# shellcheck disable=SC2086 # FLEETWIRE is a list of words
$fleetwire listen --listen 127.0.0.1:0 --certificate "$folder/certificate.pem" \
  >"$folder/bodies" 2>"$folder/words" &
receiver=$!
exec 3<"$folder/bodies" 4<"$folder/words"

# The next line of the receiver's words that has $1 in it.
await() {
  while IFS= read -r line <&4; do
    case $line in *"$1"*) return 0 ;; esac
  done
  say "the receiver ended before it said: $1"
  exit 1
}

await 'received at'
url=$(printf '%s' "$line" | sed 's/.*\(http:[^ ]*\).*/\1/')callbacks

say "4. a subscription of $url"
id=$(
  ask "$SERVER/kwn/v1/subscriptions" \
    -H "Authorization: Bearer $token" \
    -H 'Content-Type: application/json;charset=UTF-8' \
    -d "{\"url\":\"$url\",\"events\":[\"KDMS_DEVICE_UPLOAD\"]}" | member id
)

say "5. 10,000 devices for subscription $id"
awk 'BEGIN {
  printf "{\"targetServices\":[\"KAI\"],\"deviceIds\":["
  for (i = 0; i < 10000; i++) printf "%s\"R5%09d\"", (i ? "," : ""), i
  printf "]}"
}' >"$folder/upload.json"
operation=$(
  ask "$SERVER/kdms/v1/devices/upload" \
    -H "Authorization: Bearer $token" \
    -H 'Content-Type: application/json;charset=UTF-8' \
    -H 'X-WSM-TXID: tutorial-1' \
    -d "@$folder/upload.json" | member operationId
)

say "6. the callback of operation $operation"
await 'POST /callbacks'
say "   the receiver says: ${line#*: }"
await 'SIGNATURE'
signature=${line##* }
await 'TRACEID'
trace=${line##* }
IFS= read -r body <&3
printf '%s' "$body" >"$folder/body.json"

say '7. who sent it'
# What is signed is the encoded header, a dot, and the encoded body (RFC 7515, section 5.1).
head=${signature%%.*}
{
  printf '%s.' "$head"
  openssl base64 -A -in "$folder/body.json" | tr '+/' '-_'
} >"$folder/signed.txt"
tail=$(printf '%s' "${signature##*.}" | tr -- '-_' '+/')
while [ $((${#tail} % 4)) -ne 0 ]; do tail="$tail="; done
printf '%s' "$tail" | openssl base64 -A -d >"$folder/signature.bin"
openssl dgst -sha256 -verify "$folder/key.pem" \
  -signature "$folder/signature.bin" "$folder/signed.txt"

for pair in "trace $trace tutorial-1" \
  "operation $(member operationId <"$folder/body.json") $operation" \
  "subscription $(member subscriptionId <"$folder/body.json") $id" \
  "successes $(member successCount <"$folder/body.json") 10000"; do
  # shellcheck disable=SC2086 # three words
  set -- $pair
  if [ "$2" != "$3" ]; then
    say "   $1 is $2 and should be $3"
    exit 1
  fi
  say "   $1 is $2, as it should be"
done

say '8. tidy up'
ask -X DELETE -H "Authorization: Bearer $token" "$SERVER/kwn/v1/subscriptions/$id"
ask "$SERVER/ams/v1/oauth2/revoke" \
  --data-urlencode "client_id=$CLIENT_ID" \
  --data-urlencode "client_secret=$CLIENT_SECRET" \
  --data-urlencode "token=$token"
say 'done'
