import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useAct } from '../../ui/use-act';
import { CommandUnitDocument, type BackendTopicCommand } from './unit.generated';
import type { Unit } from './use-unit';

/** Sends a command to a Unit and says whether it goes at once or waits for the device; resolves with whether it went. */
export const useCommand = ({ uuid, isOnline }: Pick<Unit, 'uuid' | 'isOnline'>) => {
  const { t } = useTranslation('unit');
  const act = useAct();
  const [{ fetching }, send] = useMutation(CommandUnitDocument);
  const command = async (name: BackendTopicCommand): Promise<boolean> => {
    const done = t(isOnline ? 'command.sent' : 'command.waits', { what: t(`command.${name}`) });
    return (await act(send({ uuid, command: name }), done)) !== null;
  };
  return { command, isBusy: fetching };
};
