/** The examples of the documentation; a test holds each against the schema of its call. */
export const EXAMPLE_ORDER = {
  orderId: "SHOP-2024-000123",
  currency: "VND",
  amount: "350000",
  placedAt: "2024-05-01T10:20:30+07:00",
  customer: { name: "Nguyễn Thị Ánh Tuyết", email: "tuyet@example.com", phone: "+84 912 345 678" },
  payments: [
    {
      gatewayAccountId: "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
      gatewayTransactionRef: "240830080146NDTISR",
      gatewayPaymentRef: "1439211",
      method: "QR",
      amount: "350000",
      currency: "VND",
      status: "succeeded",
      paidAt: "2024-05-01T10:21:02+07:00",
    },
  ],
};

export const EXAMPLE_REFUND = {
  paymentId: "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c",
  amount: "100000",
  currency: "VND",
  reason: "Customer returned one item",
  receiver: { accountName: "NGUYEN THI ANH TUYET", accountNumber: "0123456789", swiftCode: "BFTVVNVX" },
};
