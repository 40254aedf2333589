#!/bin/sh
# Copies a folder made by `latchkey publish --out DIR` to an S3-like store, keys first:
#   ./s3.sh DIR s3://bucket
# There is no server configuration: each object gets its type and cache headers with the upload.
set -eu
dir=$1 bucket=$2

put() { # path, type, cache
  aws s3 cp "$dir/$1" "$bucket/$1" --content-type "$2" --cache-control "$3"
}

keys='public, max-age=300, stale-while-revalidate=60, stale-if-error=86400'
list='public, max-age=60, stale-if-error=3600'
document='public, max-age=3600'

put jwks.json application/jwk-set+json "$keys"
put revocations/revocations.jwt application/jwt "$list"
put revocations/statuslist.jwt application/statuslist+jwt "$list"
put revocations/revocations.json application/json "$list"
for name in revocations.txt revocations.map revocations.nginx.conf revocations.apache.conf; do
  put "revocations/$name" text/plain "$list"
done
put .well-known/openid-configuration application/json "$document"
put .well-known/oauth-authorization-server application/json "$document"
put index.html 'text/html; charset=utf-8' "$list"
put publication.json application/json "$list"
