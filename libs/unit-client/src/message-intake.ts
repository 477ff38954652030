import type { ClientEmitter } from './client-events';
import type { CommandHandler } from './command-handler';
import { messageOf } from './errors';
import { InputDispatch } from './input-dispatch';
import type { Logger } from './logger';
import { MessageQueue } from './message-queue';
import type { InputMessage } from './pepeunit-client.options';
import type { Schema } from './schema';

const MAX_WAITING_MESSAGES = 1_000;

/** What arrives, one message at a time in the order of arrival: commands first take effect, then everybody hears of it. */
export class MessageIntake {
  readonly inputs: InputDispatch;
  private readonly queue: MessageQueue;

  constructor(
    private readonly schema: Schema,
    private readonly logger: Logger,
    private readonly commands: CommandHandler,
    private readonly emitter: ClientEmitter,
    private readonly inputHandler: (message: InputMessage) => unknown,
  ) {
    this.inputs = new InputDispatch((name, error) => logger.error(`${name}: ${messageOf(error)}`));
    this.queue = new MessageQueue(
      MAX_WAITING_MESSAGES,
      () => logger.warning('A message was dropped: too many wait to be handled', true),
      (error) => logger.error(messageOf(error)),
    );
  }

  receive(topic: string, bytes: Buffer): void {
    const payload = bytes.toString('utf8');
    this.queue.push(async () => {
      const message = { topic, names: this.schema.namesOf(topic), payload, bytes };
      await this.carryOut(topic, payload);
      this.emitter.tell('message', message);
      await this.inputs.deliver(message);
      await this.inputHandler(message);
    });
  }

  private async carryOut(topic: string, payload: string): Promise<void> {
    const command = Object.entries(this.schema.inputBaseTopic).find(([, topics]) => topics.includes(topic));
    if (!command) return;
    const [name] = command;
    try {
      if (await this.commands.handle(name, payload)) this.emitter.tell('command', { name, payload });
    } catch (error) {
      this.logger.error(`${name}: ${messageOf(error)}`);
    }
  }
}
