import { Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowRight,
  IconCheck,
  IconCircleDashed,
  IconPlugConnected,
  IconPlugConnectedX,
  IconRefresh,
  IconVersions,
  type Icon,
} from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './unit-badges.module.css';

type Tone = 'good' | 'quiet' | 'busy' | 'warn' | 'bad';

interface StateBadgeProps {
  readonly tone: Tone;
  readonly icon: Icon;
  readonly isTurning?: boolean;
  readonly children: ReactNode;
}

/** A state by picture and word, so that its colour only underlines; light enough for thousands of rows. */
export const StateBadge = ({
  tone,
  icon: Picture,
  isTurning = false,
  children,
  ...rest
}: StateBadgeProps) => (
  <span className={`${classes.badge} ${classes[tone]}`} {...rest}>
    <Picture size={13} aria-hidden className={isTurning ? classes.turning : undefined} />
    <span>{children}</span>
  </span>
);

const explained = (why: string | null | undefined, badge: ReactElement) =>
  why ? <Tooltip label={why}>{badge}</Tooltip> : badge;

interface OnlineBadgeProps {
  readonly isOnline: boolean;
  readonly lastSeenDatetime?: string | null;
}

/** Whether a device of the Unit is connected; one that never was is told apart. */
export const OnlineBadge = ({ isOnline, lastSeenDatetime }: OnlineBadgeProps) => {
  const { t } = useTranslation();
  if (isOnline)
    return (
      <StateBadge tone="good" icon={IconPlugConnected}>
        {t('unitState.online')}
      </StateBadge>
    );
  if (lastSeenDatetime === null)
    return (
      <StateBadge tone="quiet" icon={IconCircleDashed}>
        {t('unitState.neverSeen')}
      </StateBadge>
    );
  return (
    <StateBadge tone="quiet" icon={IconPlugConnectedX}>
      {t('unitState.offline')}
    </StateBadge>
  );
};

interface UpdateBadgeProps {
  readonly status: 'REQUEST_SENT' | 'SUCCESS' | 'ERROR' | null | undefined;
  readonly error?: string | null;
  /** A finished update is told too; otherwise only one that runs or failed. */
  readonly isWithSuccess?: boolean;
}

/** How the last update of the firmware goes or went. */
export const UpdateBadge = ({ status, error, isWithSuccess = false }: UpdateBadgeProps) => {
  const { t } = useTranslation();
  if (status === 'REQUEST_SENT')
    return (
      <StateBadge tone="busy" icon={IconRefresh} isTurning>
        {t('unitState.updating')}
      </StateBadge>
    );
  if (status === 'ERROR')
    return explained(
      error,
      <StateBadge tone="bad" icon={IconAlertTriangle}>
        {t('unitState.updateFailed')}
      </StateBadge>,
    );
  if (status === 'SUCCESS' && isWithSuccess)
    return (
      <StateBadge tone="good" icon={IconCheck}>
        {t('unitState.updated')}
      </StateBadge>
    );
  return null;
};

const SHORT = 7;

/** The first characters of a commit, enough to tell it from others. */
export const shortCommit = (commit: string): string => commit.slice(0, SHORT);

interface VersionBadgeProps {
  readonly current: string | null | undefined;
  readonly target: string | null | undefined;
  readonly isOutdated: boolean;
}

/** What the Unit runs and, when that is not what it is to run, where it is going. */
export const VersionBadge = ({ current, target, isOutdated }: VersionBadgeProps) => {
  const { t } = useTranslation();
  if (!current)
    return (
      <StateBadge tone="quiet" icon={IconCircleDashed}>
        {t('unitState.noVersion')}
      </StateBadge>
    );
  const commit = <span className={classes.commit}>{shortCommit(current)}</span>;
  if (isOutdated)
    return (
      <StateBadge tone="warn" icon={IconVersions}>
        {t('unitState.outdated')} {commit}
        {target && (
          <>
            <IconArrowRight size={11} role="img" aria-label={t('unitState.goesTo')} />
            <span className={classes.commit}>{shortCommit(target)}</span>
          </>
        )}
      </StateBadge>
    );
  return (
    <StateBadge tone={target ? 'good' : 'quiet'} icon={target ? IconCheck : IconVersions}>
      {target && `${t('unitState.upToDate')} `}
      {commit}
    </StateBadge>
  );
};
