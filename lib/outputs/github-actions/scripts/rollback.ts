import { APPLY, AUTHENTICATE, COMMIT, DEADLINE, REMOVE, ROLLED_OUT, RUNS_IMAGES, STRICT } from './shared';

/** Says how it ended, for the report. */
const OUTCOME = `# outcome WORD TEXT: tells the report how it ended.
outcome() {
  echo "outcome=$1" >>"$GITHUB_OUTPUT"
  echo "::notice title=Roll back::$2"
}
`;

/**
 * Back to what was verified last. `kubectl rollout undo` would bring back the pods alone, without their configuration.
 * Of a first installation all goes that was made, but for what can hold data, unless the application was there before.
 */
export const KUBECTL_ROLL_BACK = `${STRICT}

${DEADLINE}
${APPLY}
${REMOVE}
${ROLLED_OUT}
${OUTCOME}
previous="$RUNNER_TEMP/previous"
if [[ ! -f $RUNNER_TEMP/begun ]]; then
  outcome unchanged 'Nothing was applied, so nothing changes.'
elif [[ -d $previous ]]; then
  apply "$previous/$OUTPUT"
  remove "$INDEX" "$previous/$INDEX"
  objects "$previous/$INDEX" >"$RUNNER_TEMP/objects"
  while IFS=$'\\t' read -r kind namespace name; do
    workload="\${kind%%.*}" workload="\${workload,,}/$name"
    [[ $'\\n'$WORKLOADS$'\\n' != *$'\\n'"$namespace $workload"$'\\n'* ]] || rolled_out "$namespace" "$workload"
  done <"$RUNNER_TEMP/objects"
  outcome rolled-back 'The cluster runs what was verified last.'
elif grep --quiet --extended-regexp '^(deployment|statefulset|daemonset)\\.apps/' "$RUNNER_TEMP/existing"; then
  outcome left 'There is no earlier output, and the application was there before. Everything was left as it is.'
else
  remove "$INDEX" /dev/null
  outcome removed 'This was the first installation. What it had made was removed, but for what can hold data.'
fi
`;

/** Back to the last revision that was deployed, by its number: Helm's own choice can be one that failed. */
export const HELM_ROLL_BACK = `${STRICT}

${DEADLINE}
${OUTCOME}
check_time 'Rolling back'
if [[ ! -f $RUNNER_TEMP/begun ]]; then
  outcome unchanged 'Nothing was upgraded, so nothing changes.'
elif [[ -s $RUNNER_TEMP/revision ]]; then
  helm rollback "$RELEASE" "$(cat "$RUNNER_TEMP/revision")" --namespace "$NAMESPACE" --wait --timeout "\${left}s"
  outcome rolled-back "The release runs the revision that was deployed before."
elif [[ -f $RUNNER_TEMP/installed ]]; then
  outcome left 'No earlier revision was deployed successfully. The release was left as it is.'
else
  helm list --namespace "$NAMESPACE" --all --filter "^$RELEASE$" --output json >"$RUNNER_TEMP/releases.json"
  if [[ $(jq length "$RUNNER_TEMP/releases.json") -gt 0 ]]; then
    helm uninstall "$RELEASE" --namespace "$NAMESPACE" --wait --timeout "\${left}s"
  fi
  outcome removed 'This was the first installation, and it was uninstalled.'
fi
`;

/** Git goes back, and Argo CD follows; it refuses to roll back itself what it syncs by itself. */
export const ARGO_CD_ROLL_BACK = `${STRICT}

${DEADLINE}
${ROLLED_OUT}
${RUNS_IMAGES}
${AUTHENTICATE}
${COMMIT}
${OUTCOME}
previous=$(git rev-parse --verify --quiet "refs/deployed/previous") || previous=''
if [[ ! -f $RUNNER_TEMP/published ]]; then
  outcome unchanged 'Nothing was committed, so nothing changes.'
elif [[ -n $previous ]]; then
  publish "$(git rev-parse "$previous^{tree}")" "$(cat "$RUNNER_TEMP/published")" "Roll $ENVIRONMENT back"
  runs_images "$RUNNER_TEMP/previous/$LOCK_FILE"
  while read -r namespace workload; do
    rolled_out "$namespace" "$workload"
  done <<<"$WORKLOADS"
  outcome rolled-back 'The branch holds again what was verified last, and the cluster runs it.'
else
  outcome left 'This was the first installation: there is no earlier commit. Everything was left as it is.'
fi
`;
