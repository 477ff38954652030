import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFocusCentered, IconMinus, IconPlus, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GraphView } from './graph-view';
import classes from './graph.module.css';

const STEP = 1.6;

const ACTIONS: readonly { name: 'closer' | 'farther' | 'fit'; icon: Icon; run: (view: GraphView) => void }[] =
  [
    { name: 'closer', icon: IconPlus, run: (view) => view.zoom(STEP) },
    { name: 'farther', icon: IconMinus, run: (view) => view.zoom(1 / STEP) },
    { name: 'fit', icon: IconFocusCentered, run: (view) => view.fit() },
  ];

/** What the wheel does, without one. */
export const GraphControls = ({ view }: { view: GraphView | null }) => {
  const { t } = useTranslation('fleet');
  return (
    <div className={classes.controls}>
      {ACTIONS.map(({ name, icon: Picture, run }) => (
        <Tooltip key={name} label={t(`graph.${name}`)} position="right">
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t(`graph.${name}`)}
            onClick={() => view && run(view)}
          >
            <Picture size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
};
