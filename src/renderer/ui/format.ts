export { bytes, count, oneDecimal, percent, plural, times } from '../../shared/numbers';

/** The window speaks English, whatever the system does: numbers and dates follow its words. */
const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const clockMoments = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const moments = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** `seconds` in the largest two units that matter. */
export function duration(seconds: number): string {
  if (seconds < 1) return 'under 1 s';
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** Time that has passed, a tenth of a second counting where it is short. */
export function elapsed(seconds: number): string {
  return seconds < 10 ? `${seconds.toFixed(1)} s` : duration(seconds);
}

export function precise(seconds: number): string {
  return `${seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(1)} s`;
}

/** Milliseconds since 1970 as a day. */
export function day(ms: number): string {
  return dates.format(ms);
}

export function moment(ms: number): string {
  return moments.format(ms);
}

/** A moment on some clock, `YYYY-MM-DDThh:mm:ss` with or without that clock's offset, as that clock showed it. */
export function localMoment(moment: string): string {
  const [, shown = '', offset = ''] = /^(.{19})(.*)$/.exec(moment) ?? [];
  const time = Date.parse(`${shown}Z`);
  return Number.isNaN(time) ? moment : `${clockMoments.format(time)}${offset && ` (${offset})`}`;
}
