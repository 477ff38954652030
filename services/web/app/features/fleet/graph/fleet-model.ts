import Graph from 'graphology';
import type { ThingKind } from '../fleet-search';
import type { Palette } from './palette';
import { placeInCircles, placeInLayers } from './place-things';
import { stateOf, type Flow, type Thing, type UnitFacts, type UnitState } from './thing';

export interface ThingLook {
  label: string;
  x: number;
  y: number;
  size: number;
  color: string;
  hidden: boolean;
}

export interface LineLook {
  type: 'line' | 'arrow';
  size: number;
  color: string;
}

export type LiveFacts = Partial<UnitFacts>;

/** Pixels; in a large fleet all but the roots shrink. */
const SIZES: Record<ThingKind, number> = { registry: 11, repo: 8, unit: 6, node: 3 };
const CROWD = 400;

/** Told of changes of looks alone, the renderer would repaint in place what it may not have placed yet. */
const REDRAWN = { attributes: ['zIndex'] } as never;

/** The things of the fleet and how they look, in the form that the renderer reads. */
export class FleetModel {
  readonly graph = new Graph<ThingLook, LineLook>({ type: 'directed', multi: true });
  private readonly all = new Map<string, Thing>();
  private waiting: readonly Flow[] = [];
  /** Of those that came before what they belong to, if one ever sees that. */
  private orphans: readonly Thing[] = [];

  constructor(private palette: Palette) {}

  get things(): ReadonlyMap<string, Thing> {
    return this.all;
  }

  add(things: readonly Thing[]): void {
    for (const thing of things) {
      this.all.set(thing.uuid, thing);
      const look = { label: thing.name, color: this.colorOf(thing) };
      if (this.graph.hasNode(thing.uuid)) this.graph.mergeNodeAttributes(thing.uuid, look);
      else this.graph.addNode(thing.uuid, { ...look, ...this.near(thing), hidden: false });
    }
    this.orphans = [...this.orphans, ...things].filter((thing) => !this.belongs(thing));
    this.waiting = this.waiting.filter((flow) => !this.flows(flow));
  }

  /** A flow of which one end is not there yet waits for it. */
  link(flows: readonly Flow[]): void {
    this.waiting = [...this.waiting, ...flows.filter((flow) => !this.flows(flow))];
  }

  /** Takes a Unit out, with its nodes. */
  drop(uuid: string): void {
    const gone = [
      uuid,
      ...[...this.all.values()].filter(({ parent }) => parent === uuid).map((node) => node.uuid),
    ];
    for (const one of gone) {
      this.all.delete(one);
      if (this.graph.hasNode(one)) this.graph.dropNode(one);
    }
  }

  /** What was told live; false for a Unit that is not here. */
  tell(uuid: string, facts: LiveFacts): boolean {
    const thing = this.all.get(uuid);
    if (!thing?.unit) return false;
    const unit = { ...thing.unit, ...facts };
    this.all.set(uuid, { ...thing, unit });
    const color = this.palette.states[stateOf(unit)];
    if (this.graph.getNodeAttribute(uuid, 'color') !== color)
      this.graph.setNodeAttribute(uuid, 'color', color);
    return true;
  }

  paint(palette: Palette): void {
    this.palette = palette;
    this.graph.updateEachNodeAttributes(
      (uuid, look) => ({ ...look, color: this.colorOf(this.all.get(uuid)!) }),
      { attributes: ['color'] },
    );
    this.graph.updateEachEdgeAttributes(
      (_edge, look) => ({ ...look, color: look.type === 'arrow' ? palette.flow : palette.belongs }),
      REDRAWN,
    );
  }

  /** Shows only what passes. */
  show(isShown: (thing: Thing) => boolean): void {
    const isHidden = (uuid: string) => !isShown(this.all.get(uuid)!);
    const isNews = this.graph.someNode((uuid, { hidden }) => hidden !== isHidden(uuid));
    if (!isNews) return;
    this.graph.updateEachNodeAttributes((uuid, look) => ({ ...look, hidden: isHidden(uuid) }), REDRAWN);
  }

  place(layout: 'circles' | 'layers'): void {
    const things = [...this.all.values()];
    const places = layout === 'layers' ? placeInLayers(things) : placeInCircles(things);
    const { crowd } = this;
    this.changeEach((uuid, look) => {
      const { kind } = this.all.get(uuid)!;
      const isRoot = kind === 'registry' || kind === 'repo';
      look.size = SIZES[kind] * (isRoot ? Math.max(0.6, crowd) : crowd);
      Object.assign(look, places.get(uuid));
    });
  }

  /** To x and y of each, in the order of `uuids`; those that have gone meanwhile are passed over. */
  move(uuids: readonly string[], positions: Float32Array): void {
    const places = new Map(uuids.map((uuid, index) => [uuid, 2 * index]));
    this.changeEach((uuid, look) => {
      const place = places.get(uuid);
      if (place === undefined) return;
      look.x = positions[place]!;
      look.y = positions[place + 1]!;
    });
  }

  /** How many of the shown Units are in each state. */
  countStates(): Record<UnitState, number> {
    const counts = { error: 0, updating: 0, outdated: 0, online: 0, offline: 0 };
    for (const { uuid, unit } of this.all.values())
      if (unit && !this.graph.getNodeAttribute(uuid, 'hidden')) counts[stateOf(unit)] += 1;
    return counts;
  }

  /** In place, and told once: tens of thousands of copies for each step of a layout would be most of the work. */
  private changeEach(change: (uuid: string, look: ThingLook) => void): void {
    this.graph.updateEachNodeAttributes((uuid, look) => (change(uuid, look), look), {
      attributes: ['x', 'y'],
    });
  }

  /** Draws the line to what a thing belongs to; false while that is not there. */
  private belongs({ uuid, parent }: Thing): boolean {
    const line = `in ${uuid}`;
    if (parent === null || !this.graph.hasNode(uuid) || this.graph.hasEdge(line)) return true;
    if (!this.graph.hasNode(parent)) return false;
    const look = { type: 'line', size: 0.7, color: this.palette.belongs } as const;
    this.graph.addEdgeWithKey(line, parent, uuid, look);
    return true;
  }

  /** Draws a flow; false while an end is not there. */
  private flows({ uuid, from, to }: Flow): boolean {
    if (this.graph.hasEdge(uuid)) return true;
    if (!this.graph.hasNode(from) || !this.graph.hasNode(to)) return false;
    const look = { type: 'arrow', size: 1.6 * this.crowd, color: this.palette.flow } as const;
    this.graph.addEdgeWithKey(uuid, from, to, look);
    return true;
  }

  /** Beside what it belongs to, until a layout finds a better place. */
  private near({ kind, parent }: Thing): Pick<ThingLook, 'x' | 'y' | 'size'> {
    const size = SIZES[kind] * this.crowd;
    if (!parent || !this.graph.hasNode(parent)) return { x: 0, y: 0, size };
    const { x, y } = this.graph.getNodeAttributes(parent);
    const turn = this.graph.degree(parent);
    return { x: x + 2 * Math.cos(turn), y: y + 2 * Math.sin(turn), size };
  }

  private get crowd(): number {
    return Math.max(0.35, Math.min(1, Math.sqrt(CROWD / (this.all.size + 1))));
  }

  private colorOf({ kind, unit }: Thing): string {
    if (unit) return this.palette.states[stateOf(unit)];
    return this.palette.kinds[kind === 'unit' ? 'node' : kind];
  }
}
