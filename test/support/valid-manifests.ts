import { manifestsIn } from './checks';

/** One valid object of each kind, in which tests change one field. */
const MANIFESTS = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop, labels: { app: api }, annotations: { note: text } }
spec:
  replicas: 2
  selector: { matchLabels: { app: api } }
  strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
  template:
    metadata: { labels: { app: api, tier: backend } }
    spec:
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms: [{ matchExpressions: [{ key: disk, operator: In, values: [ssd] }] }]
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 10
              podAffinityTerm:
                topologyKey: kubernetes.io/hostname
                labelSelector: { matchLabels: { app: api } }
      tolerations: [{ key: spot, operator: Equal, value: 'true', effect: NoExecute, tolerationSeconds: 60 }]
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: DoNotSchedule
          minDomains: 1
          labelSelector: { matchExpressions: [{ key: app, operator: In, values: [api] }] }
      nodeSelector: { kubernetes.io/arch: arm64 }
      terminationGracePeriodSeconds: 30
      serviceAccountName: api
      imagePullSecrets: [{ name: registry }]
      hostAliases: [{ ip: 203.0.113.7, hostnames: [db.example.com] }]
      dnsPolicy: None
      dnsConfig: { nameservers: [1.1.1.1] }
      initContainers:
        - name: wait
          image: busybox:1.37
        - name: proxy
          image: ghcr.io/acme/proxy:2.0.1
          restartPolicy: Always
          readinessProbe: { tcpSocket: { port: 9000 } }
      containers:
        - name: api
          image: ghcr.io/acme/api:1.4.2
          ports: [{ name: http, containerPort: 8000, protocol: TCP }, { name: metrics, containerPort: 9090 }]
          env:
            - { name: LOG_LEVEL, value: INFO }
            - { name: POD, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
          envFrom: [{ configMapRef: { name: api } }]
          resources: { requests: { cpu: 250m, memory: 256Mi }, limits: { cpu: '1', memory: 512Mi, example.com/gpu: 1 } }
          livenessProbe: { httpGet: { path: /live, port: http }, periodSeconds: 10, successThreshold: 1 }
          readinessProbe: { httpGet: { path: /ready, port: 8000, scheme: HTTP }, successThreshold: 2 }
          lifecycle: { preStop: { exec: { command: [sleep, '5'] } } }
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
          volumeMounts: [{ name: tmp, mountPath: /tmp }, { name: files, mountPath: /app/files, subPath: a/b }]
      volumes:
        - { name: tmp, emptyDir: {} }
        - { name: files, configMap: { name: files, items: [{ key: a, path: b/a.txt }] } }
        - { name: all, projected: { sources: [{ secret: { name: s } }] } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  updateStrategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 1 } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: 'postgres:17.2' }] }
  volumeClaimTemplates:
    - metadata: { name: data, labels: { app: db } }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 5Gi } } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: logs, namespace: shop }
spec:
  selector: { matchLabels: { app: logs } }
  updateStrategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
  template:
    metadata: { labels: { app: logs } }
    spec:
      hostNetwork: true
      containers:
        - name: logs
          image: ghcr.io/acme/logs:3.0.0
          ports: [{ containerPort: 9100, hostPort: 9100 }, { containerPort: 9101, hostPort: 9101 }]
---
apiVersion: batch/v1
kind: Job
metadata: { name: migrate-5f7c2, namespace: shop }
spec:
  completionMode: Indexed
  completions: 2
  backoffLimit: 2
  podFailurePolicy: { rules: [{ action: Ignore, onPodConditions: [{ type: DisruptionTarget, status: 'True' }] }] }
  template:
    spec: { restartPolicy: Never, containers: [{ name: job, image: 'ghcr.io/acme/api:1.4.2' }] }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: clean, namespace: shop }
spec:
  schedule: 0 3 * * *
  timeZone: Europe/Berlin
  startingDeadlineSeconds: 300
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template: { spec: { restartPolicy: OnFailure, containers: [{ name: job, image: 'ghcr.io/acme/api:1.4.2' }] } }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec:
  type: NodePort
  selector: { app: api }
  sessionAffinity: ClientIP
  sessionAffinityConfig: { clientIP: { timeoutSeconds: 3600 } }
  ports:
    - { name: http, port: 80, targetPort: http, nodePort: 30080 }
    - { name: metrics, port: 9090, targetPort: 9090 }
---
apiVersion: v1
kind: Service
metadata: { name: balanced, namespace: shop }
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [203.0.113.0/24]
  externalIPs: [203.0.113.7]
  selector: { app: api }
  ports: [{ port: 80, targetPort: http }]
---
apiVersion: v1
kind: Service
metadata: { name: named, namespace: shop }
spec: { type: ExternalName, externalName: db.example.com }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: api, namespace: shop }
spec:
  ingressClassName: nginx
  tls: [{ hosts: [api.example.com], secretName: api-tls }]
  rules:
    - host: api.example.com
      http:
        paths: [{ path: /api, pathType: Prefix, backend: { service: { name: api, port: { number: 80 } } } }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  policyTypes: [Ingress, Egress]
  ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 8000, protocol: TCP }] }]
  egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }], ports: [{ port: 1000, endPort: 2000 }] }]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: api, namespace: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }
  minReplicas: 2
  maxReplicas: 4
  metrics: [{ type: ContainerResource, containerResource: { container: api, name: cpu, target: { type: Utilization, averageUtilization: 80 } } }]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: api, namespace: shop }
spec: { minAvailable: 50%, selector: { matchLabels: { app: api } } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: api, namespace: shop }
data: { LOG_LEVEL: INFO }
binaryData: { logo: aGVsbG8= }
---
apiVersion: v1
kind: Secret
metadata: { name: api-tls, namespace: shop }
type: kubernetes.io/tls
data: { tls.crt: aGVsbG8=, tls.key: aGVsbG8= }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: files, namespace: shop }
spec: { accessModes: [ReadWriteMany], resources: { requests: { storage: 5Gi } } }
---
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: 'acme:Reader' }
rules: []
`;

/** The valid objects; several may be of one kind. */
export const VALID_MANIFESTS: readonly object[] = manifestsIn(MANIFESTS);

/** The valid object `KIND/NAME`. */
export function validManifest(label: string): object {
  const found = VALID_MANIFESTS.find((manifest) => {
    const { kind, metadata } = manifest as { readonly kind: string; readonly metadata: { readonly name: string } };
    return `${kind}/${metadata.name}` === label;
  });
  if (found === undefined) {
    throw new Error(`no valid ${label}`);
  }
  return found;
}
