import { z } from 'zod';
import { covers } from '../core/topic';

export type Action = 'publish' | 'subscribe';

// Strict: a rule with a condition that this broker does not know would otherwise say more than was meant.
const ruleSchema = z
  .strictObject({
    permission: z.enum(['allow', 'deny']),
    action: z.enum(['publish', 'subscribe', 'all']).default('all'),
    topic: z.string().min(1).optional(),
    topics: z.array(z.string().min(1)).optional(),
  })
  .refine((rule) => rule.topic !== undefined || rule.topics !== undefined, 'a rule needs topic or topics');

const aclSchema = z.array(ruleSchema);

interface Rule {
  readonly allow: boolean;
  readonly action: Action | 'all';
  /** Compared as text when literal, else level by level. */
  readonly literal: string | null;
  readonly levels: readonly string[];
}

/** Rules that came with the CONNECT answer, tried before any HTTP call (docs/protocol/emqx.md, "HTTP authentication"). */
export class Acl {
  private constructor(private readonly rules: readonly Rule[]) {}

  /** Null when the rules are not in the known form; the client is then refused. */
  static parse(value: unknown, client: { clientId: string; username: string }): Acl | null {
    const parsed = aclSchema.safeParse(value ?? []);
    if (!parsed.success) return null;
    return new Acl(
      parsed.data.flatMap(({ permission, action, topic, topics }) =>
        [...(topic === undefined ? [] : [topic]), ...(topics ?? [])].map((text) => {
          const literal = text.startsWith('eq ') ? fill(text.slice(3), client) : null;
          return { allow: permission === 'allow', action, literal, levels: fill(text, client).split('/') };
        }),
      ),
    );
  }

  /** What the first matching rule says; undefined when none matches. */
  decide(action: Action, topic: string): boolean | undefined {
    const levels = topic.split('/');
    for (const rule of this.rules) {
      if (rule.action !== 'all' && rule.action !== action) continue;
      if (rule.literal === null ? covers(rule.levels, levels) : rule.literal === topic) return rule.allow;
    }
    return undefined;
  }
}

/** A client id with wildcards in it must not widen a rule, so it then fills in nothing that any topic could match. */
function fill(text: string, client: { clientId: string; username: string }): string {
  const safe = (value: string) => (/[+#]/.test(value) ? '\0' : value);
  return text
    .replaceAll('${clientid}', () => safe(client.clientId))
    .replaceAll('${username}', () => safe(client.username));
}
