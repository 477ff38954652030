import { Injectable } from '@nestjs/common';
import {
  authorizeTokenTopic,
  DomainError,
  findExistingUnits,
  getNodeValues,
  getUserStandings,
  isDomainError,
  listDashboards,
  listMirrorBranches,
  PLATFORM,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';

const DEADLINE_MS = 2_000;
const LIFETIME_MS = 1_000;
const SILENT = new Set(['Unavailable', 'Internal']);

/** Whether all services answer that the REST face hands requests to. */
@Injectable()
export class FleetReadiness {
  private answer: Promise<void> | null = null;

  constructor(private readonly rpc: RpcClient) {}

  /** Asked by everybody and all the time: an answer counts for a second. @throws DomainError Unavailable. */
  assertReady(): Promise<void> {
    this.answer ??= this.remember(this.askAll());
    return this.answer;
  }

  private remember(answer: Promise<void>): Promise<void> {
    const forget = () => setTimeout(() => (this.answer = null), LIFETIME_MS).unref();
    answer.then(forget, forget);
    return answer;
  }

  private async askAll(): Promise<void> {
    const ask = <Question>(operation: Question): Question => ({ ...operation, deadlineMs: DEADLINE_MS });
    const questions: Record<string, Promise<unknown>> = {
      registry: this.rpc.call(ask(getUserStandings), { uuids: [] }, PLATFORM),
      units: this.rpc.call(ask(findExistingUnits), { uuids: [] }, PLATFORM),
      datapipe: this.rpc.call(ask(getNodeValues), { nodeUuids: [] }, PLATFORM),
      dashboards: this.rpc.call(ask(listDashboards), {}, PLATFORM),
      builder: this.rpc.call(ask(listMirrorBranches), { registryUuids: [] }, PLATFORM),
      'auth-hook': this.rpc.call(ask(authorizeTokenTopic), { token: '', topic: '' }, PLATFORM),
    };
    const answers = await Promise.all(
      Object.entries(questions).map(async ([service, question]) =>
        (await isAnswered(question)) ? [] : [service],
      ),
    );
    const silent = answers.flat();
    if (silent.length > 0) throw new DomainError('Unavailable', `not ready: ${silent.join(', ')}`);
  }
}

// A refusal is an answer, too.
const isAnswered = (question: Promise<unknown>): Promise<boolean> =>
  question.then(
    () => true,
    (error) => isDomainError(error) && !SILENT.has(error.errorCode),
  );
