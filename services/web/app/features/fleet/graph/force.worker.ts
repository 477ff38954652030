import iterate from 'graphology-layout-forceatlas2/iterate';
import type { ForceRequest } from './force-request';

/** Words of one thing and of one line in the matrices that the layout works on. */
const THING = 10;
const LINE = 3;
const SLICE_MS = 100;
const LARGE = 5_000;

const matrixOf = ({ positions, lines }: ForceRequest) => {
  const count = positions.length / 2;
  const things = new Float32Array(count * THING);
  for (let index = 0; index < count; index += 1)
    // x, y, two steps of movement, mass, convergence, size, whether it is fixed
    things.set([positions[2 * index]!, positions[2 * index + 1]!, 0, 0, 0, 0, 1, 1, 1, 0], index * THING);
  const links = new Float32Array((lines.length / 2) * LINE);
  for (let line = 0; line < lines.length / 2; line += 1) {
    const [from, to] = [lines[2 * line]! * THING, lines[2 * line + 1]! * THING];
    links.set([from, to, 1], line * LINE);
    things[from + 6]! += 1;
    things[to + 6]! += 1;
  }
  return { things, links, count };
};

/** Takes what was sent last, or is drawing it still. */
let isTaken = true;
let taken = 0;

const layOut = (request: ForceRequest): void => {
  const { things, links, count } = matrixOf(request);
  const isLarge = count > LARGE;
  const settings = {
    linLogMode: false,
    outboundAttractionDistribution: false,
    adjustSizes: false,
    edgeWeightInfluence: 0,
    scalingRatio: 4,
    strongGravityMode: false,
    slowDown: 1 + Math.log(count + 1),
    gravity: 0.2,
    barnesHutOptimize: count > 1_000,
    barnesHutTheta: isLarge ? 0.9 : 0.6,
  };
  const [turns, budget, pause] = isLarge ? [150, 10_000, 1_500] : [400, 8_000, 250];
  const begun = performance.now();
  taken = begun;
  let turn = 0;
  const tell = () => {
    isTaken = false;
    const positions = new Float32Array(count * 2);
    for (let index = 0; index < count; index += 1)
      positions.set(things.subarray(index * THING, index * THING + 2), index * 2);
    const isDone = turn >= turns || performance.now() - begun > budget;
    postMessage(
      { positions, progress: Math.max(turn / turns, (performance.now() - begun) / budget), isDone },
      {
        transfer: [positions.buffer],
      },
    );
    return isDone;
  };
  const slice = () => {
    const slept = performance.now();
    do {
      iterate(settings, things, links);
      turn += 1;
    } while (turn < turns && performance.now() - slept < SLICE_MS);
    const now = performance.now();
    const isDue = turn >= turns || now - begun > budget || (isTaken && now - taken > pause);
    if (!isDue || !tell()) setTimeout(slice);
  };
  slice();
};

addEventListener('message', ({ data }: MessageEvent<ForceRequest | 'taken'>) => {
  if (data !== 'taken') return layOut(data);
  isTaken = true;
  taken = performance.now();
});
