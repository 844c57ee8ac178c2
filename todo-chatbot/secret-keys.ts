import { AppSecretsKeys } from 'cdk8s-webapp';

/** Name of the Secret that every environment's cluster holds. */
export const SECRET_NAME = 'todo-app-secrets';

/** Its keys. GEMINI_API_KEY is required because chat is what the application is for. */
export const SECRET_KEYS: AppSecretsKeys = {
  required: ['DATABASE_URL', 'JWT_SECRET', 'GEMINI_API_KEY'],
  optional: [
    'OPENAI_API_KEY',
    'CLOUDINARY_CLOUD_NAME',
    'CLOUDINARY_API_KEY',
    'CLOUDINARY_API_SECRET',
    'GMAIL_EMAIL',
    'GMAIL_APP_PASSWORD',
    'RESEND_API_KEY',
    'JWT_ALGORITHM',
    'JWT_EXPIRATION_HOURS',
  ],
};
