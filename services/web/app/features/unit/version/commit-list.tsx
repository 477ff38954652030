import { Badge, Code, Group, Text } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import { shortCommit } from '../../../ui/unit-badges';
import type { Commit } from './commits-between';
import classes from './commit-list.module.css';

/** A commit in a line: what it says, its tag and its name. */
export const CommitLine = ({ commit, summary, tag }: Commit) => (
  <Group gap={8} wrap="nowrap" miw={0} style={{ flex: 1 }}>
    <Code title={commit}>{shortCommit(commit)}</Code>
    {tag && (
      <Badge
        variant="light"
        tt="none"
        leftSection={<IconTag size={12} aria-hidden />}
        style={{ flex: 'none' }}
      >
        {tag}
      </Badge>
    )}
    <Text size="sm" truncate title={summary}>
      {summary}
    </Text>
  </Group>
);

/** Commits one below the other, the newest first. */
export const CommitList = ({ commits, label }: { commits: readonly Commit[]; label: string }) => (
  // The list scrolls, so that it must be reachable by keyboard.
  <ol className={classes.list} aria-label={label} tabIndex={0}>
    {commits.map((commit) => (
      <li key={commit.commit}>
        <CommitLine {...commit} />
      </li>
    ))}
  </ol>
);
