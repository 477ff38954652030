import { coverText, DeadLetterBox, readableMessage, type DeadLetter } from '@unitfleet/messaging';
import { readArguments, readNumber, runCommand, UsageError } from './src/command-line';
import { connectToFleet } from './src/fleet-connection';

const USAGE = `usage: npm run dead-letters -- COMMAND

Messages that a consumer gave up on.

  list [--consumer NAME]                 one line each, oldest first
  show SEQ                               everything about one, with the message itself
  redrive SEQ | --all [--consumer NAME]  publishes it anew on its own subject and removes the dead letter
  discard SEQ | --all [--consumer NAME]  removes it for good

NATS_URL says where the fleet's NATS is; without it the local fleet that runs here is asked.
`;

const line = ({ sequence, time, consumer, subject, error }: DeadLetter): string =>
  `${sequence}  ${time.toISOString()}  ${consumer}  ${subject}  ${coverText(error)}\n`;

const details = (letter: DeadLetter): string =>
  [
    `dead letter  ${letter.sequence}`,
    `time         ${letter.time.toISOString()}`,
    `consumer     ${letter.consumer}`,
    `message      ${letter.stream} ${letter.streamSequence} on ${letter.subject}`,
    `error        ${coverText(letter.error)}`,
    `tried        ${letter.deliveries ?? '-'}`,
    `trace        ${letter.headers.get('traceparent') || '-'}`,
    `content      ${readableMessage({
      subject: letter.subject,
      data: letter.payload,
      contentType: letter.headers.get('content-type'),
    })}`,
    '',
  ].join('\n');

const find = async (box: DeadLetterBox, text: string | undefined): Promise<DeadLetter> => {
  const sequence = readNumber(text, 'SEQ');
  const letter = await box.get(sequence);
  if (!letter) throw new Error(`There is no dead letter ${sequence}.`);
  return letter;
};

interface Selection {
  readonly sequence?: string;
  readonly all: boolean;
  readonly consumer?: string;
}

const select = async (box: DeadLetterBox, { sequence, all, consumer }: Selection): Promise<DeadLetter[]> => {
  if (all === (sequence !== undefined)) throw new UsageError('Give either SEQ or --all.');
  if (!all && consumer) throw new UsageError('--consumer goes with --all.');
  if (!all) return [await find(box, sequence)];
  const letters: DeadLetter[] = [];
  for await (const letter of box.list(consumer)) letters.push(letter);
  return letters;
};

const run = async (box: DeadLetterBox, command: string, selection: Selection): Promise<void> => {
  if (command === 'list') {
    for await (const letter of box.list(selection.consumer)) process.stdout.write(line(letter));
    return;
  }
  if (command === 'show') {
    process.stdout.write(details(await find(box, selection.sequence)));
    return;
  }
  const letters = await select(box, selection);
  for (const letter of letters) {
    await (command === 'redrive' ? box.redrive(letter) : box.discard(letter.sequence));
    process.stdout.write(`${command === 'redrive' ? 'redriven' : 'discarded'}  ${line(letter)}`);
  }
  process.stdout.write(`${letters.length} ${command === 'redrive' ? 'redriven' : 'discarded'}\n`);
};

void runCommand(USAGE, async () => {
  const { values, positionals } = readArguments(process.argv.slice(2), {
    all: { type: 'boolean', default: false },
    consumer: { type: 'string' },
  });
  const [command, sequence, ...rest] = positionals;
  if (!command || !['list', 'show', 'redrive', 'discard'].includes(command) || rest.length > 0)
    throw new UsageError('Say what to do.');
  const connection = await connectToFleet();
  try {
    await run(new DeadLetterBox(connection), command, { sequence, ...values });
  } finally {
    await connection.close();
  }
});
