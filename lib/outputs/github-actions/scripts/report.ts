import { STRICT } from './shared';

/** What happened, on the page of the run. */
export const REPORT = `${STRICT}

{
  echo "## $PIPELINE to $ENVIRONMENT"
  echo
  echo '| stage | result |'
  echo '| --- | --- |'
  while IFS='|' read -r stage result; do
    echo "| $stage | $result |"
  done <<<"$RESULTS"
  echo
  echo "Commit \\\`$GITHUB_SHA\\\`"
  while read -r repository digest; do
    [[ -z $digest ]] || echo "- \\\`$repository@$digest\\\`"
  done <<<"$IMAGES"
  while read -r service address; do
    [[ -z $address ]] || echo "- Service \\\`$service\\\` has the address \\\`$address\\\`"
  done <<<"$ADDRESSES"
} >>"$GITHUB_STEP_SUMMARY"
`;
