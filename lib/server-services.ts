import "server-only";

// The use cases that pages, actions and routes call, one line each.
export * from "./services/read-session.ts";
