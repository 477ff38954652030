import { compileDocument, parseStoredConfig, type CompiledDocument } from '@unitfleet/pipeline';

/** A stored configuration, ready to run, or the reason why it cannot. */
export type CompiledConfig =
  | { readonly document: CompiledDocument; readonly error: null }
  | { readonly document: null; readonly error: string };

/** Of all configurations together: a compiled list takes some twenty times its text. */
const MAX_CHARACTERS = 4 * 1024 * 1024;

const compile = (config: string): CompiledConfig => {
  const parsed = parseStoredConfig(config);
  if (parsed.ok) return { document: compileDocument(parsed.config), error: null };
  const [problem] = parsed.errors;
  return {
    document: null,
    error: `the stored configuration cannot be read: ${problem?.stage}: ${problem?.message}`,
  };
};

/** Nodes of equal configuration share what is compiled: it holds no state. */
export class PipelineCache {
  private readonly compiled = new Map<string, CompiledConfig>();
  private characters = 0;

  get(config: string): CompiledConfig {
    const known = this.compiled.get(config);
    if (known) return known;
    const fresh = compile(config);
    this.compiled.set(config, fresh);
    this.characters += config.length;
    this.forgetOldest(config);
    return fresh;
  }

  /** Nodes keep what they run; the newest is about to be one of theirs. */
  private forgetOldest(newest: string): void {
    for (const config of this.compiled.keys()) {
      if (this.characters <= MAX_CHARACTERS || config === newest) return;
      this.compiled.delete(config);
      this.characters -= config.length;
    }
  }
}
