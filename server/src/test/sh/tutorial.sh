#!/bin/sh
# The vendor's tutorial, with curl and openssl alone: get a token, download the certificate,
# subscribe to an event, upload 10,000 devices, receive the one callback, and verify who sent it.
#
#   SERVER=http://127.0.0.1:8080 CLIENT_ID=... CLIENT_SECRET=... sh tutorial.sh
#
# The server must be allowed to call this machine: start it with FLEETWIRE_EGRESS_ALLOW=127.0.0.0/8.
set -eu

: "${SERVER:?where the server answers, such as http://127.0.0.1:8080}"
: "${CLIENT_ID:?the client that bootstrap has printed}"
: "${CLIENT_SECRET:?the secret of that client}"
. "$(dirname "$0")/walk.sh"

say '1. a token'
token=$(token_for kdms.devices)

say '2. the certificate'
ask "$SERVER/downloadCertificate" >"$folder/certificate.pem"
openssl x509 -in "$folder/certificate.pem" -noout -pubkey >"$folder/key.pem"

say '3. a receiver'
listen --certificate "$folder/certificate.pem"

say "4. a subscription of ${url}callbacks"
id=$(
  ask "$SERVER/kwn/v1/subscriptions" \
    -H "Authorization: Bearer $token" \
    -H 'Content-Type: application/json;charset=UTF-8' \
    -d "{\"url\":\"${url}callbacks\",\"events\":[\"KDMS_DEVICE_UPLOAD\"]}" | member id
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

agree trace "$trace" tutorial-1
agree operation "$(member operationId <"$folder/body.json")" "$operation"
agree subscription "$(member subscriptionId <"$folder/body.json")" "$id"
agree successes "$(member successCount <"$folder/body.json")" 10000

say '8. tidy up'
ask -X DELETE -H "Authorization: Bearer $token" "$SERVER/kwn/v1/subscriptions/$id"
ask "$SERVER/ams/v1/oauth2/revoke" \
  --data-urlencode "client_id=$CLIENT_ID" \
  --data-urlencode "client_secret=$CLIENT_SECRET" \
  --data-urlencode "token=$token"
say 'done'
