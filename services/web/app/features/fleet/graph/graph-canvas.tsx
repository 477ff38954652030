import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import type { FleetModel } from './fleet-model';
import { GraphView } from './graph-view';
import type { Palette } from './palette';
import classes from './graph.module.css';

interface GraphCanvasProps {
  readonly model: FleetModel;
  readonly palette: Palette;
  readonly label: string;
  /** More is coming. */
  readonly isBusy: boolean;
  readonly onView: (view: GraphView | null) => void;
  readonly onChoose: (uuid: string | undefined) => void;
}

/** The place of the picture; it is made anew with other colours. */
export const GraphCanvas = ({ model, palette, label, isBusy, onView, onChoose }: GraphCanvasProps) => {
  const place = useRef<HTMLDivElement>(null);
  const isStill = useReducedMotion(undefined, { getInitialValueInEffect: false });
  const choose = useRef(onChoose);
  useEffect(() => {
    choose.current = onChoose;
  }, [onChoose]);
  useEffect(() => {
    const view = new GraphView(model, place.current!, palette, isStill, (uuid) => choose.current(uuid));
    onView(view);
    return () => {
      onView(null);
      view.close();
    };
  }, [model, palette, isStill, onView]);
  return <div ref={place} className={classes.canvas} role="img" aria-label={label} aria-busy={isBusy} />;
};
