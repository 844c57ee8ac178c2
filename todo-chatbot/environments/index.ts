import { cloud } from './cloud';
import { dev } from './dev';
import { local } from './local';
import { production } from './production';
import { staging } from './staging';

/** Every environment of todo-chatbot. */
export const environments = [local, dev, staging, production, cloud];
