-- A shop's sales of three years, a million as a rule. The same at every run: random() hangs on this seed.
SELECT setseed(0.42);

-- How often a name is borne decides what a search for it costs, so the shares are those of Vietnam: every third a
-- Nguyễn. A name that stands once among given names is borne by one customer in two hundred.
CREATE TEMP TABLE name_part AS SELECT
  string_to_array(repeat('Nguyễn,', 38) || repeat('Trần,', 11) || repeat('Lê,', 10) || repeat('Phạm,', 7) || repeat('Hoàng,', 3)
    || repeat('Huỳnh,', 3) || repeat('Phan,', 5) || repeat('Vũ,', 2) || repeat('Võ,', 2) || repeat('Đặng,', 2) || repeat('Bùi,', 2)
    || 'Đỗ,Hồ,Ngô,Dương,Lý,Đinh,Trịnh,Mai,Đoàn,Lâm,Tô,Tạ,Châu,Thái,Quách', ',') AS family,
  string_to_array(repeat('Thị,', 25) || repeat('Văn,', 18)
    || 'Minh,Hoàng,Ngọc,Quốc,Đức,Thanh,Hữu,Gia,Khánh,Thuỳ,Kim,Phương,Bảo,Xuân,Thu,Hồng,Công,Thành,Tuấn,Mỹ,Như,Bích,Diễm,Trọng', ',') AS middle,
  string_to_array(repeat('Anh,Linh,Hương,Trang,Hà,Lan,Mai,Thảo,Dung,Hằng,Huyền,Nga,Nhung,Oanh,Phượng,Quyên,Tâm,Thắm,Tuyết,Vân,Yến,'
    || 'Hùng,Dũng,Cường,Long,Nam,Phong,Quân,Sơn,Thắng,Tiến,Trung,Tùng,Việt,Vinh,Bình,Đạt,Hải,Hiếu,Hòa,Huy,Khoa,Kiên,Lâm,Lộc,Nghĩa,'
    || 'Nhân,Phúc,Quang,Tài,Tấn,Thịnh,Thông,Toàn,Trí,Tú,Vũ,Bảo,Châu,Giang,', 3)
    || 'Khiêm,Nguyệt,Diệp,Thoa,Uyên,Vy,Trâm,Khôi,Luân,Mẫn,Ngân,Phát,Quyết,Sáng,Tường,Ước,Vượng,Xuyến,Ý,Ái', ',') AS given;

CREATE TEMP TABLE person AS
SELECT n, named.name, lower(translate(regexp_replace(normalize(named.name, NFD), '[\u0300-\u036F]', '', 'g'), 'đĐ', 'dd')) AS plain,
  '9' || lpad(((n::bigint * 7919 + 12345) % 100000000)::text, 8, '0') AS number
FROM generate_series(1, current_setting('bench.customers')::int) n
CROSS JOIN LATERAL (SELECT CASE
  WHEN n IN (1000, 70000, 399000) THEN 'Tôn Nữ Quỳnh Khuê'
  ELSE family[1 + floor(random() * cardinality(family))::int] || ' ' || middle[1 + floor(random() * cardinality(middle))::int]
    || ' ' || given[1 + floor(random() * cardinality(given))::int] END AS name FROM name_part WHERE n > 0) named;

INSERT INTO customer (id, identity, name, email, phone, created_at)
SELECT uuidv7(-interval '3 years'), email, name, email, '+84 ' || number, now() - interval '3 years'
FROM (SELECT n, name, number, split_part(plain, ' ', 3) || '.' || split_part(plain, ' ', 1) || n || '@example.com' AS email FROM person) known;

CREATE TEMP TABLE known_person AS
SELECT p.n, c.id, c.name, c.email, c.phone, p.plain, p.number FROM person p JOIN customer c ON c.phone = '+84 ' || p.number;
CREATE UNIQUE INDEX ON known_person (n);
ANALYZE known_person;

-- Sale n is the n-th in time. Every tenth customer is a regular and buys half of everything.
CREATE TEMP TABLE sale AS
SELECT n, placed_at, uuidv7(placed_at - now()) AS id, uuidv7(placed_at - now()) AS payment_id,
  (10 + floor(random() * 890))::bigint * 10000 AS amount,
  (ARRAY['QR', 'QR', 'CC', 'CC', 'ATM', 'WALLET'])[1 + floor(random() * 6)::int] AS method,
  1 + floor(random() * CASE WHEN random() < 0.5 THEN current_setting('bench.customers')::int / 10
    ELSE current_setting('bench.customers')::int END)::int AS customer,
  1 + floor(random() * 3)::int AS account
FROM (SELECT n, date_trunc('milliseconds', now() - (current_setting('bench.orders')::int - n + random()) * (interval '3 years' / current_setting('bench.orders')::int)) AS placed_at
  FROM generate_series(1, current_setting('bench.orders')::int) n) series;
CREATE UNIQUE INDEX ON sale (n);
ANALYZE sale;

INSERT INTO sales_order (id, order_id, customer_id, customer_name, email, phone, name_search, email_search, phone_search, currency,
  amount_minor, lines, placed_at, created_at, updated_at)
SELECT s.id, 'DH-' || 1000000 + s.n, c.id, c.name, c.email, c.phone, c.plain, c.email, '84' || c.number, 'VND', s.amount,
  jsonb_build_array(jsonb_build_object('name', 'Áo dài lụa thêu tay', 'quantity', 1, 'amount', s.amount::text)), s.placed_at, s.placed_at, s.placed_at
FROM sale s JOIN known_person c ON c.n = s.customer ORDER BY s.n;

CREATE TEMP TABLE account AS SELECT id, row_number() OVER (ORDER BY label)::int AS n FROM gateway_account WHERE label LIKE 'Shop %';
