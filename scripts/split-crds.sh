#!/usr/bin/env bash
# Takes the JSON schemas out of CustomResourceDefinitions and closes them, one per kind and version, which is what kubeconform
# reads. A CRD holds the schema that the API server judges by, so there is nothing here to generate, and nothing to get wrong
# in the way that our generators might.
set -euo pipefail

usage='usage: CRDS_DIR=DIRECTORY bash scripts/split-crds.sh VERSION, for example v1.28'
version=${1-}
[[ $version =~ ^v1\.[0-9]+$ ]] || { echo "$usage" >&2; exit 2; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tools=$root/.tools
definitions=${CRDS_DIR:-(CRDS_DIR is not set)}
metadata=$tools/schemas/$version.0-standalone-strict/objectmeta-meta-v1.json
output=$tools/schemas/crds

if [[ ! -d $definitions ]]; then
  echo "$definitions is missing: a directory of CustomResourceDefinitions, the files that cdk8s.yaml lists." >&2
  exit 3
fi
if [[ ! -f $metadata ]]; then
  echo "The schemas of Kubernetes $version are missing: run bash scripts/split-schemas.sh $version" >&2
  exit 3
fi

stamp=$(cat "$definitions"/*.yaml "$metadata" "${BASH_SOURCE[0]}" | cksum)
if [[ -f $output/.stamp && $(<"$output/.stamp") == "$stamp" ]]; then
  echo 'CRDs: already split'
  exit
fi

work=$(mktemp -d "$tools/schemas/.crds.XXXXXX")
trap 'rm -rf "$work"' EXIT

"$tools/venv/bin/python" - "$definitions" "$metadata" "$work/out" <<'PYTHON'
import json, pathlib, sys, yaml

directory, metadata, output = map(pathlib.Path, sys.argv[1:])


def closed(schema):
    """The schema, which allows no field that it does not name. The API server drops such fields; here they are mistakes."""
    # What anyOf, oneOf, allOf and not hold only adds conditions to these fields, so it stays as it is.
    result = {key: value for key, value in schema.items() if key not in ('default', 'description', 'example')}
    if 'properties' in schema:
        result['properties'] = {name: closed(field) for name, field in schema['properties'].items()}
        if not schema.get('x-kubernetes-preserve-unknown-fields'):
            result['additionalProperties'] = False
    for key in ('items', 'additionalProperties'):
        if isinstance(schema.get(key), dict):
            result[key] = closed(schema[key])
    if schema.get('x-kubernetes-int-or-string'):
        result.setdefault('anyOf', [{'type': 'integer'}, {'type': 'string'}])
    return result


def schema_of(crd, version):
    schema = closed(version['schema']['openAPIV3Schema'])
    # The definitions leave out what every object has.
    schema['properties'] |= {
        'apiVersion': {'const': f"{crd['spec']['group']}/{version['name']}"},
        'kind': {'const': crd['spec']['names']['kind']},
        'metadata': json.loads(metadata.read_text()),
    }
    schema['required'] = sorted({'apiVersion', 'kind', 'metadata', *schema.get('required', [])})
    return schema


for file in sorted(directory.glob('*.yaml')):
    for crd in filter(None, yaml.safe_load_all(file.read_text())):
        target = output / crd['spec']['group']
        target.mkdir(parents=True, exist_ok=True)
        for version in crd['spec']['versions']:
            name = f"{crd['spec']['names']['kind'].lower()}_{version['name']}.json"
            (target / name).write_text(json.dumps(schema_of(crd, version)))
PYTHON

[[ -d $work/out ]] || { echo "$definitions holds no CustomResourceDefinition" >&2; exit 1; }
printf '%s\n' "$stamp" >"$work/out/.stamp"
rm -rf "$output"
mv "$work/out" "$output"
echo "CRDs: $(find "$output" -name '*.json' | wc -l) schemas in ${output#"$root"/}"
