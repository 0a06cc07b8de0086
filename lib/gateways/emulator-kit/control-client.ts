export type ControlCall = <T = unknown>(method: string, path: string, body?: unknown) => Promise<T>;

/** Speaks to the switches of one emulator. `baseUrl` is that of a gateway account: http://127.0.0.1:PORT/neox */
export function controlCalls(baseUrl: string): ControlCall {
  return async <T>(method: string, path: string, body?: unknown) => {
    const response = await fetch(`${baseUrl}/_control/${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${baseUrl} refused ${method} ${path}: ${JSON.stringify(answer)}`);
    return answer as T;
  };
}
