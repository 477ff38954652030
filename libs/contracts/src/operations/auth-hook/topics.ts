import { z } from 'zod';
import { defineOperation } from '../define-operation';

/** May the holder of this token use this topic, in either direction? Never an error: what is not known is refused. */
export const authorizeTokenTopic = defineOperation({
  service: 'auth-hook',
  name: 'topic.authorize-token',
  request: z.object({ token: z.string(), topic: z.string() }),
  response: z.object({ isAllowed: z.boolean() }),
});
