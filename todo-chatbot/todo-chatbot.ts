import {
  ApiAccess,
  AppConfig,
  AppSecrets,
  Backend,
  DeploymentConfiguration,
  Frontend,
  NetworkPeer,
  NetworkPort,
  WebAppChart,
} from 'cdk8s-webapp';
import { Construct } from 'constructs';
import { NAMESPACE, secret } from './base';

const API_VARIABLES = { browserVariable: 'NEXT_PUBLIC_API_URL', serverVariable: 'BACKEND_URL' };
/** Seconds in which Services and load balancers forget a pod that is about to stop. */
const SHUTDOWN = { drainSeconds: 5 };

/** PostgreSQL; the APIs of Gemini, OpenAI, Cloudinary and Resend; Gmail. */
const OUTSIDE_PORTS = [NetworkPort.tcp(5432), NetworkPort.tcp(443), NetworkPort.tcp(587)];

/** A FastAPI backend and a Next.js frontend in one environment. */
export class TodoChatbot extends WebAppChart {
  constructor(scope: Construct, id: string, configuration: DeploymentConfiguration) {
    super(scope, id, { name: 'todo-chatbot', version: '1.0.0', namespace: NAMESPACE, configuration });

    const config = new AppConfig(this, 'config', {
      name: 'todo-app-config',
      nameSuffixHash: false,
      data: { ENVIRONMENT: configuration.stage, ...configuration.config },
    });
    const backend = new Backend(this, 'backend', {
      ...configuration.service('backend'),
      port: 8000,
      config,
      secrets: AppSecrets.fromSecret(this, 'secrets', secret),
      shutdown: SHUTDOWN,
      networkPolicy: { egress: { outside: { peers: [NetworkPeer.internet()], ports: OUTSIDE_PORTS } } },
    });
    const frontend = new Frontend(this, 'frontend', {
      ...configuration.service('frontend'),
      port: 3000,
      // Without a public address of its own, the backend is reached through the frontend's server.
      api: backend.isPublic ? ApiAccess.direct(backend, API_VARIABLES) : ApiAccess.proxied(backend, API_VARIABLES),
      // Next.js keeps optimized images and incremental pages there.
      writablePaths: ['/app/.next/cache'],
      shutdown: SHUTDOWN,
    });
    config.add('FRONTEND_URL', frontend.publicUrl);
    if (!config.has('CORS_ORIGINS')) {
      config.add('CORS_ORIGINS', frontend.publicUrl);
    }
  }
}
