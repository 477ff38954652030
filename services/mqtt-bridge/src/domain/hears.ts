/** Whether a filter takes in a topic (MQTT 3.1.1, 4.7). */
export const hears = (filter: string, topic: string): boolean => {
  const wanted = filter.split('/');
  const levels = topic.split('/');
  const end = wanted.at(-1) === '#' ? wanted.length - 1 : null;
  if (end === null ? wanted.length !== levels.length : levels.length < end) return false;
  return wanted.slice(0, end ?? undefined).every((level, at) => level === '+' || level === levels[at]);
};
