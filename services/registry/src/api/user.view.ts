import type { UserView } from '@unitfleet/contracts';
import type { UserEntity } from '../data/user.entity';

/** What others may see of a user: neither chat nor password. */
export const userView = (user: UserEntity): UserView => ({
  uuid: user.uuid,
  role: user.role,
  status: user.status,
  login: user.login,
  grafanaOrgName: user.grafanaOrgName,
  grafanaOrgId: user.grafanaOrgId,
  createDatetime: user.createDatetime,
});
