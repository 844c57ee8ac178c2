#!/usr/bin/env bash
# Installs the judges, the real tools that the tests in test/kubernetes/ ask about dist/, into .tools/: pinned versions,
# needs only Go and Python 3. What is already there at its pinned version is skipped, so this may run before every test.
set -euo pipefail

scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tools=$(dirname "$scripts")/.tools
bin=$tools/bin
stamps=$tools/stamps

# installed NAME PROGRAM VERSION: says whether the program is there and was stamped with this version.
installed() {
  [[ -x $2 && -f $stamps/$1 && $(<"$stamps/$1") == "$3" ]] && echo "$1: already installed"
}

stamp() {
  printf '%s\n' "$2" >"$stamps/$1"
  echo "$1: installed"
}

# go_tool NAME PACKAGE VERSION: a program that its own module can install. The checksum database vouches for the source.
go_tool() {
  installed "$1" "$bin/$1" "$3" && return
  echo "$1: building $2@$3"
  GOBIN=$bin CGO_ENABLED=0 go install -trimpath "$2@$3"
  stamp "$1" "$3"
}

# k8s.io/kubectl holds every command but no program, so scripts/judges/kubectl/ is that program. The module v0.28.15 is
# kubectl v1.28.15; the release build writes that into the binary, and so do we.
build_kubectl() {
  local version
  version=$(sed -n 's|^[[:space:]]*k8s.io/kubectl v0|v1|p' "$scripts/judges/kubectl/go.mod")
  installed kubectl "$bin/kubectl" "$version" && return
  echo "kubectl: building $version, a few minutes the first time"
  (
    cd "$scripts/judges/kubectl"
    IFS=. read -r major minor _ <<<"${version#v}"
    package=k8s.io/component-base/version
    CGO_ENABLED=0 go build -trimpath -buildvcs=false -o "$bin/kubectl" -ldflags \
      "-s -w -X $package.gitVersion=$version -X $package.gitMajor=$major -X $package.gitMinor=$minor"
  )
  stamp kubectl "$version"
}

# own_program NAME: a small main of ours around somebody else's judgement, in scripts/judges/NAME/.
own_program() {
  local version
  version=$(cat "$scripts/judges/$1/"{go.mod,main.go} | cksum)
  installed "$1" "$bin/$1" "$version" && return
  echo "$1: building, a few minutes the first time"
  (cd "$scripts/judges/$1" && CGO_ENABLED=0 go build -trimpath -buildvcs=false -o "$bin/$1")
  stamp "$1" "$version"
}

# helm MAJOR VERSION: both majors install a program of one name, so each gets a name of its own.
helm() {
  local build
  installed "helm$1" "$bin/helm$1" "$2" && return
  echo "helm$1: building $2, a few minutes the first time"
  build=$(mktemp -d)
  GOBIN=$build CGO_ENABLED=0 go install -trimpath "helm.sh/helm/v$1/cmd/helm@$2"
  mv "$build/helm" "$bin/helm$1"
  rmdir "$build"
  stamp "helm$1" "$2"
}

# What scripts/split-schemas.sh runs, and the readers of test/yaml/. Their version is the whole list of pins.
python_tools() {
  local pins venv=$tools/venv
  pins=$(<"$scripts/judges/requirements.txt")
  installed python-tools "$venv/bin/openapi2jsonschema" "$pins" && return
  echo 'python-tools: installing'
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --no-deps --requirement "$scripts/judges/requirements.txt"
  stamp python-tools "$pins"
}

mkdir -p "$bin" "$stamps"
build_kubectl
own_program pod-security
own_program yaml-readers
own_program kube-linter
go_tool kube-score github.com/zegl/kube-score/cmd/kube-score v1.20.0
go_tool kubeconform github.com/yannh/kubeconform/cmd/kubeconform v0.8.0
helm 3 v3.22.0
helm 4 v4.3.1
own_program helm-render
go_tool actionlint github.com/rhysd/actionlint/cmd/actionlint v1.7.12
python_tools
