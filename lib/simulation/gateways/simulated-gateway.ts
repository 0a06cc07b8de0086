import type { HttpRequest } from "#lib/gateways/connector.ts";
import type { Choice } from "#lib/gateways/emulator-kit/behaviour.ts";
import type { Message } from "#lib/gateways/emulator-kit/delivery.ts";
import type { Journal } from "#lib/gateways/emulator-kit/journal.ts";
import type { Emulator } from "#lib/gateways/emulator-kit/server.ts";
import type { Payment } from "#prisma/generated/client.ts";

export type PaymentKeys = Pick<Payment, "gatewayTransactionRef" | "gatewayPaymentRef" | "method" | "currency">;

/** A gateway of the world: its emulator, with the truth in reach. */
export type SimulatedGateway = {
  readonly name: string;
  readonly accountId: string;
  readonly baseUrl: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly emulator: Emulator;
  readonly currency: string;
  /** Makes a payment known at the gateway. Minor units. */
  readonly pay: (number: number, amountMinor: number, method: string) => PaymentKeys;
  /** What the gateway will do with the request of this reference. */
  readonly plan: (reference: string, choice: Choice) => void;
  readonly isSubmit: (request: HttpRequest) => boolean;
  /** How often money left for this reference. */
  readonly moves: (reference: string) => number;
  /** The gateway has it, or will look at it later, and its end is open. */
  readonly isOpen: (reference: string) => boolean;
  readonly portalRefund: (payment: PaymentKeys, amountMinor: number) => void;
  /** A message that says the opposite of the truth, signed with a key that is not the gateway's. */
  readonly forge: (reference: string) => Message | undefined;
  /** The gateway itself says of a refund that succeeded that it failed: the bank gave the money back (E17). */
  readonly contradict: (reference: string) => Message | undefined;
  /** The merchant gets another secret; what is on its way is still signed with the one before. */
  readonly rotate: () => Readonly<Record<string, string>>;
};

export function memoryJournal<Event>(): Journal<Event> {
  return { past: [], append: () => {}, clear: () => {}, close: () => {} };
}
