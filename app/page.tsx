import { redirect } from "next/navigation";
import { homeOf } from "#lib/auth/home-of.ts";
import { operatorContext } from "#lib/server.ts";

/** The bare address leads to where this person's work begins. */
export default async function RootPage() {
  const { operator } = await operatorContext();
  redirect(homeOf(operator.role));
}
