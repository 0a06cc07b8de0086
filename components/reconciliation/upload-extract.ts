import type { ExtractReport } from "#lib/contracts/reconciliation.ts";

export type ExtractAnswer =
  | { readonly kind: "report"; readonly report: ExtractReport }
  | { readonly kind: "refused"; readonly sentences: readonly string[] }
  /** Nobody knows whether it arrived; comparing again changes nothing. */
  | { readonly kind: "unreachable" };

export async function uploadExtract(file: File, gatewayAccountId: string): Promise<ExtractAnswer> {
  try {
    const search = new URLSearchParams({ account: gatewayAccountId, name: file.name });
    const response = await fetch(`/settings/reconciliation/upload?${search}`, {
      method: "POST",
      body: file,
      headers: { "content-type": "text/csv" },
    });
    const body = await response.json();
    if (response.ok) return { kind: "report", report: body as ExtractReport };
    const { detail = "", errors = [] } = body as { detail?: string; errors?: { message: string }[] };
    return { kind: "refused", sentences: errors.length > 0 ? errors.map((error) => error.message) : [detail] };
  } catch {
    return { kind: "unreachable" };
  }
}
