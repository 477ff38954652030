import { doWork } from './do-work';
import type { Work } from './work';

onmessage = ({ data }: MessageEvent<Work>) => postMessage(doWork(data));
