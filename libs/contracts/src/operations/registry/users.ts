import { z } from 'zod';
import { SORT_ORDERS, USER_ROLES, USER_STATUSES } from '../../model/enums';
import { pageSchema, uuidFilterSchema } from '../../model/paging';
import { dateTimeSchema, searchSchema, textSchema, uuidSchema } from '../../model/scalars';
import { defineOperation } from '../define-operation';

const service = 'registry';
const byUuid = z.object({ uuid: uuidSchema });

export const userViewSchema = z.object({
  uuid: uuidSchema,
  role: z.enum(USER_ROLES),
  status: z.enum(USER_STATUSES),
  login: z.string(),
  grafanaOrgName: uuidSchema,
  grafanaOrgId: z.string().nullable(),
  createDatetime: dateTimeSchema,
});
export type UserView = z.infer<typeof userViewSchema>;

/** Registration: anonymous only; the first user of the instance becomes Admin. */
export const registerUser = defineOperation({
  service,
  name: 'user.register',
  request: z.object({ login: textSchema, password: z.string() }),
  response: userViewSchema,
});

/** Opens a session; credentials are the login or the linked Telegram chat id. `address` is for the limit on attempts. */
export const loginUser = defineOperation({
  service,
  name: 'user.login',
  request: z.object({ credentials: textSchema, password: z.string(), address: z.string() }),
  response: z.object({ token: z.string() }),
});

export const getUser = defineOperation({
  service,
  name: 'user.get',
  request: byUuid,
  response: userViewSchema,
});

export const listUsers = defineOperation({
  service,
  name: 'user.list',
  request: pageSchema.extend({
    uuids: uuidFilterSchema,
    searchString: searchSchema.nullish(),
    role: z
      .array(textSchema)
      .nullable()
      .default([...USER_ROLES]),
    status: z
      .array(textSchema)
      .nullable()
      .default([...USER_STATUSES]),
    orderByCreateDate: z.enum(SORT_ORDERS).nullable().default('desc'),
  }),
  response: z.object({ count: z.number(), users: z.array(userViewSchema) }),
});

/** Edits the caller; empty or missing values stay as they are. A changed password ends all sessions. */
export const updateUser = defineOperation({
  service,
  name: 'user.update',
  request: z.object({ login: textSchema.nullish(), password: z.string().nullish() }),
  response: userViewSchema,
});

/** Admin only. Ends the sessions of the user at once. */
export const blockUser = defineOperation({
  service,
  name: 'user.block',
  request: byUuid,
  response: z.null(),
});
export const unblockUser = defineOperation({
  service,
  name: 'user.unblock',
  request: byUuid,
  response: z.null(),
});

/** Ends the session that the asking user's token belongs to; other sessions of the user go on. */
export const endSession = defineOperation({
  service,
  name: 'session.end',
  request: z.object({ sid: z.string() }),
  response: z.null(),
});

/**
 * A link that opens the Telegram bot with a code, good for one use within 60 seconds, that links the chat to the asking
 * user (`docs/protocol/rest-graphql.md 4.2`); refused while the bot is off.
 */
export const createTelegramLink = defineOperation({
  service,
  name: 'user.create-telegram-link',
  request: z.object({}),
  response: z.object({ link: z.string() }),
});

/**
 * Uses up such a code: the chat becomes that of the user, who is verified by it. A code that is wrong, used or old, and
 * a chat of somebody else, are refused with code 3. For the platform, that is its bot, only.
 */
export const linkTelegramChat = defineOperation({
  service,
  name: 'user.link-telegram-chat',
  request: z.object({ code: textSchema, chatId: textSchema.min(1).max(64) }),
  response: userViewSchema,
});

/** What a token's user is at this moment; refused with NoAccess when the session ended or the user is blocked. */
export const resolveSession = defineOperation({
  service,
  name: 'session.resolve',
  request: z.object({ userUuid: uuidSchema, sid: z.string().nullable() }),
  response: z.object({ uuid: uuidSchema, login: z.string(), role: z.enum(USER_ROLES) }),
});

/** Which of these users exist, and which of them are blocked; unknown ones are left out. */
export const getUserStandings = defineOperation({
  service,
  name: 'user.get-standings',
  request: z.object({ uuids: z.array(uuidSchema) }),
  response: z.object({
    users: z.array(
      z.object({
        uuid: uuidSchema,
        isBlocked: z.boolean(),
        /** The user's own, as its events carry it: an event below it is over. */
        version: z.number().default(0),
      }),
    ),
  }),
});

/** Instance counters of this service's entities. */
export const countRegistryEntities = defineOperation({
  service,
  name: 'metrics.count',
  request: z.object({}),
  response: z.object({ userCount: z.number(), repositoryRegistryCount: z.number(), repoCount: z.number() }),
});
