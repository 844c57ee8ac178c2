import { APPLY, AUTHENTICATE, COMMIT, DEADLINE, REMOVE, SELECT_OBJECTS, STRICT } from './shared';

/** Applies the rendered output. Migrations, and what they need, come first. */
export const KUBECTL_DEPLOY = `${STRICT}

${DEADLINE}
${APPLY}
${SELECT_OBJECTS}
# What somebody else has made: the Namespace, together with its Secret, or a whole application.
if [[ ! -d $RUNNER_TEMP/previous ]]; then
  kubectl get --filename "$OUTPUT" --ignore-not-found --output name >"$RUNNER_TEMP/existing"
fi

touch "$RUNNER_TEMP/begun"
select_objects '(.metadata.annotations["argocd.argoproj.io/sync-wave"] // "0" | tonumber) < 0' \\
  >"$RUNNER_TEMP/before-rollout.json"
# Their names change with their content, which the digests of this run are part of.
migrations=$(jq --raw-output '.items[] | select(.kind == "Job") | "\\(.metadata.namespace) job/\\(.metadata.name)"' \\
  "$RUNNER_TEMP/before-rollout.json")
if [[ -n $migrations ]]; then
  apply "$RUNNER_TEMP/before-rollout.json"
  while read -r namespace job; do
    while :; do
      check_time "The migration $job"
      state=$(kubectl get "$job" --namespace "$namespace" \\
        --output jsonpath='{.status.conditions[?(@.status=="True")].type}')
      case " $state " in
        *' Complete '*) break ;;
        *' Failed '*) fail 'Migration failed' "See kubectl logs $job --namespace $namespace." ;;
      esac
      sleep "\${POLL_SECONDS:-5}"
    done
  done <<<"$migrations"
fi
apply "$OUTPUT"
`;

/** Upgrades the release with the values of its environment. */
export const HELM_DEPLOY = `${STRICT}

${DEADLINE}
${APPLY}
${SELECT_OBJECTS}
helm list --namespace "$NAMESPACE" --all --filter "^$RELEASE$" --output json >"$RUNNER_TEMP/releases.json"
if [[ $(jq length "$RUNNER_TEMP/releases.json") -gt 0 ]]; then
  helm history "$RELEASE" --namespace "$NAMESPACE" --output json |
    jq '[.[] | select(.status == "deployed")] | last.revision // empty' >"$RUNNER_TEMP/revision"
  touch "$RUNNER_TEMP/installed"
fi

# The chart has no Namespace, and one that Helm creates would have no labels.
select_objects '.kind == "Namespace"' >"$RUNNER_TEMP/namespace.json"
if [[ $(jq '.items | length' "$RUNNER_TEMP/namespace.json") -gt 0 ]]; then
  apply "$RUNNER_TEMP/namespace.json"
fi

check_time 'The upgrade'
touch "$RUNNER_TEMP/begun"
helm upgrade "$RELEASE" "$CHART" --install --namespace "$NAMESPACE" --values "$VALUES" --timeout "\${left}s"
`;

/** Commits what is deployed: the lock file and the rendered output, and nothing else. */
export const RECORD = `${STRICT}

${AUTHENTICATE}
${COMMIT}
export GIT_INDEX_FILE="$RUNNER_TEMP/index"
git add --force -- "$LOCK_FILE" "$OUTPUT" "$INDEX"
parent=$(git rev-parse --verify --quiet "refs/deployed/previous") || parent=''
publish "$(git write-tree)" "$parent" "Deploy $GITHUB_SHA to $ENVIRONMENT"
`;

/** What the program does not render any more goes, now that what it renders works. */
export const PRUNE = `${STRICT}

${REMOVE}
if [[ -f $RUNNER_TEMP/previous/$INDEX ]]; then
  remove "$RUNNER_TEMP/previous/$INDEX" "$INDEX"
fi
`;
