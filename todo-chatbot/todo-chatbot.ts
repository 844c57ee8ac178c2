import { ApiAccess, AppConfig, AppSecrets, Backend, Frontend, WebAppChart } from 'cdk8s-webapp';
import { Construct } from 'constructs';
import { Environment } from './environment';
import { SECRET_KEYS, SECRET_NAME } from './secret-keys';

/** Seconds in which Services and load balancers forget a pod that is about to stop. */
const SHUTDOWN = { drainSeconds: 5 };

/** A FastAPI backend and a Next.js frontend in one environment. */
export class TodoChatbot extends WebAppChart {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, {
      name: 'todo-chatbot',
      version: '1.0.0',
      namespace: 'todo-app',
      environment: environment.name,
      stage: environment.stage,
    });
    const { imageTag, imagePullPolicy } = environment;
    const { uploads, ...backendEnvironment } = environment.backend;

    const config = new AppConfig(this, 'config', { name: 'todo-app-config', data: sharedConfig(environment) });
    const backend = new Backend(this, 'backend', {
      ...backendEnvironment,
      image: `username/todo-backend:${imageTag}`,
      imagePullPolicy,
      port: 8000,
      config,
      secrets: AppSecrets.fromSecretName(this, 'secrets', SECRET_NAME, SECRET_KEYS),
      volumes: [{ name: 'uploads', path: '/app/uploads', volume: uploads }],
      shutdown: SHUTDOWN,
    });
    const frontend = new Frontend(this, 'frontend', {
      ...environment.frontend,
      image: `username/todo-frontend:${imageTag}`,
      imagePullPolicy,
      port: 3000,
      api: apiAccess(environment, backend),
      env: { NODE_ENV: 'production' },
      // Next.js keeps optimized images and incremental pages there.
      writablePaths: ['/app/.next/cache'],
      shutdown: SHUTDOWN,
    });
    config.add('FRONTEND_URL', frontend.publicUrl);
    config.add('CORS_ORIGINS', [frontend.publicUrl, ...environment.config.furtherOrigins].join(','));
  }
}

function sharedConfig({ stage, config }: Environment): { [key: string]: string } {
  return {
    ENVIRONMENT: stage,
    LOG_LEVEL: config.logLevel,
    EMAIL_PROVIDER: config.emailProvider,
    RATE_LIMIT_PER_MINUTE: String(config.rateLimitPerMinute),
    MCP_SERVER_NAME: 'puretasks-mcp-server',
    MCP_SERVER_PORT: '8001',
    DATABASE_POOL_SIZE: '5',
    DATABASE_MAX_OVERFLOW: '10',
    FROM_EMAIL: 'noreply@puretasks.com',
  };
}

function apiAccess({ api }: Environment, backend: Backend): ApiAccess {
  const browserVariable = 'NEXT_PUBLIC_API_URL';
  return api === 'direct'
    ? ApiAccess.direct(backend, { browserVariable })
    : ApiAccess.proxied(backend, { browserVariable, serverVariable: 'BACKEND_URL' });
}
