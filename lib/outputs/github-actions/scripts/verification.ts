import { DEADLINE, ROLLED_OUT, RUNS_IMAGES, STRICT } from './shared';

const EXTERNAL = `# address_of NAMESPACE SERVICE: waits until the cloud has assigned an address, and sets address to it.
address_of() {
  address=''
  while :; do
    check_time "The assignment of an address to the Service $2"
    read -r address _ < <(kubectl get service "$2" --namespace "$1" \\
      --output jsonpath='{.status.loadBalancer.ingress[0].ip} {.status.loadBalancer.ingress[0].hostname}') || true
    [[ -z $address ]] || break
    sleep "\${POLL_SECONDS:-5}"
  done
  echo "$2 has the address $address"
  echo "$2 $address" >>"$RUNNER_TEMP/addresses"
}

# healthy URL [ADDRESS]: waits until a GET answers with 2xx. The address is asked in place of what DNS knows.
healthy() {
  local status seconds connect=()
  [[ -z \${2:-} ]] || connect=(--connect-to "::$2:")
  while :; do
    check_time "The answer of $1"
    read -r status seconds < <(curl --silent --output /dev/null --max-time 5 "\${connect[@]}" \\
      --write-out '%{http_code} %{time_total}\\n' "$1") || true
    [[ \${status:-000} != 2?? ]] || break
    echo "$1: \${status:-000}"
    sleep "\${POLL_SECONDS:-5}"
  done
  echo "$1: $status after $seconds s"
  if [[ \${seconds%.*} -ge 1 ]]; then
    echo "::warning title=Slow health check::$1 took $seconds s; health checks should answer within 1 s."
  fi
}
`;

const CHECKS = `: >"$RUNNER_TEMP/addresses"
while read -r namespace workload; do
  [[ -z $workload ]] || rolled_out "$namespace" "$workload"
done <<<"$WORKLOADS"
while read -r namespace service; do
  [[ -z $service ]] || address_of "$namespace" "$service"
done <<<"$LOAD_BALANCERS"
while read -r url service; do
  [[ -n $url ]] || continue
  address=$(awk -v service="$service" '$1 == service { print $2 }' "$RUNNER_TEMP/addresses")
  [[ $address != *:* ]] || address="[$address]"
  healthy "$url" "$address"
done <<<"$HEALTH_CHECKS"
{
  echo 'addresses<<END_OF_ADDRESSES'
  cat "$RUNNER_TEMP/addresses"
  echo 'END_OF_ADDRESSES'
} >>"$GITHUB_OUTPUT"
`;

/** Rollouts, addresses and health, all before one deadline. */
export const VERIFY = `${STRICT}

${DEADLINE}
${ROLLED_OUT}
${EXTERNAL}
${CHECKS}`;

/** The same, after Argo CD has taken over what was committed. */
export const VERIFY_SYNC = `${STRICT}

${DEADLINE}
${ROLLED_OUT}
${RUNS_IMAGES}
${EXTERNAL}
runs_images "$LOCK_FILE"
${CHECKS}`;

/** What somebody wants to see who looks for the cause. No logs: those of an application can hold anything. */
export const DIAGNOSE = `set +e
for namespace in $NAMESPACES; do
  echo "::group::Namespace $namespace"
  kubectl get deployments,statefulsets,daemonsets,jobs,pods,services --namespace "$namespace" --output wide
  kubectl get events --namespace "$namespace" --sort-by .lastTimestamp | tail --lines 50
  echo '::endgroup::'
done
exit 0
`;
