/** Milliseconds since the process was started. `performance.now()` would load a module for it. */
export function uptime(): number {
  return process.uptime() * 1000;
}
