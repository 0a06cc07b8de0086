import "server-only";

// The use cases that pages, actions and routes call, one line each.
export * from "./services/authenticate-api-key.ts";
export * from "./services/change-password.ts";
export * from "./services/create-api-key.ts";
export * from "./services/current-policy.ts";
export * from "./services/disable-user.ts";
export * from "./services/enable-user.ts";
export * from "./services/invite-user.ts";
export * from "./services/list-api-keys.ts";
export * from "./services/list-users.ts";
export * from "./services/merchant-settings.ts";
export * from "./services/rate-limit.ts";
export * from "./services/read-audit.ts";
export * from "./services/read-profile.ts";
export * from "./services/receive-notification.ts";
export * from "./services/reset-user.ts";
export * from "./services/revoke-api-key.ts";
export * from "./services/revoke-session.ts";
export * from "./services/set-password-by-link.ts";
export * from "./services/set-policy.ts";
export * from "./services/sign-in.ts";
export * from "./services/update-profile.ts";
export * from "./services/update-user.ts";
