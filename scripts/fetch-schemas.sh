#!/usr/bin/env bash
# Downloads what the judges and generators read: the OpenAPI definitions of Kubernetes, those of the newest patch of each
# minor version, and the CRDs that cdk8s.yaml lists.
set -euo pipefail

usage='usage: bash scripts/fetch-schemas.sh DIRECTORY FIRST LAST, for example ../shared/schemas 24 36 for v1.24 to v1.36'
directory=${1-} first=${2-} last=${3-}
[[ -n $directory && $first =~ ^[0-9]+$ && $last =~ ^[0-9]+$ ]] || { echo "$usage" >&2; exit 2; }
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# fetch ADDRESS FILE: whole, or not at all.
fetch() {
  curl --fail --silent --show-error --location --retry 3 --output "$2.part" "$1"
  mv "$2.part" "$2"
}

mkdir -p "$directory/kubernetes" "$directory/crds"
for ((minor = first; minor <= last; minor++)); do
  fetch "https://raw.githubusercontent.com/kubernetes/kubernetes/release-1.$minor/api/openapi-spec/swagger.json" \
    "$directory/kubernetes/v1.$minor.json"
done
sed -n 's|^  - \(https://.*\.yaml\)$|\1|p' "$root/cdk8s.yaml" | while read -r address; do
  fetch "$address" "$directory/crds/${address##*/}"
done
