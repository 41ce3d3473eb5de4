export const AUTH_OPTIONS = 'loopnest:auth:options';
export const AUTH_PLUGIN = 'loopnest:auth:plugin';
export const AUTH_APPLICATION = 'loopnest:auth:application';
export const PRINCIPAL_SOURCE = 'loopnest:auth:principalSource';
