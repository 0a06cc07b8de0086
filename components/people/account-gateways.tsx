import Link from "next/link";
import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { buttonClass } from "#components/ui/button.tsx";

type Props = { readonly gateways: readonly string[]; readonly current: string };

/** A new account begins with the choice of its gateway, which decides what the form asks. */
export function AccountGateways({ gateways, current }: Props) {
  const t = useTranslations("people.account.form");
  const gatewayName = useGatewayName();
  return (
    <nav aria-label={t("gateway")} className="flex flex-wrap gap-2 pb-5">
      {gateways.map((gateway) => (
        <Link
          key={gateway}
          href={`/settings/gateway-accounts/new?gateway=${gateway}`}
          prefetch={false}
          aria-current={gateway === current ? "true" : undefined}
          className={buttonClass({ size: "sm", look: gateway === current ? "primary" : "secondary" })}
        >
          {gatewayName(gateway)}
        </Link>
      ))}
    </nav>
  );
}
