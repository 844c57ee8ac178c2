import { App, AppProps, ArgoCd, GithubActions, HelmChart } from 'cdk8s-webapp';
import { environments } from './todo-chatbot/environments';
import { TodoChatbot } from './todo-chatbot/todo-chatbot';

/** Every environment of todo-chatbot in one app, and what is derived of them. */
export function todoChatbot(props: AppProps = {}): App {
  const app = new App(props);
  for (const configuration of environments) {
    new TodoChatbot(app, configuration.environment, configuration);
  }
  new HelmChart(app, 'helm-chart');
  new GithubActions(app, 'pipeline', {
    environment: 'cloud',
    usernameSecrets: { 'docker.io': 'DOCKERHUB_USERNAME' },
    attest: true,
    synth: ['npm run synth'],
  });
  // Developers deploy to their own clusters themselves, and the pipeline to that of cloud.
  new ArgoCd(app, 'argocd', {
    repository: 'https://github.com/username/todo-chatbot.git',
    except: ['local', 'dev', 'cloud'],
  });
  return app;
}

if (require.main === module) {
  todoChatbot().synth();
}
