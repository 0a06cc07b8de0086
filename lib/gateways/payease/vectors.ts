import type { PayeaseFields } from "./fields.ts";

/** Keys made for these vectors and for nothing else: everybody can read them. */
export const EXAMPLE_MERCHANT_KEY = `-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDUwPkPcMWrqylw
gX4qAttvsJ0JwWNAnVP6ixbtUeY+VGfnOuRwwNUZFrAn7aK/n8fI+xJGkP2u1vGo
OSztOKkSecxKMjS15UeN2lpIdSQE7PGQjjcRoDSvg7aUzXKtkcpDsXqKB6RKB8W7
xMmsA8sGkzmtMBd5bqhbxi2YHGbL32OzNicAueKxjWtzKUKhJezbS9+OwHyHD75X
F/zQBwKGXOi0yYoKgFOIUrjg9elJ+i/0Sh61Fo2i7Ki5KpAFWhlIqFNlEjVVoND+
RO8wUmfjhL/iZwXXhri4D+VhuNQe+kU27aNIoDC/npa47jt6skSRK0G+8exhSEOI
gD0+W0btAgMBAAECggEAEhflNoRzMyHH0OsaVS1QByQgftNlAvo+SZjplr431AYu
nfIaumIT3WHaElM5240VmwiLKdgr0uIxxAo0wWnnqwwTrR2u8OcyWiR/OBlKOmcC
NjZ6BXQ39tM/RFFiltNGvdIKp1F2DduyW8ElG41pB0KfDZUA8hFQnRlyCDUmIuFR
UAsbfE+fRq0Fy+nengtmf18j/K8P00PyTX1T7V++Ejug375acvyrMLzP0mnNcwm6
RMIF/nvFBhU2A814D4PxYgXH7AxqN7QKgTFCe8s9pdZCxf3P1JeR9THeKTWvWoRe
4xsvb/EGSRbuFOV3pp1hpREMI6Fe0KrgHAH9m+b+IQKBgQD9NXFRhXFyERZ+1e5i
MRZzKObiK45OMzMuvUtbXq5dE0/+bkwSyN39+A17S/V83IbMDMJlzQp/63Dk2fdE
ZP3Aho8aHuTAcRI2qbn0lPIQC90XA6eBrRG45AWpJosuEvO9nbCJTL75XhbbnU+Y
dF77yVwkQIdaCWNavWH/SBlr3QKBgQDXGV2xbdHurCnUS9q9iJwvXfFdBnUx30wr
9HxBC8K6WXUVS9SogJ+7H2qUixMfwIKOe9R8Rr763lqTNOjYtMb1br9/sfaxociU
/c/Sh3RlHPJuaRcduECobmDYlDNu37DwwpjHcF04qW0g7GBxdfAPXkuUm/7u8JXN
ZovUXrleUQKBgDgrRMn6uiG9nKniNxFdJkfBiQYe92BthysVHsRUCoXnJNWiDgoU
uPn/rq3tObXLDbPyGKWQiIW76r05hNqNNKUitFftBn2SF6I8oF2bNN9OYmsaimv/
wnCrVH4jaLh9x8gGVQUAG1UiBBwPl3qQRgnAr0nzbpMQhhO48yY4DjuZAoGBALFU
+kdi8KZCTaH2f3mufIUYf/pfbpMVMukyAJZnqbyUL9DE2aepkwZkGiwolDWjMn9h
W4axlJWiZy3heu3d7AE/sqUGBQnhBUrADWvVvIH34W5hOWuJEdVKWpFzbQvFY0y6
QdZ6roAePhfciI5B2w3wgYMdMImw0u+p0THefhhhAoGAfTvhWnMH5ehEoDIS+4zT
bNZaguoOUPMcywjFAcLNgpZxEgOjXHD5sKIRglcRDe3qSzFt0Nh9Z0/1fqo0wMqY
85X3FcmKK0u4mg+43Gk5tGW4vewBGH0luM4tl9QCJyXOJUw303XfxSOqpa2HDDwC
4KkNWtOY74WqN6PO0VxEmrw=
-----END PRIVATE KEY-----
`;

