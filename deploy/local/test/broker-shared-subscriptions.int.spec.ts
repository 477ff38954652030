import { publishPacket, type RawClient, Rig } from './broker-rig';

/** An odd number, so that dealing in turn would show as a topic that changes its member. */
const topics = Array.from({ length: 41 }, (_, i) => `n/${i}`);

/** Publishes a round over all topics; each payload names its topic and round. */
async function round(pub: RawClient, number: number): Promise<void> {
  pub.send(...topics.map((topic) => publishPacket(topic, `${topic} ${number}`, 1, 1)));
  await pub.fence();
}

/** Acknowledges and returns everything that has come so far. */
async function drain(client: RawClient): Promise<string[]> {
  const got: string[] = [];
  await client.fence();
  while (client.received.some((packet) => packet.cmd === 'publish')) {
    while (client.received.some((packet) => packet.cmd === 'publish')) got.push(await client.message());
    await client.fence();
  }
  return got;
}

const topicOf = (text: string) => text.split(' ')[0] ?? '';

describe('embedded broker: shared subscriptions', () => {
  let rig: Rig;
  let pub: RawClient;
  const begin = async (input: Parameters<typeof Rig.start>[0]) => {
    rig = await Rig.start(input);
    rig.trustDevices();
    pub = await rig.device('pub');
  };
  const again = async (input: Parameters<typeof Rig.start>[0]) => {
    await rig.stop();
    await begin(input);
  };
  beforeEach(() => begin({}));
  afterEach(() => rig.stop());

  const member = async (id: string, filter = '$share/g/n/+'): Promise<RawClient> => {
    const client = await rig.service(id, { clean: false });
    await client.subscribe(1, filter);
    return client;
  };

  it('gives each message to one member, and a topic always to the same one', async () => {
    const [a, b] = [await member('a'), await member('b')];
    for (let i = 0; i < 3; i++) await round(pub, i);
    const [gotA, gotB] = [await drain(a), await drain(b)];
    expect([...gotA, ...gotB].sort()).toEqual(
      [0, 1, 2].flatMap((i) => topics.map((topic) => `${topic} ${i}`)).sort(),
    );
    const [ofA, ofB] = [new Set(gotA.map(topicOf)), new Set(gotB.map(topicOf))];
    expect([...ofA].filter((topic) => ofB.has(topic))).toEqual([]);
    expect(Math.min(ofA.size, ofB.size)).toBeGreaterThan(5);
  });

  it('goes on feeding a lasting member that is away', async () => {
    const [a, b] = [await member('a'), await member('b')];
    await round(pub, 0);
    const ofB = (await drain(b)).map(topicOf);
    await b.break();
    await round(pub, 1);
    expect((await drain(a)).filter((text) => ofB.includes(topicOf(text)))).toEqual([]);
    const back = await rig.service('b', { clean: false });
    expect(await drain(back)).toEqual(ofB.map((topic) => `${topic} 1`));
  });

  it('leaves with a member that unsubscribed what it had been given, and gives it nothing more', async () => {
    await again({ zones: { internal: { maxInflight: 2 } } });
    const [a, b] = [await member('a'), await member('b')];
    await round(pub, 0);
    b.send({ cmd: 'unsubscribe', messageId: 9, unsubscriptions: ['$share/g/n/+'] });
    await b.next('unsuback');
    await round(pub, 1);
    const [gotA, gotB] = [await drain(a), await drain(b)];
    expect(gotB.length).toBeGreaterThan(2);
    expect(gotB.every((text) => text.endsWith(' 0'))).toBe(true);
    expect([...gotA, ...gotB].sort()).toEqual(
      [0, 1].flatMap((i) => topics.map((topic) => `${topic} ${i}`)).sort(),
    );
  });

  it('does not give to others what a destroyed member held', async () => {
    const [a, b] = [await member('a'), await member('b')];
    await b.leave();
    await round(pub, 0);
    const kept = await drain(a);
    expect(kept.length).toBeLessThan(topics.length);
    await rig.api('DELETE', '/api/v5/clients/b');
    expect(await drain(a)).toEqual([]);
    await round(pub, 1);
    expect(await drain(a)).toHaveLength(topics.length);
  });

  it('keeps groups apart from each other and from ordinary subscriptions', async () => {
    const g = await member('g1');
    const h = await member('h1', '$share/h/n/+');
    const wide = await member('g2', '$share/g/n/#');
    const ordinary = await rig.device('ordinary');
    await ordinary.subscribe(0, 'n/#');
    await round(pub, 0);
    for (const client of [g, h, wide, ordinary]) expect(await drain(client)).toHaveLength(topics.length);
    await ordinary.leave();
    await round(pub, 1);
    for (const client of [g, h, wide]) expect(await drain(client)).toHaveLength(topics.length);
  });

  it('takes a member that subscribes twice for one', async () => {
    const [a, b] = [await member('a'), await member('b')];
    await a.subscribe(1, '$share/g/n/+');
    await round(pub, 0);
    expect((await drain(a)).length + (await drain(b)).length).toBe(topics.length);
    a.send({ cmd: 'unsubscribe', messageId: 9, unsubscriptions: ['$share/g/n/+'] });
    await a.next('unsuback');
    await round(pub, 1);
    expect(await drain(b)).toHaveLength(topics.length);
  });

  it('deals in turn with round_robin', async () => {
    await again({ sharedStrategy: 'round_robin' });
    const [a, b] = [await member('a'), await member('b')];
    await round(pub, 0);
    expect([(await drain(a)).length, (await drain(b)).length]).toEqual([21, 20]);
  });
});
