import type { GitPlatform } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const GitPlatformEnum = wireEnum<GitPlatform>()('GitPlatform', {
  GITLAB: 'Gitlab',
  GITHUB: 'Github',
});
