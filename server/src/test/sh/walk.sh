# What the walks of docs/first-hour.md have in common; read by them, not run by itself.
#
# FLEETWIRE is how to run the command itself, which is used to receive; ./fleetwire if not given.
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

# A token for scope $1.
token_for() {
  ask "$SERVER/ams/v1/oauth2/token" \
    --data-urlencode 'grant_type=client_credentials' \
    --data-urlencode "client_id=$CLIENT_ID" \
    --data-urlencode "client_secret=$CLIENT_SECRET" \
    --data-urlencode "scope=$1" | member access_token
}

# Starts a receiver with these options; its address is in $url, bodies come from 3, words from 4.
# Reading from a pipe waits for a line, so nothing here waits for a time.
listen() {
  mkfifo "$folder/bodies" "$folder/words"
  # shellcheck disable=SC2086 # FLEETWIRE is a list of words
  $fleetwire listen --listen 127.0.0.1:0 "$@" \
    >"$folder/bodies" 2>"$folder/words" &
  receiver=$!
  exec 3<"$folder/bodies" 4<"$folder/words"
  await 'received at'
  url=$(printf '%s' "$line" | sed 's/.*\(http:[^ ]*\).*/\1/')
}

# The next line of the receiver's words that has $1 in it.
await() {
  while IFS= read -r line <&4; do
    case $line in *"$1"*) return 0 ;; esac
  done
  say "the receiver ended before it said: $1"
  exit 1
}

# Fails unless $1, which is $2, should be $3.
agree() {
  if [ "$2" != "$3" ]; then
    say "   $1 is $2 and should be $3"
    exit 1
  fi
  say "   $1 is $2, as it should be"
}
