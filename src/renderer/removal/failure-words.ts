import type { RemovalFailureReason } from '../../shared/removal';

export const failureWords: Readonly<Record<RemovalFailureReason, string>> = {
  'no-survivor': 'No other copy would be left',
  changed: 'Changed since it was compared',
  vanished: 'No longer there',
  'no-permission': 'No permission',
  'no-trash': 'No trash on that drive',
  'trash-failed': 'The trash did not take it',
  'restore-blocked': 'Something else is in its place',
  'not-in-trash': 'No longer where it went',
  'not-equal': 'No exact copy',
  'other-volume': 'On another drive',
  'already-linked': 'The same file already',
  failed: 'The system refused',
  protected: 'Protected',
  'has-companion': 'Something that belongs to it would be lost',
};
