import { Controller, Get, Header } from '@nestjs/common';
import { type AnyModel, type Application, InjectApplication, type PersistedModel } from '@loopnest/models';
import { CoffeeShopsService } from '../coffee-shops/coffee-shops.service.js';
import { homePage, type ShownModel } from './home-page.js';

/** The page at `/`: what is served, read from the application itself, with links to try. */
@Controller()
export class HomeController {
  constructor(
    @InjectApplication() private readonly application: Application,
    private readonly coffeeShops: CoffeeShopsService,
  ) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
  async show(): Promise<string> {
    const models = await Promise.all(
      this.application.served.filter((model) => this.isPersisted(model)).map((model) => this.describe(model)),
    );
    return homePage(models, await this.coffeeShops.ranking());
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
