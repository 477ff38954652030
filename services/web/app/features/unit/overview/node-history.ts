/**
 * Whether the values of a node are kept as a history instead of as one last value: the node itself has none then
 * (`docs/protocol/rest-graphql.md 4.9`). `config` is the JSON text of its pipe.
 */
export const isHistory = (config: string | null): boolean => {
  try {
    const root = JSON.parse(config ?? '') as { processing_policy?: { policy_type?: unknown } } | null;
    const policy = root?.processing_policy?.policy_type;
    return typeof policy === 'string' && policy !== 'LastValue';
  } catch {
    return false;
  }
};
