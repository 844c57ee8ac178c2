import {
  ContainerRegistry,
  Cpu,
  DeploymentBase,
  Exposure,
  HealthCheck,
  KubernetesSecret,
  Pipeline,
  PipelineTrigger,
  SecretKey,
  Size,
  StageName,
  TokenReference,
  Volume,
} from 'cdk8s-webapp';

export const NAMESPACE = 'todo-app';

export const registry = ContainerRegistry.dockerHub({
  username: 'username',
  token: TokenReference.fromPipelineSecret('DOCKERHUB_TOKEN'),
  repositories: ['todo-backend', 'todo-frontend'],
});

/** Created by hand in each cluster; docs/quickstart.md shows how. */
export const secret = new KubernetesSecret({
  name: 'todo-app-secrets',
  namespace: NAMESPACE,
  keys: [
    SecretKey.required('DATABASE_URL'),
    SecretKey.required('JWT_SECRET', { minLength: 32 }),
    // Chat is what the application is for.
    SecretKey.required('GEMINI_API_KEY'),
    SecretKey.optional('OPENAI_API_KEY'),
    SecretKey.optional('CLOUDINARY_CLOUD_NAME'),
    SecretKey.optional('CLOUDINARY_API_KEY'),
    SecretKey.optional('CLOUDINARY_API_SECRET'),
    SecretKey.optional('GMAIL_EMAIL'),
    SecretKey.optional('GMAIL_APP_PASSWORD'),
    SecretKey.optional('RESEND_API_KEY'),
    SecretKey.optional('JWT_ALGORITHM'),
    SecretKey.optional('JWT_EXPIRATION_HOURS'),
  ],
});

/** Ten minutes from push to verified. One deadline covers all of the verification. */
export const pipeline = new Pipeline({
  name: 'deploy-cloud',
  triggers: [PipelineTrigger.push({ branches: ['main'] }), PipelineTrigger.manual()],
  stages: [
    { name: StageName.BUILD, budgetSeconds: 90 },
    { name: StageName.PUSH, budgetSeconds: 20 },
    { name: StageName.DEPLOY, budgetSeconds: 30 },
    { name: StageName.VERIFY, budgetSeconds: 460 },
  ],
  requiredCredentials: ['DOCKERHUB_USERNAME', 'DOCKERHUB_TOKEN', 'KUBECONFIG_CONTENT'],
  budgetSeconds: 600,
});

const check = HealthCheck.httpGet('/api/health');
/** Logs, caches and, where they are not shared, uploads. */
const ephemeralStorage = { request: Size.mebibytes(256), limit: Size.gibibytes(2) };
/** Both images are built for both architectures. */
const platforms = ['linux/amd64', 'linux/arm64'];

/** todo-chatbot on a developer's machine. Every other environment says what differs. */
export const base = new DeploymentBase({
  registries: [registry],
  secret,
  pipeline,
  requiresKubernetes: '1.24',
  maxReplicas: 3,
  goals: { scaleSeconds: 120, restartSeconds: 30, hangDetectionSeconds: 30 },
  config: {
    LOG_LEVEL: 'INFO',
    MCP_SERVER_NAME: 'puretasks-mcp-server',
    MCP_SERVER_PORT: '8001',
    RATE_LIMIT_PER_MINUTE: '60',
    DATABASE_POOL_SIZE: '5',
    DATABASE_MAX_OVERFLOW: '10',
    EMAIL_PROVIDER: 'console',
    FROM_EMAIL: 'noreply@puretasks.com',
  },
  services: {
    backend: {
      image: registry.image('todo-backend', 'latest').withAttributes({ platforms }),
      secretKeys: [...secret.requiredKeys, ...secret.optionalKeys],
      replicas: 1,
      resources: {
        cpu: { request: Cpu.millis(250), limit: Cpu.millis(500) },
        memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) },
        ephemeralStorage,
      },
      health: {
        check,
        startup: { initialDelaySeconds: 0, periodSeconds: 10, failureThreshold: 6, timeoutSeconds: 5 },
        liveness: { initialDelaySeconds: 30, periodSeconds: 10, failureThreshold: 3, timeoutSeconds: 5 },
        readiness: { initialDelaySeconds: 10, periodSeconds: 5, failureThreshold: 2, timeoutSeconds: 3 },
      },
      // kubectl port-forward service/backend-service 8000
      exposure: Exposure.clusterIp({ host: 'localhost' }),
      volumes: { uploads: { path: '/app/uploads', volume: Volume.emptyDir() } },
    },
    frontend: {
      image: registry.image('todo-frontend', 'latest').withAttributes({ platforms }),
      replicas: 1,
      resources: {
        cpu: { request: Cpu.millis(500), limit: Cpu.units(1) },
        memory: { request: Size.mebibytes(512), limit: Size.gibibytes(1) },
        ephemeralStorage,
      },
      health: {
        check,
        startup: { initialDelaySeconds: 0, periodSeconds: 5, failureThreshold: 6, timeoutSeconds: 3 },
        liveness: { initialDelaySeconds: 20, periodSeconds: 10, failureThreshold: 3, timeoutSeconds: 3 },
        readiness: { initialDelaySeconds: 10, periodSeconds: 5, failureThreshold: 2, timeoutSeconds: 3 },
      },
      env: { NODE_ENV: 'production' },
      exposure: Exposure.nodePort({ nodePort: 30000, host: 'localhost' }),
    },
  },
});
