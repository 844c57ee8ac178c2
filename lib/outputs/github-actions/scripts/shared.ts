/*
 * Bash that several steps need. Each step is a script of its own: what it is given stands in variables, never in the
 * script, so that no text of anybody can become a command.
 */

/** The beginning of every script. GitHub already gives bash the options -e and -o pipefail. */
export const STRICT = 'set -u';

export const FAIL = `# fail TITLE TEXT: shows an error at the run, and ends the step.
fail() {
  echo "::error title=$1::$2"
  exit 1
}
`;

/** One deadline for the whole step. */
export const DEADLINE = `${FAIL}
deadline=$((SECONDS + BUDGET_SECONDS))

# check_time WHAT: sets left to the seconds until the deadline, and ends the step where there are none.
check_time() {
  left=$((deadline - SECONDS))
  [[ $left -gt 0 ]] || fail 'Out of time' "$1 was not done within $BUDGET_SECONDS seconds."
}
`;

/** Git asks the server as the job's token, which stands neither in a file nor on a command line. */
export const AUTHENTICATE = `GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $(printf 'x-access-token:%s' "$GITHUB_TOKEN" | base64 --wrap=0)"
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$GITHUB_SERVER_URL/.extraheader" GIT_CONFIG_VALUE_0
`;

/** Applies manifests. What an autoscaler or somebody by hand owns of the same fields is taken back. */
export const APPLY = `# apply PATH: makes the cluster run the manifests.
apply() {
  check_time "Applying $1"
  timeout "$left" kubectl apply --server-side --force-conflicts --field-manager=cdk8s-webapp --filename "$1"
}
`;

/** Reads the rendered manifests without asking the cluster. */
export const SELECT_OBJECTS = `# select_objects FILTER: the rendered objects for which a filter of jq is true, as one list.
select_objects() {
  kubectl patch --local --type merge --patch '{}' --output json --filename "$OUTPUT" |
    jq --slurp '{ apiVersion: "v1", kind: "List", items: [.[] | if .kind == "List" then .items[] else . end | select('"$1"')] }'
}
`;

/** Removes objects by the index that lists what is in a directory of manifests. */
export const REMOVE = `# objects INDEX: a line for every object: kind and group, namespace, name.
objects() {
  jq --raw-output 'select(.kind and .name)
    | [.kind + (.apiVersion | if contains("/") then "." + split("/")[0] else "" end), .namespace // "-", .name]
    | @tsv' "$1" | LC_ALL=C sort --unique
}

# remove INDEX KEPT: deletes the objects of an index that the other does not have. What can hold data stays, and so does
# what was there before the first run.
remove() {
  local kind namespace name
  objects "$1" >"$RUNNER_TEMP/objects"
  objects "$2" >"$RUNNER_TEMP/kept"
  LC_ALL=C comm -23 "$RUNNER_TEMP/objects" "$RUNNER_TEMP/kept" >"$RUNNER_TEMP/removed"
  while IFS=$'\\t' read -r kind namespace name; do
    case $kind in
      Namespace | PersistentVolumeClaim | Secret | CustomResourceDefinition.*)
        echo "::notice title=$kind $name stays::It can hold data. Delete it by hand when nobody needs it."
        continue
        ;;
    esac
    if [[ -f $RUNNER_TEMP/existing ]] && grep --quiet --line-regexp --fixed-strings "\${kind,,}/$name" "$RUNNER_TEMP/existing"; then
      echo "::notice title=$kind $name stays::It was there before."
      continue
    fi
    local scope=()
    [[ $namespace == - ]] || scope=(--namespace "$namespace")
    kubectl delete "$kind" "$name" "\${scope[@]}" --ignore-not-found --wait=false
  done <"$RUNNER_TEMP/removed"
}
`;

/** Waits for one workload. */
export const ROLLED_OUT = `# rolled_out NAMESPACE WORKLOAD: waits until the pods are those of the manifest, and ready.
rolled_out() {
  check_time "The rollout of $2"
  timeout "$((left + 5))" kubectl rollout status "$2" --namespace "$1" --timeout "\${left}s" ||
    fail 'Not rolled out' "$2 in namespace $1 did not become ready. The step Diagnose shows why."
}
`;

/** Waits until somebody else, who watches the repository, has changed the workloads. */
export const RUNS_IMAGES = `# runs_images LOCK: waits until the workloads run the images of a lock file.
runs_images() {
  local digest running namespace workload
  while read -r digest; do
    while :; do
      check_time "The change to the image $digest"
      running=''
      while read -r namespace workload; do
        running+=" $(kubectl get "$workload" --namespace "$namespace" --ignore-not-found \\
          --output jsonpath='{.spec.template.spec..image}')"
      done <<<"$WORKLOADS"
      [[ $running != *"$digest"* ]] || break
      sleep "\${POLL_SECONDS:-5}"
    done
  done < <(jq --raw-output --arg used "$DEPLOYED" \\
    '.images | to_entries[] | select(.key | IN($used | splits("\\n"))) | .value.digest // empty' "$1")
}
`;

/** Writes a commit into the branch that says what is deployed. It holds nothing but that. */
export const COMMIT = `export GIT_AUTHOR_NAME='github-actions[bot]' GIT_COMMITTER_NAME='github-actions[bot]'
export GIT_AUTHOR_EMAIL='41898282+github-actions[bot]@users.noreply.github.com'
export GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL"

# publish TREE PARENT SUBJECT: commits the tree on top of the parent, if there is one, and pushes the branch.
publish() {
  local commit parents=()
  [[ -z $2 ]] || parents=(-p "$2")
  commit=$(git commit-tree "$1" "\${parents[@]}" -m "$3" \\
    -m "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID")
  git push --quiet origin "$commit:refs/heads/$DEPLOY_BRANCH"
  echo "$commit" >"$RUNNER_TEMP/published"
}
`;
