import { redirect } from "next/navigation";
import { SETTINGS_PLACES } from "#components/people/settings-places.ts";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { appError } from "#lib/domain/error-codes.ts";
import { roleMay } from "#lib/domain/permissions.ts";
import { operatorContext } from "#lib/server.ts";

/** The first place that this person may enter. */
export default async function SettingsPage() {
  const { operator } = await operatorContext();
  const first = SETTINGS_PLACES.find((place) => roleMay(operator.role, place.needs));
  if (!first) return <PageProblem error={appError("forbidden")} />;
  redirect(first.href);
}
