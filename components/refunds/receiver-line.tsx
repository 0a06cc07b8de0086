import type { MaskedReceiver } from "#lib/domain/receiver.ts";
import { NameMatch } from "./name-match.tsx";

/** Where the money goes, as far as a screen may show it. */
export function ReceiverLine({ receiver }: { readonly receiver: MaskedReceiver }) {
  const { accountName, accountNumber, swiftCode, nameMatch } = receiver;
  return (
    <>
      {accountName} · <span className="figures font-mono">{accountNumber}</span> ·{" "}
      <span className="font-mono">{swiftCode}</span>
      {nameMatch && (
        <>
          {" "}
          <NameMatch match={nameMatch} />
        </>
      )}
    </>
  );
}
