import type { InputMessage } from './pepeunit-client.options';

/** Receives what arrives under a name of the schema. */
export type InputListener = (value: string, message: InputMessage) => unknown;

/** Hands messages to those who asked for them by the names of the schema. */
export class InputDispatch {
  private readonly listeners = new Map<string, Set<InputListener>>();

  constructor(private readonly onError: (name: string, error: unknown) => void) {}

  /** Returns what ends it again. */
  add(name: string, listener: InputListener): () => void {
    const known = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, known.add(listener));
    return () => void known.delete(listener);
  }

  /** One listener after another; what one throws is reported, the others still get the message. */
  async deliver(message: InputMessage): Promise<void> {
    for (const name of message.names) {
      for (const listener of this.listeners.get(name) ?? []) {
        try {
          await listener(message.payload, message);
        } catch (error) {
          this.onError(name, error);
        }
      }
    }
  }
}
