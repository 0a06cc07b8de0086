import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EvidencePack } from "#components/evidence/evidence-pack.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { getEvidencePack, operatorContext } from "#lib/server.ts";

type Props = PageProps<"/orders/[orderId]/evidence">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { orderId }] = await Promise.all([getTranslations("evidence"), params]);
  // What a browser proposes as the name of the file.
  return { title: `${t("title")} ${decodeURIComponent(orderId)}` };
}

export default async function EvidencePage({ params }: Props) {
  const [context, { orderId }] = await Promise.all([operatorContext(), params]);
  const result = await getEvidencePack(context, decodeURIComponent(orderId));
  return result.ok ? <EvidencePack pack={result.value} /> : <PageProblem error={result.error} />;
}
