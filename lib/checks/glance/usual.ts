const NAME = /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const PORT_NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const MAX_PORT_NAME = 15;
const MAX_PORT = 65_535;

/** Whether everything may have the name: as most names are, it is a DNS label that begins with a letter. */
export function isUsualName(name: unknown): boolean {
  return typeof name === 'string' && NAME.test(name);
}

/** Whether everything may have the port, be it the number or the name of one. */
export function isUsualPort(port: unknown): boolean {
  return typeof port === 'number'
    ? port >= 1 && port <= MAX_PORT
    : typeof port === 'string' && port.length <= MAX_PORT_NAME && PORT_NAME.test(port);
}
