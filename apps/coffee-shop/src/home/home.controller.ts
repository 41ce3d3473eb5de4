import { Controller, Get, Header } from '@nestjs/common';
import { type AnyModel, type Application, InjectApplication, type PersistedModel } from '@loopnest/models';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CoffeeShopsService } from '../coffee-shops/coffee-shops.service.js';
import { homePage, type ShownModel } from './home-page.js';

/** What the page may load and do: its own style and script, and requests to its own server. Forms are sent by the script. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The package's directory, whether this runs from src/ or from dist/. */
const PUBLIC = join(import.meta.dirname, '../../public');

/** The page at `/`: what is served, read from the application itself, with links to try. */
@Controller()
export class HomeController {
  private readonly css = readFileSync(join(PUBLIC, 'home.css'), 'utf8');
  private readonly js = readFileSync(join(PUBLIC, 'home.js'), 'utf8');

  constructor(
    @InjectApplication() private readonly application: Application,
    private readonly coffeeShops: CoffeeShopsService,
  ) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', POLICY)
  @Header('Referrer-Policy', 'no-referrer')
  async show(): Promise<string> {
    const models = await Promise.all(
      this.application.served.filter((model) => this.isPersisted(model)).map((model) => this.describe(model)),
    );
    return homePage(models, await this.coffeeShops.ranking());
  }

  @Get('home.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('X-Content-Type-Options', 'nosniff')
  style(): string {
    return this.css;
  }

  @Get('home.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  @Header('X-Content-Type-Options', 'nosniff')
  script(): string {
    return this.js;
  }

  private async describe(model: typeof PersistedModel): Promise<ShownModel> {
    const { router, restApiRoot } = this.application;
    const path = restApiRoot + router.pathOf(model);
    const routes = this.application
      .remoteMethods(model)
      .flatMap((method) =>
        method.routes.map((route) => ({ verb: route.verb, path: path + route.path, method: method.name })),
      );
    return {
      name: model.modelName,
      description: String(model.settings['description']),
      path,
      count: await model.count(),
      routes,
    };
  }

  private isPersisted(model: AnyModel): model is typeof PersistedModel {
    return model.prototype instanceof this.application.registry.PersistedModel;
  }
}
