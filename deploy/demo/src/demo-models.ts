/** The fields of the platform's REST models that the demo reads (docs/protocol/rest-graphql.md 2.10). */
export interface RegistryModel {
  uuid: string;
  repository_url: string;
  sync_status: string | null;
  sync_error: string | null;
}

export interface RepoModel {
  uuid: string;
  name: string;
  repository_registry_uuid: string;
}

export interface UnitModel {
  uuid: string;
  name: string;
  current_commit_version: string | null;
  firmware_update_status: string | null;
  firmware_update_error: string | null;
}

export interface UnitNodeModel {
  uuid: string;
  type: 'Input' | 'Output';
  topic_name: string;
  is_data_pipe_active: boolean;
  data_pipe_yml: string | null;
}

/** What the platform gives a new node by itself (docs/protocol/device.md 1.5). */
export function hasDefaultPipeline(node: UnitNodeModel): boolean {
  if (!node.data_pipe_yml) return true;
  const { filters, processing_policy: policy } = JSON.parse(node.data_pipe_yml) as {
    filters?: { type_input_value?: string; max_rate?: number; max_size?: number };
    processing_policy?: { policy_type?: string };
  };
  return (
    policy?.policy_type === 'LastValue' &&
    filters?.type_input_value === 'Text' &&
    filters.max_rate === 5 &&
    filters.max_size === 100
  );
}
