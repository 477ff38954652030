import { Button, Group, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogEntry } from './log-book';
import { LogLine } from './log-line';
import classes from './log-list.module.css';

const LINE_PX = 30;
/** So near to the end one is at it. */
const END_PX = 40;
/** So many lines before the first older ones are fetched. */
const AHEAD = 10;

interface LogListProps {
  readonly entries: readonly LogEntry[];
  readonly isWhole: boolean;
  readonly isReading: boolean;
  readonly onOlder: () => void;
}

/** Only the lines in sight are drawn; the end is followed until one scrolls away from it. */
export const LogList = ({ entries, isWhole, isReading, onOlder }: LogListProps) => {
  const { t } = useTranslation('unit');
  const frame = useRef<HTMLDivElement>(null);
  const seen = useRef({ scrollTop: 0, scrollHeight: 0 });
  const [isFollowing, setFollowing] = useState(true);
  const lines = useVirtualizer({
    count: entries.length,
    getScrollElement: () => frame.current,
    estimateSize: () => LINE_PX,
    getItemKey: (index) => entries[index]!.uuid,
    overscan: 12,
    anchorTo: 'end',
    followOnAppend: isFollowing,
    scrollEndThreshold: END_PX,
  });
  const last = entries.length - 1;
  const toEnd = () => {
    setFollowing(true);
    lines.scrollToIndex(last, { align: 'end' });
  };
  useEffect(() => {
    if (isFollowing && last >= 0) lines.scrollToIndex(last, { align: 'end' });
    // A new line moves the view only while it is followed, and the list itself is the same for ever.
  }, [isFollowing, last, lines]);
  const items = lines.getVirtualItems();
  const isNearStart = !isFollowing && (items[0]?.index ?? AHEAD) < AHEAD;
  useEffect(() => {
    if (isNearStart && !isWhole && !isReading) onOlder();
  }, [isNearStart, isWhole, isReading, onOlder]);
  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = frame.current!;
    const before = seen.current;
    seen.current = { scrollTop, scrollHeight };
    // Lines that are measured move the view as well; a person moves it alone.
    if (scrollHeight !== before.scrollHeight) return;
    if (scrollTop < before.scrollTop - 1) setFollowing(false);
    else if (scrollTop > before.scrollTop && scrollHeight - scrollTop - clientHeight < END_PX)
      setFollowing(true);
  };
  return (
    <div className={classes.book}>
      <Group justify="space-between" px="sm" py={6} className={classes.head}>
        <Group gap="xs">
          {isWhole ? (
            <Text size="xs" c="dimmed">
              {t('log.start')}
            </Text>
          ) : (
            <Button size="compact-xs" variant="subtle" loading={isReading} onClick={onOlder}>
              {t('log.older')}
            </Button>
          )}
        </Group>
        <Button
          size="compact-sm"
          variant={isFollowing ? 'light' : 'filled'}
          leftSection={
            isFollowing ? <IconPlayerPause size={14} aria-hidden /> : <IconPlayerPlay size={14} aria-hidden />
          }
          onClick={() => (isFollowing ? setFollowing(false) : toEnd())}
        >
          {t(isFollowing ? 'log.pause' : 'log.follow')}
        </Button>
      </Group>
      <div
        ref={frame}
        className={classes.frame}
        onScroll={onScroll}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t('tab.logs')}
      >
        <div className={classes.all} style={{ height: lines.getTotalSize() }}>
          {items.map(({ key, index, start }) => (
            <div
              key={key}
              ref={lines.measureElement}
              data-index={index}
              className={classes.place}
              style={{ transform: `translateY(${start}px)` }}
            >
              <LogLine entry={entries[index]!} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
};
