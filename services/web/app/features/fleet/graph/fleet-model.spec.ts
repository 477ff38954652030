import { describe, expect, it } from 'vitest';
import { FleetModel } from './fleet-model';
import { PALETTES } from './palette';
import type { Thing } from './thing';

const thing = (uuid: string, kind: Thing['kind'], parent: string | null): Thing => ({
  uuid,
  kind,
  name: uuid,
  parent,
});
const REPO = thing('repo', 'repo', 'of somebody else');
const UNIT = thing('unit', 'unit', 'repo');
const OUTPUT = thing('output', 'node', 'unit');
const INPUT = thing('input', 'node', 'unit');
const FLOW = { uuid: 'flow', from: 'output', to: 'input' };
const LINES = ['flow', 'in input', 'in output', 'in unit'];

describe('the model of the fleet', () => {
  const modelOf = (...parts: (readonly Thing[])[]) => {
    const model = new FleetModel(PALETTES.light);
    for (const part of parts) model.add(part);
    return model;
  };

  it('links what has come, in whatever order it came', () => {
    for (const parts of [
      [[REPO, UNIT, OUTPUT, INPUT]],
      [[INPUT, OUTPUT, UNIT, REPO]],
      [[INPUT], [UNIT], [OUTPUT], [REPO]],
    ]) {
      const model = new FleetModel(PALETTES.light);
      model.link([FLOW]);
      for (const part of parts) model.add(part);
      model.link([FLOW]);
      expect(model.graph.edges().sort()).toEqual(LINES);
    }
  });

  it('keeps waiting things apart from those that were taken out', () => {
    const model = modelOf([OUTPUT]);
    model.drop('output');
    model.add([REPO, UNIT]);
    expect(model.graph.edges()).toEqual(['in unit']);
  });

  it('moves things where a layout wants them, and passes over those that have gone', () => {
    const model = modelOf([REPO, UNIT]);
    model.place('circles');
    const changed: unknown[] = [];
    model.graph.on('eachNodeAttributesUpdated', ({ hints }) => changed.push(hints?.attributes));
    model.move(['unit', 'gone', 'repo'], new Float32Array([1, 2, 3, 4, 5, 6]));
    const at = (uuid: string) => [
      model.graph.getNodeAttribute(uuid, 'x'),
      model.graph.getNodeAttribute(uuid, 'y'),
    ];
    expect([at('unit'), at('repo')]).toEqual([
      [1, 2],
      [5, 6],
    ]);
    expect(changed).toEqual([['x', 'y']]);
  });

  it('stands at the same places whenever it is loaded', () => {
    const places = () => {
      const model = modelOf([REPO, UNIT, OUTPUT, INPUT]);
      model.place('circles');
      return model.graph.mapNodes((uuid, { x, y, size }) => ({ uuid, x, y, size }));
    };
    expect(places()).toEqual(places());
  });
});
