import { csvHeader, csvRow } from './csv-row';
import { jsonRows } from '../reading/json-row';

const unitNodeUuid = '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10';
const createDatetime = new Date('2025-09-10T08:27:01.250Z');

const record = (state: string) => ({
  policy: 'NRecords' as const,
  unitNodeUuid,
  state,
  stateType: 'Text' as const,
  createDatetime,
  size: 3,
  maxCount: 10,
});
const aggregate = {
  policy: 'Aggregation' as const,
  unitNodeUuid,
  state: 1e-7,
  aggregationType: 'Avg' as const,
  timeWindowSize: 60,
  createDatetime: new Date('2025-09-10T08:28:00Z'),
  startWindowDatetime: new Date('2025-09-10T08:27:00Z'),
  endWindowDatetime: new Date('2025-09-10T08:28:00Z'),
};

describe('rows on the wire', () => {
  it('have the columns of their policy', () => {
    expect(csvHeader('NRecords')).toBe('unit_node_uuid,state,state_type,create_datetime,max_count,size\r\n');
    expect(csvHeader('TimeWindow')).toBe(
      'unit_node_uuid,state,state_type,create_datetime,expiration_datetime,size\r\n',
    );
    expect(csvHeader('Aggregation')).toBe(
      'unit_node_uuid,state,aggregation_type,time_window_size,create_datetime,start_window_datetime,end_window_datetime\r\n',
    );
  });

  it('quote in CSV what would be read as something else', () => {
    const around = (cell: string) => `${unitNodeUuid},${cell},Text,2025-09-10 08:27:01.250000,10,3\r\n`;
    expect(csvRow(record('a b'))).toBe(around('a b'));
    expect(csvRow(record(''))).toBe(around(''));
    expect(csvRow(record('a,"b"\r\n'))).toBe(around('"a,""b""\r\n"'));
    expect(csvRow(aggregate)).toBe(
      `${unitNodeUuid},0.0000001,Avg,60,2025-09-10 08:28:00,2025-09-10 08:27:00,2025-09-10 08:28:00\r\n`,
    );
  });

  it('are JSON in the form of REST', () => {
    expect(JSON.parse(jsonRows('NRecords')(record('"я')))).toEqual({
      unit_node_uuid: unitNodeUuid,
      state: '"я',
      state_type: 'Text',
      create_datetime: '2025-09-10T08:27:01.250000',
      max_count: 10,
      size: 3,
    });
  });
});
