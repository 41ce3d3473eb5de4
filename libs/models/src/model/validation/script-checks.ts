import type { CheckSubject } from './check.js';
import type { Findings } from './findings.js';
import { runCheck, runLater } from './run-check.js';
import type { ValidationFailure } from './validation.error.js';
import type { Validations } from './validations.js';

// Checks that report a number which could not be converted in words of their own.
const REPORT_NUMBERS = new Set(['presence', 'numericality']);

/** The checks that a script has registered, while one instance is checked. */
export class ScriptChecks {
  private readonly done = new Set<string>();
  private readonly reported = new Set<string>();
  private readonly unconverted: { readonly at: number; readonly failure: ValidationFailure }[] = [];

  constructor(
    private readonly validations: Validations,
    private readonly subject: CheckSubject,
    private readonly findings: Findings,
  ) {}

  /** Keeps the failure of a number that could not be converted in its place, unless another check reports it. */
  addUnconverted(failure: ValidationFailure): void {
    this.unconverted.push({ at: this.findings.failures.length, failure });
  }

  /** The checks of one property. */
  run(property: string): void {
    if (this.done.has(property)) return;
    this.done.add(property);
    for (const check of this.validations.of(property)) {
      const before = this.findings.failures.length;
      runCheck(check, this.subject, this.findings);
      if (REPORT_NUMBERS.has(check.name) && this.findings.failures.length > before) this.reported.add(property);
    }
  }

  /** Those of all other properties. */
  runRest(): void {
    for (const property of this.validations.properties) this.run(property);
    for (const { at, failure } of this.unconverted.toReversed())
      if (!this.reported.has(failure.property)) this.findings.failures.splice(at, 0, failure);
  }

  /** Those that end later. */
  runLater(): void {
    this.findings.expect(...this.validations.later.map((check) => runLater(check, this.subject)));
  }
}
