import { App, AppProps } from 'cdk8s-webapp';
import { environments } from './todo-chatbot/environments';
import { TodoChatbot } from './todo-chatbot/todo-chatbot';

/** Every environment of todo-chatbot in one app. */
export function todoChatbot(props: AppProps = {}): App {
  const app = new App(props);
  for (const configuration of environments) {
    new TodoChatbot(app, configuration.environment, configuration);
  }
  return app;
}

if (require.main === module) {
  todoChatbot().synth();
}
