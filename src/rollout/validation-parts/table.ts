import type { PartRow } from '../validation-ports.ts';
import { breakGlassPart } from './break-glass.ts';
import { cleanLogPart } from './clean-log.ts';
import { legacyPart } from './legacy.ts';
import { registeredPart } from './registered.ts';
import { riskPart } from './risk.ts';
import { secondStepPart } from './second-step.ts';

export const PARTS: readonly PartRow[] = [
  registeredPart,
  secondStepPart,
  legacyPart,
  breakGlassPart,
  cleanLogPart,
  riskPart,
];
