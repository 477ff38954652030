import { IconAlertTriangle, IconFilter, IconFilterOff } from '@tabler/icons-react';

const LOOKS = {
  on: { tone: 'good', icon: IconFilter },
  off: { tone: 'quiet', icon: IconFilterOff },
  error: { tone: 'bad', icon: IconAlertTriangle },
} as const;

interface Pipe {
  readonly isDataPipeActive: boolean;
  readonly dataPipeStatus?: string | null;
}

/** How the data pipe of a node is, and the badge that shows it. */
export const pipeLook = ({ isDataPipeActive, dataPipeStatus }: Pipe) => {
  const pipe = !isDataPipeActive ? 'off' : dataPipeStatus === 'Error' ? 'error' : 'on';
  return { pipe, look: LOOKS[pipe] } as const;
};
