import type { Role } from "./permissions.ts";

/** Who acts. Read from the session row or the API key at every request, never from a token. */
export type Operator =
  | {
      readonly kind: "user";
      readonly id: string;
      readonly name: string;
      readonly role: Role;
      readonly language: string;
      readonly zone: string;
    }
  | { readonly kind: "api-key"; readonly id: string; readonly name: string }
  | { readonly kind: "worker"; readonly name: string }
  | { readonly kind: "cli"; readonly name: string };

/** The actor as the audit writes it. */
export function actorOf(operator: Operator): string {
  return operator.kind === "user" || operator.kind === "api-key" ? `${operator.kind}:${operator.id}` : operator.kind;
}

/** Who it is, where it is a person. */
export function personOf(operator: { readonly kind: string; readonly id?: string }): string | null {
  return operator.kind === "user" ? (operator.id ?? null) : null;
}
