import type { AnyModel, Callback, ModelClass, ModelInstance } from '@loopnest/models';
import type { ApplicationKeyName } from './application-keys.js';

/** The data of an application that calls the API. */
export interface ClientApplicationData extends Record<ApplicationKeyName, string> {
  id: string;
  name: string;
  realm?: string | null;
  description?: string | null;
  icon?: string | null;
  owner?: string | null;
  collaborators?: string[] | null;
  email?: string | null;
  emailVerified?: boolean | null;
  url?: string | null;
  callbackUrls?: string[] | null;
  permissions?: string[] | null;
  pushSettings?: object | null;
  authenticationEnabled: boolean;
  anonymousAllowed: boolean;
  authenticationSchemes?: object[] | null;
  status: string;
  created: Date;
  modified: Date;
}

/** An instance of the model `Application`, or of a descendant. */
export type ClientApplication = ModelInstance<ClientApplicationData> & {
  /** Makes all keys anew, and stores them: the old ones are good for nothing from then on. */
  resetKeys(): Promise<ClientApplication>;
  resetKeys(callback: Callback<ClientApplication>): void;
};

/** Which key of an application was given. */
export interface AuthenticatedApplication {
  readonly application: ClientApplication;
  readonly keyType: ApplicationKeyName;
}

type Options = Readonly<Record<string, unknown>>;
type Found = AuthenticatedApplication | null;

/** The model `Application`, or a descendant. */
export type ClientApplicationClass = AnyModel &
  ModelClass<ClientApplicationData> & {
    /** Stores an application of an owner. */
    register(owner: string, name: string, options?: Options): Promise<ClientApplication>;
    register(owner: string, name: string, callback: Callback<ClientApplication>): void;
    register(owner: string, name: string, options: Options, callback: Callback<ClientApplication>): void;
    /** Makes all keys of an application anew. */
    resetKeys(id: string): Promise<ClientApplication>;
    resetKeys(id: string, callback: Callback<ClientApplication>): void;
    /** The application that an id and one of its keys are of; `null` where they do not belong together. */
    authenticate(id: string, key: string): Promise<Found>;
    authenticate(id: string, key: string, callback: Callback<Found>): void;
  };
