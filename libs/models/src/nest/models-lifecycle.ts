import type { BeforeApplicationShutdown, OnApplicationShutdown } from '@nestjs/common';
import type { Application } from '../application/application.js';
import type { RemoteRoutes } from './remote-routes.js';

/** Ends an application with its host: first the streams that would keep the server open, then the pools. */
export class ModelsLifecycle implements BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly application: Application,
    private readonly routes: RemoteRoutes,
  ) {}

  beforeApplicationShutdown(): void {
    this.routes.close();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.application.close();
  }
}
