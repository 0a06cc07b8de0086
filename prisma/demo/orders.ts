import { withoutDiacritics } from "#lib/domain/text.ts";
import { createRandom, type Random } from "./random.ts";

export type DemoPayment = {
  readonly transactionRef: string;
  readonly paymentRef: string;
  readonly method: "QR" | "CC" | "ATM";
  readonly status: "SUCCESS" | "PROCESSING" | "FAILED";
  readonly amount: number;
  /** Paid back in the gateway's portal before the order came in. */
  readonly refunded: number;
  readonly paidAt: Date;
};

export type DemoOrder = {
  readonly orderId: string;
  readonly placedAt: Date;
  readonly customer: { readonly name: string; readonly email: string; readonly phone: string };
  readonly lines: readonly { readonly name: string; readonly quantity: number; readonly amount: string }[];
  readonly payments: readonly DemoPayment[];
};

const ORDERS = 60;
const DAYS = 40;
const MINUTE_MS = 60_000;

const FAMILY_NAMES = "Nguyễn,Trần,Lê,Phạm,Huỳnh,Hoàng,Phan,Vũ,Võ,Đặng,Bùi,Đỗ,Hồ,Ngô,Dương,Lý".split(",");
const GIVEN_NAMES =
  "Thị Ánh Tuyết,Minh Khôi,Thuỳ Dương,Gia Bảo,Khánh Linh,Quốc Hưng,Ngọc Bích,Đức Anh,Hữu Nghĩa,Thanh Trúc,Tấn Phát,Hoài An,Mỹ Duyên".split(
    ",",
  );
const LONG_NAMES = ["Công Tằng Tôn Nữ Thị Ngọc Phương Thảo Nguyên", "Nguyễn Phúc Bảo Long Hoàng Thiên Ân Vĩnh Khang"];
const GOODS = [
  ["Áo dài lụa thêu tay", 1_250_000],
  ["Cà phê Buôn Ma Thuột 1 kg", 320_000],
  ["Giày thể thao", 890_000],
  ["Nồi cơm điện 1,8 lít", 1_490_000],
  ["Tai nghe không dây", 650_000],
  ["Bộ ấm trà Bát Tràng", 540_000],
  ["Trà sen Tây Hồ", 180_000],
  ["Điện thoại 128 GB", 8_990_000],
  ["Sách dạy nấu ăn", 95_000],
  ["Máy lọc không khí", 3_450_000],
] as const;

/** The demo shop's sales of the last forty days, newest first. */
export function demoOrders(now: Date): DemoOrder[] {
  const random = createRandom(20_240_501);
  return Array.from({ length: ORDERS }, (_, index) => demoOrder(random, index, now));
}

function demoOrder(random: Random, index: number, now: Date): DemoOrder {
  const minutesAgo = Math.round((index / ORDERS) * DAYS * 1_440) + random.between(7, 700);
  const placedAt = new Date(Math.floor((now.getTime() - minutesAgo * MINUTE_MS) / 1_000) * 1_000);
  const lines = Array.from({ length: random.between(1, 3) }, () => {
    const [name, price] = random.pick(GOODS);
    return { name, quantity: random.between(1, 2), price };
  });
  const total = lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  return {
    orderId: `DH-${100_200 + ORDERS - index}`,
    placedAt,
    customer: demoCustomer(random, index),
    lines: lines.map(({ name, quantity, price }) => ({ name, quantity, amount: String(price * quantity) })),
    payments: demoPayments(random, { index, total, placedAt }),
  };
}

function demoCustomer(random: Random, index: number): DemoOrder["customer"] {
  const name = index % 17 === 5 ? random.pick(LONG_NAMES) : `${random.pick(FAMILY_NAMES)} ${random.pick(GIVEN_NAMES)}`;
  const words = withoutDiacritics(name).toLowerCase().split(" ");
  return {
    name,
    email: `${words.at(-1)}.${words[0]}${random.between(1, 99)}@example.com`,
    phone: `+84 9${random.between(10_000_000, 99_999_999)}`,
  };
}

type Sale = { readonly index: number; readonly total: number; readonly placedAt: Date };

/** One payment as a rule; at times a failed try before it, two halves, or one that the bank still works on. */
function demoPayments(random: Random, { index, total, placedAt }: Sale): DemoPayment[] {
  const payment = (
    number: number,
    amount: number,
    status: DemoPayment["status"] = "SUCCESS",
    refunded = 0,
  ): DemoPayment => ({
    transactionRef: `DEMO${String(index + 1).padStart(4, "0")}T${number}`,
    paymentRef: String(2_400_000 + index * 10 + number),
    method: random.pick(["QR", "QR", "CC", "CC", "ATM"]),
    status,
    amount,
    refunded,
    paidAt: new Date(placedAt.getTime() + (number + random.between(1, 4)) * MINUTE_MS),
  });
  if (index % 20 === 3) return [payment(1, total, "PROCESSING")];
  if (index % 20 === 11) return [payment(1, total, "FAILED")];
  if (index % 12 === 7) return [payment(1, total, "FAILED"), payment(2, total)];
  if (index % 10 === 4) {
    const first = Math.floor(total / 2_000) * 1_000;
    return [payment(1, first), payment(2, total - first)];
  }
  if (index % 9 === 8) return [payment(1, total, "SUCCESS", Math.floor(total / 4_000) * 1_000)];
  return [payment(1, total)];
}
