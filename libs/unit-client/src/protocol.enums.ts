/** What `PepeunitClient` does once the files of a new version are in place. */
export enum RestartMode {
  /** Start the new program as a process of its own and end this one. */
  RestartPopen = 'restart_popen',
  /** Replace this process: leave it to the process that supervises us, or start the successor where nobody does. */
  RestartExec = 'restart_exec',
  /** Take only `env.json` and `schema.json` from the archive and go on with them. */
  EnvSchemaOnly = 'env_schema_only',
  /** Put the files in place and go on as before; the program that embeds the client restarts when it likes. */
  NoRestart = 'no_restart',
}

/** How `Schema.findTopicByUnitNode` reads its first argument. */
export enum SearchTopicType {
  UnitNodeUuid = 'unit_node_uuid',
  FullName = 'full_name',
}

/** In which sections `Schema.findTopicByUnitNode` looks. */
export enum SearchScope {
  All = 'all',
  Input = 'input',
  Output = 'output',
}

/** The four sections of `schema.json` (docs/protocol/device.md 4.1). */
export enum DestinationTopicType {
  InputBaseTopic = 'input_base_topic',
  OutputBaseTopic = 'output_base_topic',
  InputTopic = 'input_topic',
  OutputTopic = 'output_topic',
}

/** Reserved topics on which the platform sends commands (docs/protocol/device.md 1.2). */
export enum BaseInputTopicType {
  Update = 'update/pepeunit',
  EnvUpdate = 'env_update/pepeunit',
  SchemaUpdate = 'schema_update/pepeunit',
  LogSync = 'log_sync/pepeunit',
}

/** Reserved topics on which a device reports (docs/protocol/device.md 1.2). */
export enum BaseOutputTopicType {
  State = 'state/pepeunit',
  Log = 'log/pepeunit',
}

/** Severities of the protocol, least severe first (docs/protocol/device.md 7.3). */
export enum LogLevel {
  Debug = 'Debug',
  Info = 'Info',
  Warning = 'Warning',
  Error = 'Error',
  Critical = 'Critical',
}
