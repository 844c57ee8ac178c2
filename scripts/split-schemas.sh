#!/usr/bin/env bash
# Splits the OpenAPI definitions of versions of Kubernetes (v1.28) into one strict JSON schema per kind, which is what
# kubeconform reads. The tool is independent of our own generators on purpose: a judge that shares their code judges nothing.
set -euo pipefail

usage='usage: SCHEMAS_DIR=DIRECTORY bash scripts/split-schemas.sh VERSION..., for example v1.28'
# One version after the other, each in a shell of its own.
if (($# > 1)); then
  for each; do bash "${BASH_SOURCE[0]}" "$each"; done
  exit
fi
version=${1-}
[[ $version =~ ^v1\.[0-9]+$ ]] || { echo "$usage" >&2; exit 2; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tools=$root/.tools
definitions=${SCHEMAS_DIR:-(SCHEMAS_DIR is not set)}/$version.json
output=$tools/schemas/$version.0-standalone-strict

if [[ ! -f $definitions ]]; then
  echo "$definitions is missing: the OpenAPI definitions of Kubernetes $version." >&2
  echo "SCHEMAS_DIR names the directory that holds $version.json, which is api/openapi-spec/swagger.json of that release." >&2
  exit 3
fi
if [[ ! -x $tools/venv/bin/openapi2jsonschema ]]; then
  echo "openapi2jsonschema is missing: run bash scripts/install-judges.sh" >&2
  exit 3
fi

stamp=$(cksum <"$definitions" && cat "$root/scripts/judges/requirements.txt" "${BASH_SOURCE[0]}" | cksum)
if [[ -f $output/.stamp && $(<"$output/.stamp") == "$stamp" ]]; then
  echo "$version: already split"
  exit
fi

mkdir -p "$tools/schemas"
work=$(mktemp -d "$tools/schemas/.split.XXXXXX")
trap 'rm -rf "$work"' EXIT
echo "$version: splitting, half a minute"

# The tool reads the kind of the document from a key that bare definitions lack, and resolves references only when its
# output directory is relative to the current one.
"$tools/venv/bin/python" - "$definitions" "$work/swagger.json" <<'PYTHON'
import json, sys
with open(sys.argv[1]) as source, open(sys.argv[2], 'w') as target:
    json.dump({'swagger': '2.0', **json.load(source)}, target)
PYTHON
# Run by the interpreter, because the first line of the tool names the directory that it was installed in.
(cd "$work" && ../../venv/bin/python ../../venv/bin/openapi2jsonschema --kubernetes --stand-alone --expanded --strict -o out swagger.json >log)

# It exits with 0 after errors. Only the schema of schemas, which refers to itself and cannot be written out, may fail: so
# CustomResourceDefinitions have no judge.
if grep 'An error occured processing' "$work/log" | grep -vE 'processing (jsonschemaprops|customresource)' >&2; then
  exit 1
fi
[[ -s $work/out/deployment-apps-v1.json ]] || { echo "$definitions: no schema of a Deployment came out" >&2; exit 1; }

printf '%s\n' "$stamp" >"$work/out/.stamp"
rm -rf "$output"
mv "$work/out" "$output"
echo "$version: $(find "$output" -name '*.json' | wc -l) schemas in ${output#"$root"/}"
