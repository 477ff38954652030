import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import type { LogEntry } from './log-book';
import classes from './log-list.module.css';

/** One thing that the device said. */
export const LogLine = memo(({ entry }: { entry: LogEntry }) => {
  const { t } = useTranslation('unit');
  const format = useFormat();
  return (
    <div className={`${classes.line} ${classes[entry.level]}`}>
      <time className={classes.time} dateTime={entry.createDatetime}>
        {format.time(entry.createDatetime)}
      </time>
      <span className={classes.level}>{t(`log.level.${entry.level}`)}</span>
      <p className={classes.text}>{entry.text}</p>
    </div>
  );
});
