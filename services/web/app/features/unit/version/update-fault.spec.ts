import { describe, expect, it } from 'vitest';
import { updateFault } from './update-fault';

const noted = (text: string) => `422: 11: Update Error: ${text}`;

describe('why an update failed', () => {
  it('may be that the device is away', () => {
    const text = noted('the device is not connected, the Update to version abc waits for it');
    expect(updateFault(text)).toEqual({ kind: 'waiting' });
  });

  it('may be that the device went on with another version', () => {
    expect(updateFault(noted('the device did not report version abc in time'))).toEqual({ kind: 'late' });
  });

  it('is told without its codes otherwise', () => {
    expect(updateFault(noted('no such platform'))).toEqual({ kind: 'other', text: 'no such platform' });
    expect(updateFault('broker: refused')).toEqual({ kind: 'other', text: 'broker: refused' });
    expect(updateFault(null)).toEqual({ kind: 'other', text: '' });
  });
});
