import { MemoryKeyValueStore } from '../../key-value/memory-key-value.store.js';
import type { KeyValueConnector } from '../../key-value/key-value-connector.js';

/** Keys and values in the memory of the process, each data source for itself. They are gone when it disconnects. */
export class KvMemoryConnector implements KeyValueConnector {
  readonly name = 'kv-memory';
  readonly base = 'KeyValueModel';

  openService(): Promise<MemoryKeyValueStore> {
    return Promise.resolve(new MemoryKeyValueStore());
  }

  describe(): string {
    return 'memory';
  }
}
