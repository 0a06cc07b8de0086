import type { ImportReport } from "#lib/contracts/order-csv.ts";

export type UploadAnswer =
  | { readonly kind: "report"; readonly report: ImportReport }
  | { readonly kind: "refused"; readonly sentences: readonly string[] }
  /** Nobody knows whether it arrived; importing again is safe, because the same lines change nothing. */
  | { readonly kind: "unreachable" };

export async function uploadOrders(file: File, { dryRun }: { readonly dryRun: boolean }): Promise<UploadAnswer> {
  try {
    const response = await fetch(`/settings/import/upload?dryRun=${dryRun}`, {
      method: "POST",
      body: file,
      headers: { "content-type": "text/csv" },
    });
    const body = await response.json();
    if (response.ok) return { kind: "report", report: body as ImportReport };
    const { detail = "", errors = [] } = body as { detail?: string; errors?: { field: string; message: string }[] };
    return { kind: "refused", sentences: errors.length > 0 ? errors.map((error) => error.message) : [detail] };
  } catch {
    return { kind: "unreachable" };
  }
}
