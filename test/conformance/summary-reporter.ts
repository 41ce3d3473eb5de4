import type { Reporter, TestModule } from 'vitest/node';

declare module 'vitest' {
  interface TaskMeta {
    /** What the summary counts a conversation as. */
    conformance?: 'passes' | 'open';
  }
}

/** Says in one line how many of the recorded conversations pass. */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules
      .filter(({ moduleId }) => /\/conformance\/(sqlite|postgresql)\.spec\.ts$/.test(moduleId))
      .flatMap((module) => [...module.children.allTests()])
      .filter((test) => ['passed', 'failed'].includes(test.result().state));
    if (tests.length === 0) return;
    const count = (kind: 'passes' | 'open' | undefined): number =>
      tests.filter((test) => test.meta().conformance === kind).length;
    process.stdout.write(
      `Conformance: ${count('passes')} conversations pass, ${count('open')} are open, ${count(undefined)} fail.\n`,
    );
  }
}
