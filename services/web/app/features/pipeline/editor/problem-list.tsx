import { Anchor, List, ScrollArea, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { PipelineProblem } from '@unitfleet/pipeline';
import { useTranslation } from 'react-i18next';

interface ProblemListProps {
  readonly problems: readonly PipelineProblem[];
  readonly isChecking: boolean;
  readonly problemText: (problem: PipelineProblem) => string;
  readonly onGoTo: (problem: PipelineProblem) => void;
}

/** What is wrong with the document; each leads to its place. */
export const ProblemList = ({ problems, isChecking, problemText, onGoTo }: ProblemListProps) => {
  const { t } = useTranslation('pipeline');
  const isWrong = problems.length > 0;
  const color = isWrong ? 'light-dark(#c92a2a, #ff8787)' : 'light-dark(#087f5b, #63e6be)';
  const Icon = isWrong ? IconCircleX : IconCircleCheck;
  const placeOf = ({ line, column }: PipelineProblem): string =>
    line ? t('problems.at', { line, column: column ?? 1 }) : t('problems.whole');
  return (
    <Stack gap={4} aria-busy={isChecking}>
      <Text
        size="sm"
        fw={600}
        c={color}
        role="status"
        style={{ display: 'flex', gap: 6, alignItems: 'center' }}
      >
        <Icon size={16} aria-hidden />
        {isWrong ? t('problems.count', { count: problems.length }) : t('problems.none')}
      </Text>
      {isWrong && (
        <ScrollArea.Autosize mah={180}>
          <List size="sm" spacing={2} listStyleType="none" aria-label={t('problems.title')}>
            {problems.map((problem, index) => (
              <List.Item key={index}>
                <Anchor component="button" type="button" size="sm" ta="left" onClick={() => onGoTo(problem)}>
                  {placeOf(problem)}
                </Anchor>
                : {problemText(problem)}
              </List.Item>
            ))}
          </List>
        </ScrollArea.Autosize>
      )}
    </Stack>
  );
};
