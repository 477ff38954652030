import { isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import {
  DomainError,
  PLATFORM_CLIENTS,
  uuidSchema,
  type kickBrokerClient,
  type listBrokerClients,
  type OperationInput,
  type OperationResponse,
} from '@unitfleet/contracts';
import { signUnitToken, tokenKey, type TokenKey } from '@unitfleet/security';
import { SETTINGS, type Settings } from '../settings';
import {
  Broker,
  type BrokerClientDetails,
  type BrokerClientPage,
  type BrokerClientQuery,
} from './broker/broker';
import { BrokerApiError } from './broker/broker-api';
import { unitOfToken } from './unit-of-token';

type Listing = OperationInput<typeof listBrokerClients>;
type Listed = OperationResponse<typeof listBrokerClients>;

/** The broker's clients as an operator sees them. */
@Injectable()
export class ClientList {
  private readonly key: TokenKey;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly broker: Broker,
  ) {
    this.key = tokenKey(settings.PU_SECRET_KEY);
  }

  /** @throws DomainError Unavailable when the broker does not tell */
  async page({ offset, limit, searchString }: Listing): Promise<Listed> {
    const search = searchString?.trim() ?? '';
    const { count, clients } = await told(this.find({ offset, limit }, search));
    return { count, clients: clients.map((client) => this.shown(client)) };
  }

  /** @throws DomainError Validation for the platform's own; Unavailable when the broker does not do it */
  async kick({ clientId }: OperationInput<typeof kickBrokerClient>): Promise<void> {
    if (clientId.startsWith(PLATFORM_CLIENTS))
      throw new DomainError(
        'Validation',
        `${clientId} is the platform's own: what waits for it would be lost`,
      );
    await told(this.broker.kick(clientId));
  }

  /** A Unit is known by its token; of a client id in which its uuid stands it may be another's. */
  private async find(
    page: Pick<BrokerClientQuery, 'offset' | 'limit'>,
    search: string,
  ): Promise<BrokerClientPage> {
    if (search === '') return this.broker.clientPage(page);
    if (isIP(search) !== 0) return this.broker.clientPage({ ...page, address: search });
    const uuid = uuidSchema.safeParse(search);
    if (uuid.success) {
      const found = await this.broker.clientPage({ ...page, username: signUnitToken(uuid.data, this.key) });
      if (found.count > 0) return found;
    }
    return this.broker.clientPage({ ...page, clientIdPart: search });
  }

  private shown({ username, ...client }: BrokerClientDetails): Listed['clients'][number] {
    return { ...client, unitUuid: username === '' ? null : unitOfToken(username, this.key) };
  }
}

const told = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof BrokerApiError)) throw error;
    throw new DomainError('Unavailable', `the broker does not do it: ${error.message}`, { cause: error });
  }
};
