import { writeFileSync } from 'node:fs';
import { DeviceFileError } from './errors';
import { SearchScope, SearchTopicType } from './protocol.enums';
import { Schema } from './schema';
import {
  DeviceFolder,
  LINKED_OUTPUT,
  OWN_INPUT,
  OWN_OUTPUT,
  SCHEMA,
  UNIT,
  makeDeviceFolder,
} from './testing/device-folder';

describe('Schema', () => {
  let device: DeviceFolder;
  let schema: Schema;
  beforeEach(() => {
    device = makeDeviceFolder();
    schema = new Schema(device.schemaFilePath);
  });
  afterEach(() => device.remove());

  it('lists commands before inputs, each topic once', () => {
    expect(schema.subscriptions()).toEqual([
      ...['update', 'env_update', 'schema_update', 'log_sync'].map(
        (name) => `example.com/input_base_topic/${UNIT}/${name}/pepeunit`,
      ),
      `example.com/${OWN_INPUT}/pepeunit`,
      `example.com/${LINKED_OUTPUT}`,
    ]);
  });

  it('finds the name of a node by uuid and by topic', () => {
    const byUuid = SearchTopicType.UnitNodeUuid;
    expect(schema.findTopicByUnitNode(LINKED_OUTPUT, byUuid)).toBe('temperature/pepeunit');
    expect(schema.findTopicByUnitNode(OWN_OUTPUT, byUuid, SearchScope.Output)).toBe('fan_speed/pepeunit');
    expect(schema.findTopicByUnitNode(OWN_OUTPUT, byUuid, SearchScope.Input)).toBeUndefined();
    const topic = `example.com/${LINKED_OUTPUT}`;
    expect(schema.findTopicByUnitNode(topic, SearchTopicType.FullName, SearchScope.Input)).toBe(
      'temperature/pepeunit',
    );
    expect(schema.findTopicByUnitNode(LINKED_OUTPUT, SearchTopicType.FullName)).toBeUndefined();
  });

  it('refuses a document without a section and keeps what it has', () => {
    for (const broken of [{}, { ...SCHEMA, input_topic: [] }, { ...SCHEMA, output_topic: { a: 'b' } }]) {
      writeFileSync(device.schemaFilePath, JSON.stringify(broken));
      expect(() => schema.updateFromFile()).toThrow(DeviceFileError);
    }
    expect(Object.keys(schema.outputTopic)).toEqual(['fan_speed/pepeunit']);
  });
});
