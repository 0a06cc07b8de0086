const ROWS = Array.from({ length: 50 }, (_, index) => ({ orderId: `DH-${index}`, text: "x".repeat(165) }));

export const dynamic = "force-dynamic";

export function GET(): Response {
  return Response.json(ROWS);
}
