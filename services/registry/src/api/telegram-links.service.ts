import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import {
  DomainError,
  noAccess,
  type Actor,
  type linkTelegramChat,
  type OperationInput,
  type UserView,
} from '@unitfleet/contracts';
import { isUniqueViolation, Transactions } from '@unitfleet/persistence';
import { TelegramCodes } from '../data/telegram-codes';
import { UsersRepository } from '../data/users.repository';
import { REGISTRY_SETTINGS, type RegistrySettings } from '../settings';
import { userView } from './user.view';

const refused = (text: string): DomainError => new DomainError('User', text);
const chatTaken = (): DomainError => refused('the chat is linked to another user');

/** Linking a user to a Telegram chat (`docs/protocol/rest-graphql.md 4.2`). */
@Injectable()
export class TelegramLinksService {
  constructor(
    private readonly codes: TelegramCodes,
    private readonly transactions: Transactions,
    @Inject(REGISTRY_SETTINGS) private readonly settings: RegistrySettings,
  ) {}

  /** @throws DomainError FeatureFlag while the instance runs no bot. */
  async create(actor: Actor): Promise<string> {
    requireAccess('user.link-telegram', actor, {});
    const { PU_FF_TELEGRAM_BOT_ENABLE: isOn, PU_TELEGRAM_BOT_LINK: link } = this.settings;
    if (!isOn || link === '') throw new DomainError('FeatureFlag', 'the Telegram bot is switched off');
    if (actor.kind !== 'User') throw noAccess('only users have a chat');
    return `${link}?start=${await this.codes.issue(actor.uuid)}`;
  }

  /** The code is used up in any case, and nothing but chat and status of the user changes (10B.3). */
  async use(actor: Actor, { code, chatId }: OperationInput<typeof linkTelegramChat>): Promise<UserView> {
    if (actor.kind !== 'Backend') throw noAccess('chats are linked by the bot');
    const uuid = await this.codes.consume(code);
    if (!uuid) throw refused('the code is wrong, used or too old');
    const linked = this.transactions.run(async ({ manager }) => {
      const user = await UsersRepository.lock(manager, uuid);
      if (user.status === 'Blocked') throw noAccess('the user is blocked');
      user.telegramChatId = chatId;
      user.status = 'Verified';
      user.version += 1;
      return userView(await manager.save(user));
    });
    return linked.catch((error: unknown) => {
      throw isUniqueViolation(error, 'users_telegram_chat_id') ? chatTaken() : error;
    });
  }
}
