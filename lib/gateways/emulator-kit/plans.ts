import type { Behaviour } from "./behaviour.ts";
import { EMPTY_PLAN, type Plan, pickBehaviour, pickQueryBehaviour, type QueryBehaviour } from "./plan.ts";

type Planned = { readonly plan: Plan; served: number; asked: number };

/** Whose plan a request is served by: the merchant's own, or the one for all. */
export class Plans {
  readonly #plans = new Map<string | null, Planned>();

  set(merchant: string | null, plan: Plan): void {
    this.#plans.set(merchant, { plan, served: 0, asked: 0 });
  }

  /** `servedBy` names the plan whose queue goes on by one; null is the one for all, undefined none. */
  next(merchant: string, reference: string): { readonly behaviour: Behaviour; readonly servedBy?: string | null } {
    const { owner, planned } = this.#planOf(merchant);
    const { behaviour, fromQueue } = pickBehaviour(planned.plan, reference, planned.served);
    return fromQueue ? { behaviour, servedBy: owner } : { behaviour };
  }

  served(owner: string | null): void {
    const planned = this.#plans.get(owner);
    if (planned) planned.served += 1;
  }

  /** How this question is answered. What was asked is not kept over a restart. */
  nextQuery(merchant: string): QueryBehaviour {
    const { planned } = this.#planOf(merchant);
    planned.asked += 1;
    return pickQueryBehaviour(planned.plan, planned.asked - 1);
  }

  clear(): void {
    this.#plans.clear();
  }

  #planOf(merchant: string): { readonly owner: string | null; readonly planned: Planned } {
    const owner = this.#plans.has(merchant) ? merchant : null;
    return { owner, planned: this.#plans.get(owner) ?? { plan: EMPTY_PLAN, served: 0, asked: 0 } };
  }
}
