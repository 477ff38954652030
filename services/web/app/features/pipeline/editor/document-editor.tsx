import { Alert, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { PipelineProblem } from '@unitfleet/pipeline';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { useWork } from '../check/use-work';
import { useLatest } from '../use-latest';
import { CodeEditor, type EditorHandle } from './code-editor';
import { EditorBar } from './editor-bar';
import { useExplain } from './explain';
import { LeaveGuard } from './leave-guard';
import { Meaning, type FoundMeaning } from './meaning';
import { ProblemList } from './problem-list';
import { useProblemWords } from './problem-text';
import { useSave } from './use-save';

interface DocumentEditorProps {
  readonly uuid: string;
  readonly saved: string;
  readonly document: string;
  readonly onChange: (document: string) => void;
  readonly check: ReturnType<typeof useWork>['answer'];
  readonly isChecking: boolean;
}

const NONE: readonly PipelineProblem[] = [];

/** The document in an editor, with what is wrong with it and what can be done. */
export const DocumentEditor = ({
  uuid,
  saved,
  document,
  onChange,
  check,
  isChecking,
}: DocumentEditorProps) => {
  const { t } = useTranslation('pipeline');
  const editor = useRef<EditorHandle>(null);
  const explain = useExplain();
  const problemText = useProblemWords();
  const [meaning, setMeaning] = useState<FoundMeaning>(null);
  const { save, isSaving, refused } = useSave(uuid);
  const isDirty = document !== saved;
  const before = useRef(saved);
  const latest = useLatest(document);
  useEffect(() => {
    // Changed elsewhere: what is shown follows, unless somebody is at work on it.
    if (latest.current === before.current) editor.current?.replace(saved);
    before.current = saved;
  }, [saved, latest]);
  const problems =
    check && check.problems.length > 0
      ? check.problems
      : refused?.document === document
        ? refused.problems
        : NONE;
  const submit = async () => {
    const submitted = latest.current;
    const kept = await save(submitted);
    if (kept !== null && latest.current === submitted) editor.current?.replace(kept);
  };
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={2}>{t('editor.title')}</Title>
        </Group>
        <EditorBar
          editor={editor}
          saved={saved}
          document={document}
          isSaving={isSaving}
          isWrong={problems.length > 0}
          onSave={() => void submit()}
        />
        <CodeEditor
          ref={editor}
          document={document}
          label={t('editor.label')}
          problems={problems}
          problemText={problemText}
          explain={explain}
          onChange={onChange}
          onMeaning={setMeaning}
          onSave={() => void submit()}
        />
        <Meaning meaning={meaning} explain={explain} />
        {isDirty && check?.isNewSeries && <Alert color="orange">{t('editor.newSeries')}</Alert>}
        {isDirty && /(?:^|\s)#/m.test(document) && (
          <Text size="sm" c="dimmed">
            {t('editor.comments')}
          </Text>
        )}
        <ProblemList
          problems={problems}
          isChecking={isChecking}
          problemText={problemText}
          onGoTo={(problem) => editor.current?.goTo(problem)}
        />
        <Text size="xs" c="dimmed" visibleFrom="sm">
          {t('editor.keys')}
        </Text>
      </Stack>
      <LeaveGuard isDirty={isDirty} />
    </Paper>
  );
};
