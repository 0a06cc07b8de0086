import { hashPassword } from "#lib/auth/password.ts";
import type { Role } from "#lib/domain/permissions.ts";
import type { Services } from "#lib/services/context.ts";
import { createUser } from "#prisma/factories/create-user.ts";

const PEOPLE: readonly (readonly [account: string, role: Role, name: string])[] = [
  ["support", "support", "Hồ Ngọc Mai"],
  ["staff", "staff", "Trần Minh Quân"],
  ["staff2", "staff", "Lê Thu Hà"],
  ["manager", "manager", "Phạm Quốc Bảo"],
  ["manager2", "manager", "Vũ Hải Yến"],
  ["manager3", "manager", "Đặng Anh Tuấn"],
  ["admin", "admin", "Bùi Thanh Sơn"],
  ["admin2", "admin", "Ngô Kim Liên"],
];

/** Opens the accounts that are not there yet; those that are keep their passwords. */
export async function seedPeople({ prisma, vault }: Services, password: string): Promise<void> {
  for (const [account, role, name] of PEOPLE) {
    const email = emailOf(account);
    if (await prisma.user.findUnique({ where: { email } })) continue;
    await createUser(prisma, { role, name, email, passwordHash: await hashPassword(password, vault) });
  }
}

export function emailOf(account: string): string {
  return `${account}@demo.test`;
}
