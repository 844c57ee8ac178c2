import { Stage } from 'cdk8s-webapp';
import { base } from '../base';
import { minikube } from '../clusters';

/** A developer's minikube. */
export const local = base.environment('local', {
  stage: Stage.DEVELOPMENT,
  cluster: minikube,
});
