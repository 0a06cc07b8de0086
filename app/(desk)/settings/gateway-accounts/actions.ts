"use server";

import { operatorFormAction } from "#lib/actions/operator-action.ts";
import {
  accountChangeIdSchema,
  gatewayAccountIdSchema,
  pauseAccountSchema,
  proposeAccountChangeSchema,
} from "#lib/contracts/gateway-account.ts";
import {
  confirmAccountChange,
  proposeAccountChange,
  setAccountPaused,
  testGatewayAccount,
  withdrawAccountChange,
} from "#lib/server.ts";
import { readAccountForm } from "./read-account-form.ts";

export const proposeAccountChangeAction = operatorFormAction({
  name: "gateway_account.propose",
  permission: "gateway_accounts.manage",
  input: proposeAccountChangeSchema,
  read: readAccountForm,
  run: proposeAccountChange,
  redirectTo: () => "/settings/gateway-accounts",
});

export const confirmAccountChangeAction = operatorFormAction({
  name: "gateway_account.confirm",
  permission: "gateway_accounts.manage",
  input: accountChangeIdSchema,
  run: confirmAccountChange,
});

export const withdrawAccountChangeAction = operatorFormAction({
  name: "gateway_account.withdraw",
  permission: "gateway_accounts.manage",
  input: accountChangeIdSchema,
  run: withdrawAccountChange,
});

export const pauseAccountAction = operatorFormAction({
  name: "gateway_account.pause",
  permission: "gateway_accounts.manage",
  input: pauseAccountSchema,
  run: setAccountPaused,
});

export const testAccountAction = operatorFormAction({
  name: "gateway_account.test",
  permission: "gateway_accounts.manage",
  input: gatewayAccountIdSchema,
  run: (context, { gatewayAccountId }) => testGatewayAccount(context, gatewayAccountId),
});