export const EXAMPLE_PLATFORM_KEY = `-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC2wsHf/GWOqugU
OMLOCAln7RvIO16fKUyLFfWOXVChjpx1eCdrqpp5UKwufH2r7qRbRqASbyl7vSKT
DB76Lg6oZH9WO/uE/tmL5kUP0QowjLF6L/3x3eSHN55t1BhQgJkbiL81krzPENlM
DDVaAiYcRCx98CprnJt+PYdNKRaoUDRb9SflH0PRxqkrYmjX5HohW+OKX2edoWy7
HVreZqskeDQrPlFBMq4f8M/fmCUzaAr1MmNpXqOvOt/ABKE3E/KKR7EhgTqEarJr
I+EMGv+LUf9KJdkcZ7HceBYsPPy3bJ0iXTcz8UPdFO/jWCkzR5tk2DpjgQsXRYYf
Dl7cv2YRAgMBAAECggEAD2iGxUZCSa+fDBVnrHcrqSy/FY1BLP9jtKuP8wYVsN6V
J6ePAJohlpjL63S+I6tlr/cEXTQstddRqD7ICHpZl1jhuM4rJnYAtrVzR8zCpH/i
y/+/0+R2n+/QgPH2GtNnaoAySWdVrnTSh9bU/gGwX4cKjpObqqGez8XgN7Z/HTGB
UmkDUpZR16KsjwapApKKuwEpZdUFkoGN8o8VycVoWbhPVipMxMPxrrj+eS++M30L
MCy9WRBxsFMthFw7C1xJsFcCdL1iq8TZHPz/CuUBGSsy57wvkC/qPuLh5CBnJLuR
zjEpswJiKWqO/JDuSH4PJa89KAZwLJrcMrwu4/mNAQKBgQDoTRLRBeoK6z9wM7Bk
QnC9YM2GyV9F3R8V+TLmK3ZHDEGg7eYS7nBNN9sTTOY//8UT+dzSwYDbgR0MGLLa
FP2tXUSQdTyNKFl4V7o9q71mmTkrfXReIuxNhU72Ay3zbEsiOTsjOcDZHgN8RonW
PtYmzBS8BbjqFPfVz14o6EeX0wKBgQDJZ9tm4/NJjR1EgLBo+X0BUFBh3bzio4PM
7gmyzlfUUgFGdfqzvbjv2zwq7Xb9RKj04v9wweoiFyhOHXpUnojwk0fwrz2ped2a
XIUA6RLpF5TO9/qIPTZ18L7VtFG5+3AA4hOgoieHW6MZ1KfEbu3jnsTYOQs1YK4l
TZH9HRigCwKBgQCnBxPqewgnRbLdaC0CSctqP3pH2e7I+w7o678vRDzNJQDjR2rQ
XeUdgHXi0L4VckAv9s5SM5QFQDa0heXDbKhhyNgNzl31WPfL0bg1s5CBftZecNwE
+7NQofN+bBbUGh+DwgbFczc4ZZ438zgUdiXgy4h1EOA+X0k70NhxLWKcxQKBgHKX
jNW1zK6Eg6p+LeEMUnt03sdQCjBJKKxoo0wA6yf6oI8egU3THG4cJtel1JW1gwwS
O5REQJq04lHPo9KRgQigQ8ZFbqgGlndFPMeP1RqaOCiqHvl1Go9wMqQUvIs87DUU
bGZw3Fy/XsVLoUi6dM+VfhooGqB8KZk/0VhaPbCRAoGAP8cbhF9ShJevo49iO3OU
XU0CUiz4j6U3sA782AZIQNDS51hnxPysdWYhEgIxit8npCByPG/GRZY5BKoDdYD3
Aa+7T9BvjpQj1exYR8BMaTSYpCUetKKniq65NkpP+yJWy2nrjvz9yaU674WbX4D1
vO8sP1onKVd7sQ9u5Pv10JQ=
-----END PRIVATE KEY-----
`;

export type Vector = {
  readonly name: string;
  readonly fields: PayeaseFields;
  readonly source: string;
  /** SHA-1 of the source, in hex. */
  readonly digest: string;
  /** The private key of whoever sends it. */
  readonly signer: string;
  readonly hmac: string;
};

/** Computed apart from this code. PKCS1 v1.5 has one signature for each text and key. */
export const VECTORS: readonly Vector[] = [
  {
    name: "refund request",
    fields: {
      merchantId: "890000593",
      orderRequestId: "20240501-890000593-12345",
      requestId: "RF20240501-0001",
      amount: "12.50",
      notifyUrl: "https://backoffice.example.com/hooks/payease",
      remark: "Customer return",
    },
    source:
      "12.50#890000593#https://backoffice.example.com/hooks/payease#20240501-890000593-12345#Customer return#RF20240501-0001#",
    digest: "f9f38384832ac20020c5de1255c1018cc62108d7",
    signer: EXAMPLE_MERCHANT_KEY,
    hmac: "vLDiXTeNUCtqfX/j7QFrcpiJPvR1CN+lh07gTU02SCDrbbhk1Fa4/1US/dbV5ZwpiVjJtYCP1JzvVPILRMgjXpcuIZaIKEza0fdLoNu/nt2biZBQxtxpZdqU6guaYR1BXyqan1+cBMxI9lwhVJD8drYvVDndVm/zOOvWd6OAG1ef7bPuo44sx//Qa5rgWYXvwaVaZw1rOqWJx/LQdnEBk7YgPyrYcDj8Vyi/Rnag1149Ep4+jPNjVMPWE5DR7Nba+ExOEIGW4YYPV50W13AKDVlE8t4FbM0CzH247IoSC1D4J0IAlDxgTSDdUVcmSdN+ucTrmVY41vxlR0d0Iv1Vlw==",
  },
  {
    name: "refund response",
    fields: {
      status: "SUCCESS",
      merchantId: "890000593",
      orderRequestId: "20240501-890000593-12345",
      requestId: "RF20240501-0001",
      bankNumber: "245678",
      refundId: "816290053119947",
      amount: "12.50",
      currency: "USD",
      refundSubmissionTime: "2024-05-01 10:20:30",
      remark: "Customer return",
    },
    source:
      "12.50#245678#USD#890000593#20240501-890000593-12345#816290053119947#2024-05-01 10:20:30#Customer return#RF20240501-0001#SUCCESS#",
    digest: "5d844b8320d3c1c08872e16766043c8837814fc4",
    signer: EXAMPLE_PLATFORM_KEY,
    hmac: "sDwkXT5EsU1grn+6UIqxMTdfj8l2k7pIh6HL+gXZPaja/4QI8sQZ3iEeBl/LI1poA+qR+dEE0yhw0oEJZU8VREoml3s61r3eDVy9rJhgKRTNntFzDwRFOrzTYjscTfqlWBtM9uWRUimUouu17Shy6HuXeQOP8p40ql6GamNJwT4gjTvT9CiFT76oQ9tLR6B9OU3zBp5aefUZelMV+U1mghDaCswQjRt29c7nLbSSpikH/E/rc3uuWtE+gwYwr4x/2B6NfeH+xQPiSMx6QPDomrIStmx+7K99CKtfDkD4JphERUDoKmJywziNlocfKR3bsRpaZ1EE6q+W5XlYqaLR0g==",
  },
];
