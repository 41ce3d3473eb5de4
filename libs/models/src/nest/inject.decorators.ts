import { Inject } from '@nestjs/common';
import { getApplicationToken, getDataSourceToken, getModelToken } from './tokens.js';

/**
 * Injects a model: the same object that scripts, `app.models` and generated controllers use.
 *
 * @example
 * constructor(@InjectModel('Customer') private readonly Customer: ModelClass<Customer>) {}
 */
export function InjectModel(model: string, application?: string): PropertyDecorator & ParameterDecorator {
  return Inject(getModelToken(model, application));
}

/** Injects a data source by its name. */
export function InjectDataSource(dataSource: string, application?: string): PropertyDecorator & ParameterDecorator {
  return Inject(getDataSourceToken(dataSource, application));
}

/** Injects the application: its models, data sources and settings. */
export function InjectApplication(application?: string): PropertyDecorator & ParameterDecorator {
  return Inject(getApplicationToken(application));
}
