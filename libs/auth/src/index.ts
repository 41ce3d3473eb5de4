export {
  AccessContext,
  type AccessContextOptions,
  type AccessMethod,
  type AccessTokenData,
} from './access/access-context.js';
export { AccessRequest, type AccessRequestOptions } from './access/access-request.js';
export { type AccessType } from './access/access-type.js';
export { Principal } from './access/principal.js';
export {
  type AuthenticatedApplication,
  type ClientApplication,
  type ClientApplicationClass,
  type ClientApplicationData,
} from './applications/client-application.js';
export { type Email, type EmailClass } from './mail/email.js';
export { type Mail } from './mail/mail.js';
export {
  renderVerificationMail,
  type VerificationMailBodies,
  type VerificationMailValues,
} from './mail/render-verification-mail.js';
export { sentMails } from './mail/sent-mails.js';
export { auth } from './plugin/auth.js';
export { type AuthOptions } from './plugin/auth-options.js';
export { type RoleResolver } from './roles/role-resolvers.js';
export { type Permission } from './rules/permission.js';
export { type Rule } from './rules/rule.js';
export { type AccessToken, type AccessTokenClass } from './tokens/access-token.js';
export { tokenMiddleware, type TokenMiddlewareOptions } from './tokens/token-middleware.js';
export { type TokenOptions } from './tokens/token-options.js';
