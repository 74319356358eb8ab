import 'react';

declare module 'react' {
  /** What components hand to their style sheets. */
  interface CSSProperties {
    '--rows'?: number;
  }
}
