/** Holds while the sender lives, and falls when its connection does. Never waited for. */
export type SendLocks = {
  readonly tryLock: (refundId: string) => Promise<SendLock | null>;
};

export type SendLock = { readonly isHeld: () => boolean; readonly release: () => Promise<void> };
