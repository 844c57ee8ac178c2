#!/usr/bin/env bash
# Downloads what the judges and generators read: the OpenAPI definitions of a version of Kubernetes, and the CRDs that
# cdk8s.yaml lists, each at a release tag.
set -euo pipefail

usage='usage: bash scripts/fetch-schemas.sh DIRECTORY VERSION, for example ../shared/schemas v1.28.15'
directory=${1-}
version=${2-}
[[ -n $directory && $version =~ ^v1\.[0-9]+\.[0-9]+$ ]] || { echo "$usage" >&2; exit 2; }
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# fetch ADDRESS FILE: whole, or not at all.
fetch() {
  curl --fail --silent --show-error --location --retry 3 --output "$2.part" "$1"
  mv "$2.part" "$2"
}

mkdir -p "$directory/kubernetes" "$directory/crds"
fetch "https://raw.githubusercontent.com/kubernetes/kubernetes/$version/api/openapi-spec/swagger.json" \
  "$directory/kubernetes/${version%.*}.json"
sed -n 's|^  - \(https://.*\.yaml\)$|\1|p' "$root/cdk8s.yaml" | while read -r address; do
  fetch "$address" "$directory/crds/${address##*/}"
done
