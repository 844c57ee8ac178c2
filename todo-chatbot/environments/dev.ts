import { Environment } from '../environment';
import { local } from './local';

/** A kind cluster that the team shares: as local, but it says more and lets servers outside the cluster call it. */
export const dev: Environment = {
  ...local,
  name: 'dev',
  config: {
    ...local.config,
    logLevel: 'DEBUG',
    furtherOrigins: ['http://localhost:3000', 'http://localhost:8000'],
  },
};
