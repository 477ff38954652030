import { Injectable } from '@nestjs/common';
import { DomainError, PLATFORM, readMirrorFiles, resolveVersion, type Version } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { TOPIC_SYMBOLS } from '@unitfleet/security';
import {
  ENV_TEMPLATE_FILE,
  parseEnvTemplate,
  parseSchemaTemplate,
  SCHEMA_TEMPLATE_FILE,
  type EnvObject,
  type SchemaTemplate,
  type TargetVersionRule,
} from '@unitfleet/unit-files';

/** What a version says about its Units. */
export interface Templates {
  readonly schema: SchemaTemplate;
  readonly env: EnvObject;
}

/** Commits do not change, so what was read of them is kept; this many of them. */
const REMEMBERED_COMMITS = 500;

/** Git mirrors, as `builder` holds them. */
@Injectable()
export class MirrorClient {
  private readonly remembered = new Map<string, Templates>();

  constructor(
    private readonly rpc: RpcClient,
    private readonly topicSymbols: string = TOPIC_SYMBOLS,
  ) {}

  /** Throws GitRepo (422 code 5) where nothing suits the rule. */
  resolve(registryUuid: string, rule: TargetVersionRule): Promise<Version> {
    return this.rpc.call(resolveVersion, { registryUuid, ...rule }, PLATFORM);
  }

  /** Throws GitRepo (5) for a missing or invalid file, JsonDecode (9) for one that is not JSON. */
  async templates(registryUuid: string, commit: string): Promise<Templates> {
    const key = `${registryUuid}/${commit}`;
    const known = this.remembered.get(key);
    if (known) return known;
    const paths = [SCHEMA_TEMPLATE_FILE, ENV_TEMPLATE_FILE];
    const { files } = await this.rpc.call(readMirrorFiles, { registryUuid, commit, paths }, PLATFORM);
    const textOf = (path: string): string => {
      const text = files[path];
      if (typeof text !== 'string') throw new DomainError('GitRepo', `Commit ${commit} has no ${path}`);
      return text;
    };
    const templates = {
      schema: parseSchemaTemplate(textOf(SCHEMA_TEMPLATE_FILE), this.topicSymbols),
      env: parseEnvTemplate(textOf(ENV_TEMPLATE_FILE)),
    };
    this.remember(key, templates);
    return templates;
  }

  private remember(key: string, templates: Templates): void {
    const [oldest] = this.remembered.keys();
    if (this.remembered.size >= REMEMBERED_COMMITS && oldest !== undefined) this.remembered.delete(oldest);
    this.remembered.set(key, templates);
  }
}
