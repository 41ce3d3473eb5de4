export {
  AccessContext,
  type AccessContextOptions,
  type AccessMethod,
  type AccessTokenData,
} from './access/access-context.js';
export { AccessRequest, type AccessRequestOptions } from './access/access-request.js';
export { type AccessType } from './access/access-type.js';
export { Principal } from './access/principal.js';
export { type PrincipalSource, type RequestPrincipal } from './access/principal-source.js';
export { Acl, type AclOptions, Public, Roles } from './nest/access.decorators.js';
export { AuthGuard } from './nest/auth.guard.js';
export { AuthModule } from './nest/auth.module.js';
export {
  type AuthModuleAsyncOptions,
  type AuthModuleExtras,
  type AuthModuleOptions,
} from './nest/auth-module.options.js';
export { AccessToken, CurrentUser, Principals } from './nest/parameter.decorators.js';
export { auth, type AuthEnabling, type AuthPlugin } from './plugin/auth.js';
export { type AuthOptions, type CheckAccess } from './plugin/auth-options.js';
export { type Role, type RoleClass, type RoleData, type RoleMappingData } from './roles/role.js';
export { type RoleResolver } from './roles/role-resolvers.js';
export { type AccessToken as AccessTokenInstance, type AccessTokenClass } from './tokens/access-token.js';
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
export { type Permission } from './rules/permission.js';
export { type Rule } from './rules/rule.js';
export { tokenMiddleware, type TokenMiddlewareOptions } from './tokens/token-middleware.js';
export { type Credentials, type User, type UserClass, type UserData } from './users/user.js';
export { type Verification } from './users/verification/verify.js';
export { type VerifyMailer, type VerifyOptions } from './users/verification/verify-options.js';
export { type TokenOptions } from './tokens/token-options.js';
