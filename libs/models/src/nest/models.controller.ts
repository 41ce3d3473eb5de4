import { Controller } from '@nestjs/common';

/**
 * Makes the controller that stands for the generated routes of an application in the host: Nest makes for it what is made for
 * each request, and names it in its log. It has no routes of Nest's own.
 */
export function createModelsController(): new () => object {
  class ModelsController {}
  Controller()(ModelsController);
  return ModelsController;
}
