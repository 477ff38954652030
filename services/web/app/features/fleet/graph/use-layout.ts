import { useEffect, useState } from 'react';
import type { FleetModel } from './fleet-model';
import type { ForceRequest, ForceStep } from './force-request';

const requestOf = (
  model: FleetModel,
): { readonly uuids: readonly string[]; readonly request: ForceRequest } => {
  const uuids = model.graph.nodes();
  const places = new Map(uuids.map((uuid, index) => [uuid, index]));
  const positions = new Float32Array(uuids.length * 2);
  uuids.forEach((uuid, index) => {
    const { x, y } = model.graph.getNodeAttributes(uuid);
    positions.set([x, y], index * 2);
  });
  const lines = new Uint32Array(model.graph.size * 2);
  let end = 0;
  model.graph.forEachEdge((_edge, _look, from, to) => {
    lines[end++] = places.get(from)!;
    lines[end++] = places.get(to)!;
  });
  return { uuids, request: { positions, lines } };
};

/** Arranges the things; a force layout is computed beside the page. Gives how far it is, or null when it rests. */
export const useLayout = (
  model: FleetModel,
  layout: 'layered' | undefined,
  isLoaded: boolean,
): number | null => {
  const [progress, setProgress] = useState<number | null>(null);
  useEffect(() => {
    if (!isLoaded) return;
    model.place(layout === 'layered' ? 'layers' : 'circles');
    if (layout === 'layered' || model.graph.order < 3) return;
    const { uuids, request } = requestOf(model);
    const worker = new Worker(new URL('./force.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<ForceStep>) => {
      model.move(uuids, data.positions);
      setProgress(data.isDone ? null : data.progress);
      // A page that is slow to draw is not given more than it can draw.
      requestAnimationFrame(() => requestAnimationFrame(() => worker.postMessage('taken')));
    });
    worker.postMessage(request, [request.positions.buffer, request.lines.buffer]);
    return () => {
      worker.terminate();
      setProgress(null);
    };
  }, [model, layout, isLoaded]);
  return progress;
};
