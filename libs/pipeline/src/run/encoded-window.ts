import { AGGREGATION_FUNCTIONS } from '../config/pipeline-config';
import { OpenWindow } from './node-state';

/** Added to the bits of several functions. One function alone is written as its index, as ever. */
const SEVERAL = 16;
const ALL = (1 << AGGREGATION_FUNCTIONS.length) - 1;

const isPowerOfTwo = (bits: number): boolean => (bits & (bits - 1)) === 0;

/** Start ms, size s, functions, count, min, max, parts of the sum. */
export function encodeWindow({
  startMs,
  sizeSeconds,
  functions,
  count,
  min,
  max,
  sum,
}: OpenWindow): number[] {
  const written = isPowerOfTwo(functions) ? Math.log2(functions) : SEVERAL + functions;
  return [startMs, sizeSeconds, written, count, min, max, ...sum];
}

/** `undefined` = nothing that {@link encodeWindow} writes. */
export function decodeWindow([startMs, sizeSeconds, written, count, min, max, ...sum]: number[]):
  OpenWindow | undefined {
  const functions = decodeFunctions(written);
  if (functions === undefined || max === undefined) return undefined;
  return { startMs: startMs!, sizeSeconds: sizeSeconds!, functions, count: count!, min: min!, max, sum };
}

function decodeFunctions(written: number | undefined): number | undefined {
  if (written === undefined || !Number.isInteger(written) || written < 0) return undefined;
  if (written < AGGREGATION_FUNCTIONS.length) return 1 << written;
  const bits = written - SEVERAL;
  return bits > 0 && bits <= ALL && !isPowerOfTwo(bits) ? bits : undefined;
}
