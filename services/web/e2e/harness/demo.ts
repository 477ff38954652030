import { rest, stage } from './stage';

/** A Unit of the demo fleet with its nodes by topic; others that tests make of the same Repos have other names. */
export const demoUnit = async (name: 'demo-thermometer' | 'demo-fan') => {
  const api = await rest(stage().admin);
  const { units } = await api.ok('GET', '/units', { query: { search_string: name } });
  const unit = units.find((one: { name: string }) => one.name === name);
  const { unit_nodes } = await api.ok('GET', '/unit_nodes', { query: { unit_uuid: unit.uuid } });
  const nodes = unit_nodes as readonly { uuid: string; topic_name: string }[];
  return {
    uuid: unit.uuid as string,
    /** Version that its device last reported. */
    runs: unit.current_commit_version as string | null,
    nodes: new Map(nodes.map(({ topic_name, uuid }) => [topic_name, uuid])),
  };
};
