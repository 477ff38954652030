import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { ReactFlow, type Connection, type EdgeChange } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { flowEdges, flowNodes } from './board-flow';
import type { BoardCard, BoardEdge, BoardNode, EdgeKey } from './edge-board';
import classes from './edge-canvas.module.css';
import { UnitCard } from './unit-card';
import { ValueEdge } from './value-edge';

interface EdgeCanvasProps {
  readonly own: BoardCard;
  readonly cards: readonly BoardCard[];
  readonly edges: readonly BoardEdge[];
  /** What flows from Outputs, by their uuid. */
  readonly values: ReadonlyMap<string, string>;
  readonly kind: BoardNode['type'];
  readonly marked: string;
  readonly mayLink: boolean;
  readonly onLink: (key: EdgeKey) => void;
  readonly onUnlink: (key: EdgeKey) => void;
}

const TYPES = { unit: UnitCard };
const EDGE_TYPES = { value: ValueEdge };
const DELETE_KEYS = ['Delete', 'Backspace'];
const ORIGIN = { x: 0, y: 0, zoom: 1 };

/** Outputs on the left, Inputs on the right, links between them; a line is drawn by dragging. */
export const EdgeCanvas = (props: EdgeCanvasProps) => {
  const { own, cards, edges, values, kind, marked, mayLink, onLink, onUnlink } = props;
  const { t } = useTranslation('node');
  const scheme = useComputedColorScheme('light');
  const { ref, width } = useElementSize();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { nodes, height } = useMemo(
    () => flowNodes({ width, own, cards, kind, marked, mayLink }),
    [width, own, cards, kind, marked, mayLink],
  );
  const lines = useMemo(
    () =>
      flowEdges(edges, nodes, values, selected, {
        kind: t('edges.what'),
        label: (from, to) => t('edges.line', { from, to }),
      }),
    [edges, nodes, values, selected, t],
  );
  const spoken = useMemo(() => ({ 'edge.a11yDescription.default': t('edges.keys') }), [t]);
  const change = useCallback(
    (changes: EdgeChange[]) => {
      for (const each of changes) {
        if (each.type === 'select')
          setSelected((before) => {
            const next = new Set(before);
            if (each.selected) next.add(each.id);
            else next.delete(each.id);
            return next;
          });
        const edge = each.type === 'remove' && edges.find(({ uuid }) => uuid === each.id);
        if (edge) onUnlink({ outputUuid: edge.nodeOutputUuid, inputUuid: edge.nodeInputUuid });
      }
    },
    [edges, onUnlink],
  );
  const connect = useCallback(
    ({ sourceHandle, targetHandle }: Connection) => {
      if (sourceHandle && targetHandle) onLink({ outputUuid: sourceHandle, inputUuid: targetHandle });
    },
    [onLink],
  );
  return (
    <div ref={ref} className={classes.canvas} style={{ height }} role="group" aria-label={t('edges.canvas')}>
      {width > 0 && (
        <ReactFlow
          nodes={nodes}
          edges={lines}
          nodeTypes={TYPES}
          edgeTypes={EDGE_TYPES}
          defaultViewport={ORIGIN}
          colorMode={scheme}
          ariaLabelConfig={spoken}
          onEdgesChange={change}
          onConnect={connect}
          deleteKeyCode={mayLink ? DELETE_KEYS : null}
          nodesConnectable={mayLink}
          elementsSelectable={mayLink}
          connectionRadius={28}
          panOnDrag={false}
          zoomOnScroll={false}
          zoomOnPinch={false}
          zoomOnDoubleClick={false}
          preventScrolling={false}
          minZoom={1}
          maxZoom={1}
        />
      )}
    </div>
  );
};
