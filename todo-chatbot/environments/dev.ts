import { Stage } from 'cdk8s-webapp';
import { base } from '../base';
import { kind } from '../clusters';

/** A kind cluster: as local, but it says more, and servers outside the cluster may call it. */
export const dev = base.environment('dev', {
  stage: Stage.DEVELOPMENT,
  cluster: kind,
  config: {
    LOG_LEVEL: 'DEBUG',
    CORS_ORIGINS: 'http://localhost:30000,http://localhost:3000,http://localhost:8000',
  },
});
