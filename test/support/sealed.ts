import { constants, createCipheriv, generateKeyPairSync, publicEncrypt, randomBytes } from 'node:crypto';

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Encrypts as kubeseal does: a session key under RSA-OAEP, with its length in front, and the value under AES-256-GCM. */
export function seal(value: string, label = ''): string {
  const sessionKey = randomBytes(32);
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const key = { key: publicKey, padding, oaepHash: 'sha256', oaepLabel: Buffer.from(label) };
  const encryptedKey = publicEncrypt(key, sessionKey);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(encryptedKey.length);
  const cipher = createCipheriv('aes-256-gcm', sessionKey, Buffer.alloc(12));
  const encrypted = Buffer.concat([cipher.update(value), cipher.final(), cipher.getAuthTag()]);
  return Buffer.concat([length, encryptedKey, encrypted]).toString('base64');
}
