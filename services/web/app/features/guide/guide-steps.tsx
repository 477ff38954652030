import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isReachable, STEPS, type GuideSearch, type Step } from './guide-search';
import classes from './guide.module.css';

interface GuideStepsProps {
  readonly search: GuideSearch;
  readonly current: Step;
}

/** The five steps: which one it is, and the way back to those before. */
export const GuideSteps = ({ search, current }: GuideStepsProps) => {
  const { t } = useTranslation('guide');
  const at = STEPS.indexOf(current);
  return (
    <nav aria-label={t('steps')}>
      <ol className={classes.steps}>
        {STEPS.map((step, index) => {
          const look = step === current ? classes.current : index < at ? classes.done : '';
          const name = (
            <span className={classes.name}>
              {t('step.of', { number: index + 1, name: t(`step.${step}`) })}
            </span>
          );
          return (
            <li key={step} className={classes.step}>
              {isReachable(step, search) ? (
                <Link
                  to="/start"
                  search={{ ...search, step }}
                  className={`${classes.place} ${look}`}
                  aria-current={step === current ? 'step' : undefined}
                >
                  {name}
                </Link>
              ) : (
                <span className={classes.place}>{name}</span>
              )}
            </li>
          );
        })}
      </ol>
      <Text size="sm" fw={600} hiddenFrom="sm" mt={6} aria-hidden>
        {t('step.of', { number: at + 1, name: t(`step.${current}`) })}
      </Text>
    </nav>
  );
};
