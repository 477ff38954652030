import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { LogEntry, LogFile } from './log-file';
import { Logger } from './logger';
import { Settings } from './settings';
import { DeviceFolder, makeDeviceFolder } from './testing/device-folder';

describe('Logger', () => {
  let device: DeviceFolder;
  let sent: LogEntry[];
  let printed: string[];
  afterEach(() => device.remove());

  const open = (env: Record<string, unknown> = {}): Logger => {
    device = makeDeviceFolder(env);
    sent = [];
    printed = [];
    const settings = new Settings(device.envFilePath);
    return new Logger(settings, new LogFile(device.logFilePath, () => settings.PU_MAX_LOG_LENGTH), {
      publish: (entry) => sent.push(entry),
      console: (line) => printed.push(line),
    });
  };
  const linesInFile = (): string[] => readFileSync(device.logFilePath, 'utf8').trimEnd().split('\n');

  it('writes one JSON line per entry, sends it and prints it', () => {
    const logger = open();
    logger.info('ready');
    expect(linesInFile().map((line) => JSON.parse(line))).toEqual(sent);
    expect(sent).toEqual([
      { level: 'Info', text: 'ready', create_datetime: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*\+00:00$/) },
    ]);
    expect(printed[0]).toMatch(/ Info ready$/);
  });

  it('gates all ways by the least level and keeps file-only entries off the topic', () => {
    const logger = open({ PU_MIN_LOG_LEVEL: 'Warning' });
    logger.info('small talk');
    logger.warning('look', true);
    logger.critical('fire');
    expect(logger.getFullLog().map(({ text }) => text)).toEqual(['look', 'fire']);
    expect(sent.map(({ text }) => text)).toEqual(['fire']);
    expect(printed).toHaveLength(2);
  });

  it('keeps the newest PU_MAX_LOG_LENGTH lines, also over a restart', () => {
    const logger = open({ PU_MAX_LOG_LENGTH: 3 });
    for (let i = 1; i <= 5; i += 1) logger.debug(`entry ${i}`);
    expect(linesInFile()).toHaveLength(3);
    const again = new LogFile(device.logFilePath, () => 3);
    expect(again.entries().map(({ text }) => text)).toEqual(['entry 3', 'entry 4', 'entry 5']);
  });

  it('rewrites a long file seldom, and still knows only the newest', () => {
    const logger = open({ PU_MAX_LOG_LENGTH: 100 });
    const lengths = new Set<number>();
    for (let i = 1; i <= 400; i += 1) {
      logger.debug(`entry ${i}`);
      lengths.add(linesInFile().length);
    }
    expect(Math.max(...lengths)).toBe(125);
    expect(logger.getFullLog().map(({ text }) => text)).toEqual(
      Array.from({ length: 100 }, (_, i) => `entry ${i + 301}`),
    );
    expect(new LogFile(device.logFilePath, () => 100).entries()).toHaveLength(100);
  });

  it('keeps its entries in memory where there is no file', () => {
    device = makeDeviceFolder();
    const file = new LogFile(undefined, () => 2);
    const logger = new Logger(new Settings(device.envFilePath), file);
    for (const text of ['1', '2', '3']) logger.info(text);
    expect(logger.getFullLog().map(({ text }) => text)).toEqual(['2', '3']);
    logger.resetLog();
    expect(logger.getFullLog()).toEqual([]);
  });

  it('cuts what is longer than a message could be', () => {
    open().info('x'.repeat(50_000));
    expect(sent[0]?.text).toHaveLength(16_001);
  });

  it('survives half a line and goes on after it', () => {
    open().info('before');
    appendFileSync(device.logFilePath, '{"level":"Info","te');
    const file = new LogFile(device.logFilePath, () => 64);
    file.append({ ...(sent[0] as LogEntry), text: 'after' });
    expect(linesInFile().map((line) => (JSON.parse(line) as LogEntry).text)).toEqual(['before', 'after']);
  });

  it('empties the file', () => {
    const logger = open();
    logger.info('old');
    logger.resetLog();
    expect([...logger.iterLog()]).toEqual([]);
    expect(readFileSync(device.logFilePath, 'utf8')).toBe('');
  });

  it('does not throw when the disk or the broker fails', () => {
    device = makeDeviceFolder();
    writeFileSync(device.file('plain'), '');
    const logger = new Logger(
      new Settings(device.envFilePath),
      new LogFile(device.file('plain/log.json'), () => 64),
      {
        publish: () => {
          throw new Error('no broker');
        },
      },
    );
    expect(() => logger.error('still here')).not.toThrow();
  });
});
