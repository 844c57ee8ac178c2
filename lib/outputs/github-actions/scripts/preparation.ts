import { AUTHENTICATE, FAIL, STRICT } from './shared';

/** Every secret has a value. GitHub gives an empty text for one that is missing. */
export const REQUIRE_SECRETS = `${STRICT}

missing=0
for name in $SECRET_NAMES; do
  if [[ -z \${!name:-} ]]; then
    echo "::error title=Secret $name is missing::Create it in the settings of the repository, or of the environment where the job has one."
    missing=1
  fi
done
exit "$missing"
`;

/** Processors that the runner does not have are emulated. */
export const EMULATE = `${STRICT}

sudo apt-get update --quiet
sudo apt-get install --yes --no-install-recommends qemu-user-static binfmt-support
`;

/** The lock file names the images that this run has built: those of this commit, by digest. */
export const PIN_IMAGES = `${STRICT}

${FAIL}
[[ -f $LOCK_FILE ]] || echo '{ "images": {}, "version": 1 }' >"$LOCK_FILE"
while read -r repository digest; do
  [[ $digest =~ ^sha256:[0-9a-f]{64}$ ]] || fail 'No digest' "The registry told no digest of $repository."
  jq --sort-keys --arg repository "$repository" --arg tag "$GITHUB_SHA" --arg digest "$digest" \\
    '.images[$repository] = { $tag, $digest }' "$LOCK_FILE" >"$RUNNER_TEMP/lock"
  cat "$RUNNER_TEMP/lock" >"$LOCK_FILE"
done <<<"$IMAGES"
cat "$LOCK_FILE"
`;

/** What is going to be deployed is what this run has built, and this workflow is that of the program. */
export const CHECK_OUTPUT = `${STRICT}

${FAIL}
git diff --exit-code -- "$WORKFLOW_FILE" ||
  fail 'Stale workflow' "$WORKFLOW_FILE is not what the program writes now. Synthesize, and commit it."
while read -r repository digest; do
  grep --recursive --quiet --fixed-strings "@$digest" "$OUTPUT" ||
    fail 'Image not deployed' "$OUTPUT does not run $repository@$digest. Does the environment read $LOCK_FILE?"
done <<<"$IMAGES"
if grep --recursive --line-number --extended-regexp '<[A-Z][A-Z0-9_]+>' "$OUTPUT"; then
  fail 'Placeholder' "$OUTPUT holds a text that somebody meant to replace."
fi
`;

/** The kubeconfig is a file that nobody else can read. */
export const WRITE_KUBECONFIG = `${STRICT}

${FAIL}
umask 077
printf '%s' "$KUBECONFIG_SECRET" >"$KUBECONFIG"
kubectl config current-context >/dev/null ||
  fail 'No kubeconfig' 'The secret is no kubeconfig with a current context.'
`;

/** The previous rendered output, as it was recorded when it had been verified. */
export const FETCH_DEPLOYED = `${STRICT}

${FAIL}
${AUTHENTICATE}
status=0
git ls-remote --exit-code origin "refs/heads/$DEPLOY_BRANCH" || status=$?
if [[ $status -eq 0 ]]; then
  git fetch --quiet --depth=1 origin "+refs/heads/$DEPLOY_BRANCH:refs/deployed/previous"
  mkdir -p "$RUNNER_TEMP/previous"
  git archive "refs/deployed/previous" | tar --extract --directory "$RUNNER_TEMP/previous"
elif [[ $status -eq 2 ]]; then
  echo "::notice title=First installation::There is no branch $DEPLOY_BRANCH, so nothing was deployed before."
else
  fail 'Repository not reached' "Whether something was deployed before is not known, so nothing is deployed now."
fi
`;
