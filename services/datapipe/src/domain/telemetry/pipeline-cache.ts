import { compileDocument, parseStoredConfig, type CompiledDocument } from '@unitfleet/pipeline';

/** A stored configuration, ready to run, or the reason why it cannot. */
export type CompiledConfig =
  | { readonly document: CompiledDocument; readonly error: null }
  | { readonly document: null; readonly error: string };

const MAX_ENTRIES = 10_000;

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

  get(config: string): CompiledConfig {
    const known = this.compiled.get(config);
    if (known) return known;
    if (this.compiled.size >= MAX_ENTRIES) this.compiled.delete(this.compiled.keys().next().value!);
    const fresh = compile(config);
    this.compiled.set(config, fresh);
    return fresh;
  }
}
