import { existsSync, readFileSync } from 'node:fs';

/** What Linux says of a process under a name (`/proc/PID/status`, proc(5)): memory in KiB; null elsewhere. */
export function processStatus(name: string, pid: number | 'self' = 'self'): number | null {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return null;
  const said = new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(readFileSync(file, 'utf8'))?.[1];
  return said === undefined ? null : Number(said);
}
