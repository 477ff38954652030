import { Paper, Text } from '@mantine/core';
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { shortValue } from '../node-value';
import { CARD_HEAD, CARD_ROW, cardHeight, type BoardCard } from './edge-board';
import classes from './edge-canvas.module.css';

export type UnitCardNode = Node<
  {
    readonly card: BoardCard;
    /** Links begin at Outputs, on the left of the board. */
    readonly side: 'OUTPUT' | 'INPUT';
    readonly width: number;
    readonly mayLink: boolean;
    /** The node whose page this is. */
    readonly marked: string | null;
  },
  'unit'
>;

/** A Unit with its nodes, each with a dot where links begin or end. */
export const UnitCard = memo(({ data }: NodeProps<UnitCardNode>) => {
  const { t } = useTranslation('node');
  const { card, side, width, mayLink, marked } = data;
  const isOutput = side === 'OUTPUT';
  return (
    <Paper withBorder className={classes.card} w={width} h={cardHeight(card)}>
      <Text fw={600} size="sm" truncate className={classes.name} style={{ height: CARD_HEAD }}>
        {card.name}
      </Text>
      {card.nodes.map((node, index) => (
        <div
          key={node.uuid}
          className={classes.row}
          data-marked={node.uuid === marked || undefined}
          style={{ height: CARD_ROW }}
        >
          <Text size="xs" truncate title={node.topicName}>
            {node.topicName}
          </Text>
          {isOutput && (
            <Text size="xs" c="dimmed" className="numeric" truncate style={{ flex: '0 1 auto' }}>
              {shortValue(node.state, 12)}
            </Text>
          )}
          <Handle
            id={node.uuid}
            type={isOutput ? 'source' : 'target'}
            position={isOutput ? Position.Right : Position.Left}
            isConnectable={mayLink}
            className={classes.handle}
            style={{ top: CARD_HEAD + (index + 0.5) * CARD_ROW }}
            role="img"
            aria-label={t(`edges.handle${side}`, { topic: node.topicName, unit: card.name })}
          />
        </div>
      ))}
    </Paper>
  );
});
UnitCard.displayName = 'UnitCard';
