import { expect, it, vi } from 'vitest';
import { NoAnswer, withPatience } from './patience';



it('answers and fails as what it asks', async () => {
  await expect(withPatience(() => Promise.resolve(5))).resolves.toBe(5);
  await expect(withPatience(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

it('waits for no drive that never answers, and asks no third while two are out', async () => {
  const answers: (() => void)[] = [];
  const never = (): Promise<void> => new Promise((resolve) => void answers.push(resolve));
  for (let i = 0; i < 2; i++) await expect(withPatience(never, 1)).rejects.toThrow(NoAnswer);
  const asked = vi.fn(() => Promise.resolve(1));
  await expect(withPatience(asked)).rejects.toThrow(NoAnswer);
  expect(asked).not.toHaveBeenCalled();
  for (const answer of answers) answer();
  await Promise.resolve();
  await expect(withPatience(asked)).resolves.toBe(1);
});
