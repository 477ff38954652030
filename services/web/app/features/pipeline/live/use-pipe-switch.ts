import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useAct } from '../../../ui/use-act';
import { SwitchPipeDocument } from '../pipeline.generated';

/** Switches the pipe of a node on or off. */
export const usePipeSwitch = (uuid: string) => {
  const { t } = useTranslation('pipeline');
  const act = useAct();
  const [{ fetching }, askToSwitch] = useMutation(SwitchPipeDocument);
  const turn = useCallback(
    (isOn: boolean) =>
      act(
        askToSwitch({ uuid, unitNode: { isDataPipeActive: isOn } }),
        t(isOn ? 'state.on' : 'state.offDone'),
      ),
    [act, askToSwitch, uuid, t],
  );
  return { turn, isBusy: fetching };
};
