import { Inject, Injectable } from '@nestjs/common';
import { requireAsStrictAs } from '@unitfleet/access';
import { DomainError, type VisibilityLevel } from '@unitfleet/contracts';
import { isName } from '@unitfleet/security';
import {
  linkOf,
  TargetVersionService,
  type TargetVersion,
  type VersionWish,
} from '../firmware/target-version.service';
import { SETTINGS, type UnitsSettings } from '../../settings';

/** What a Unit must fulfil, new or changed. */
export interface UnitDraft extends VersionWish {
  readonly name: string;
  readonly visibilityLevel: VisibilityLevel;
}

/** The rules of Units (`docs/protocol/rest-graphql.md 4.6`). */
@Injectable()
export class UnitRulesService {
  constructor(
    private readonly targets: TargetVersionService,
    @Inject(SETTINGS) private readonly settings: UnitsSettings,
  ) {}

  /** Answers the version that the Unit is to run; throws what is wrong with the draft. */
  async check(draft: UnitDraft): Promise<TargetVersion> {
    if (!isName(draft.name, this.settings.PU_AVAILABLE_NAME_ENTITY_SYMBOLS))
      throw new DomainError(
        'Unit',
        `A name has 4 to 20 of the characters ${this.settings.PU_AVAILABLE_NAME_ENTITY_SYMBOLS}`,
      );
    const lookup = this.targets.lookup();
    const repo = await lookup.repo(draft.repoUuid);
    requireAsStrictAs(draft.visibilityLevel, repo.visibilityLevel);
    const target = await this.targets.resolve(draft, lookup);
    linkOf(draft, target);
    return target;
  }
}
