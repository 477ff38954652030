import { JsonObject, readJsonObject, writeJsonFile } from './device-files';
import { DeviceFileError } from './errors';
import { DestinationTopicType, SearchScope, SearchTopicType } from './protocol.enums';

/** Names of one section and the MQTT topics behind each; a Unit's own topic comes first. */
export type TopicSection = Readonly<Record<string, readonly string[]>>;

const SECTIONS = Object.values(DestinationTopicType);

/** What `schema.json` holds (docs/protocol/device.md 4.1). */
export class Schema {
  private sections: Record<DestinationTopicType, TopicSection>;

  constructor(private readonly schemaFilePath: string) {
    this.sections = parseSections(readJsonObject(schemaFilePath));
  }

  get inputBaseTopic(): TopicSection {
    return this.sections[DestinationTopicType.InputBaseTopic];
  }

  get outputBaseTopic(): TopicSection {
    return this.sections[DestinationTopicType.OutputBaseTopic];
  }

  get inputTopic(): TopicSection {
    return this.sections[DestinationTopicType.InputTopic];
  }

  get outputTopic(): TopicSection {
    return this.sections[DestinationTopicType.OutputTopic];
  }

  /** Reads the file anew. Throws `DeviceFileError`; the sections before stay then. */
  updateFromFile(): void {
    this.sections = parseSections(readJsonObject(this.schemaFilePath));
  }

  /** Takes over a document and writes it to the file. */
  updateSchema(document: JsonObject): void {
    this.sections = parseSections(document);
    writeJsonFile(this.schemaFilePath, document);
  }

  /** What the device listens to: commands first, then Inputs, each topic once. */
  subscriptions(): string[] {
    const topics = [this.inputBaseTopic, this.inputTopic].flatMap((section) => Object.values(section).flat());
    return [...new Set(topics)];
  }

  /** Whether there is an Output or base output of that name. */
  publishes(name: string): boolean {
    return this.outputTopic[name] !== undefined || this.outputBaseTopic[name] !== undefined;
  }

  /** All names under which the schema lists a topic: of a base input, or of Inputs. */
  namesOf(topic: string): string[] {
    return [this.inputBaseTopic, this.inputTopic].flatMap((section) =>
      Object.keys(section).filter((name) => section[name]?.includes(topic)),
    );
  }

  /**
   * The name under which the schema lists a node: `value` is the node's uuid or the whole MQTT topic, as
   * `searchType` says. `undefined` if no Input or Output has it.
   */
  findTopicByUnitNode(
    value: string,
    searchType: SearchTopicType,
    scope: SearchScope = SearchScope.All,
  ): string | undefined {
    const matches = (topic: string): boolean =>
      searchType === SearchTopicType.FullName ? topic === value : topic.split('/')[1] === value;
    for (const section of this.sectionsIn(scope)) {
      const found = Object.entries(section).find(([, topics]) => topics.some(matches));
      if (found) return found[0];
    }
    return undefined;
  }

  private sectionsIn(scope: SearchScope): TopicSection[] {
    if (scope === SearchScope.Input) return [this.inputTopic];
    if (scope === SearchScope.Output) return [this.outputTopic];
    return [this.inputTopic, this.outputTopic];
  }
}

function parseSections(document: JsonObject): Record<DestinationTopicType, TopicSection> {
  const sections = SECTIONS.map((name) => [name, parseSection(name, document[name])] as const);
  return Object.fromEntries(sections) as Record<DestinationTopicType, TopicSection>;
}

function parseSection(name: string, value: unknown): TopicSection {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DeviceFileError(`schema: ${name} must be an object`);
  }
  for (const [topic, list] of Object.entries(value)) {
    if (!Array.isArray(list) || list.some((item) => typeof item !== 'string')) {
      throw new DeviceFileError(`schema: ${name}.${topic} must be a list of topics`);
    }
  }
  return value as TopicSection;
}
