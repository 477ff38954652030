import { AdmissionGate } from './admission-gate';

describe('AdmissionGate', () => {
  it('keeps devices out until a service of ours joins the awaited group', () => {
    const gate = new AdmissionGate('bridge');
    expect(gate.admits(false)).toBe(false);
    expect(gate.admits(true)).toBe(true);
    expect(gate.joined(null, true)).toBe(false);
    expect(gate.joined('bridge-control', true)).toBe(false);
    expect(gate.joined('bridge', false)).toBe(false);
    expect(gate.admits(false)).toBe(false);

    expect(gate.joined('bridge', true)).toBe(true);
    expect(gate.admits(false)).toBe(true);
    expect(gate.joined('bridge', true)).toBe(false);
    expect(gate.admits(false)).toBe(true);
  });

  it('keeps nobody out when there is nobody to wait for', () => {
    const gate = new AdmissionGate(null);
    expect(gate.admits(false)).toBe(true);
    expect(gate.joined(null, true)).toBe(false);
  });
});
