// The first step of `npm start`, `npm test` and `npm run bench`. It runs on any Node from 20 on and needs no dependency: it installs
// what is missing and hands over to the project's own Node.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const projectNode = join(root, "node_modules", ".bin", "node");
const hiddenLock = join(root, "node_modules", ".package-lock.json");
const installLock = join(root, ".install.lock");

const [command, ...args] = process.argv.slice(2);
const script = {
  start: "scripts/start.ts",
  test: "scripts/test.ts",
  deep: "scripts/test-deep.ts",
  bench: "scripts/bench.ts",
}[command ?? ""];
// Who only waits for others stays small; the benchmark works itself.
const lean = command === "bench" ? [] : ["--max-semi-space-size=1"];

if (!script) fail(`There is no command ${command}.`);
if (Number(process.versions.node.split(".")[0]) < 20) {
  fail(
    `Refund Desk needs Node 20 or newer to begin with; this is ${process.version}. Install a newer one from https://nodejs.org.`,
  );
}
if (!isInstalled()) await install();
process.exitCode = await run(projectNode, [...lean, join(root, script), ...args], {
  cwd: root,
  // Keeps the work of stripping types from one start to the next.
  env: { NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "refund-desk", "compile"), ...process.env },
});

/** Whether node_modules is what package-lock.json asks for; times of files say nothing after a checkout. */
function isInstalled() {
  if (!existsSync(hiddenLock) || !existsSync(projectNode)) return false;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const present = JSON.parse(readFileSync(hiddenLock, "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === "" || (optional && !present[path]) || present[path]?.version === version,
  );
}

async function install() {
  if (!(await lockInstallation())) return;
  const release = () => rmSync(installLock, { force: true });
  process.once("exit", release);

  console.error("Installing packages…");
  const code = await run(
    npm(),
    [...npmArguments(), "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: root,
      // What a command prints is its own: `npm run -s bench -- --json` is JSON on a fresh clone, too.
      stdio: ["inherit", 2, 2],
      // Where install scripts run unasked, this one would download an engine that is never used.
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: join(root, "scripts", "schema-engine", "main.ts") },
    },
  );
  if (code !== 0) fail("The packages could not be installed: solve what npm says above, and try again.");
  if (!existsSync(projectNode)) {
    fail("npm did not install the package `node`: allow its install script (npm install-scripts ls) and run npm ci.");
  }
  release();
}

/** False when another start has just installed for us. */
async function lockInstallation() {
  let waited = false;
  for (;;) {
    try {
      writeFileSync(installLock, String(process.pid), { flag: "wx" });
      if (!waited || !isInstalled()) return true;
      rmSync(installLock, { force: true });
      return false;
    } catch (error) {
      if (error.code !== "EEXIST") fail(`This folder cannot be written (${error.code}): ${root}`);
    }
    if (isStale(installLock)) rmSync(installLock, { force: true });
    else if (!waited) console.error("Waiting for another installation in this folder…");
    waited = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function isStale(lock) {
  try {
    process.kill(Number(readFileSync(lock, "utf8")), 0);
    return Date.now() - statSync(lock).mtimeMs > 30 * 60_000;
  } catch (error) {
    return error.code !== "EPERM";
  }
}

function npm() {
  return process.env.npm_execpath ? process.execPath : "npm";
}

function npmArguments() {
  return process.env.npm_execpath ? [process.env.npm_execpath] : [];
}

/** Runs a program in the foreground, passes on the signals that ask it to stop, and waits for it to do so. */
function run(program, programArguments, options) {
  return new Promise((resolve) => {
    const child = spawn(program, programArguments, { stdio: "inherit", ...options });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
    stopWithNpm(child);
    child.once("error", (error) => fail(`${program} could not be run: ${error.message}`));
    child.once("exit", (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** npm that is killed outright passes nothing on: then its child is adopted by another parent. */
function stopWithNpm(child) {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event) return;
  setInterval(() => process.ppid === parent || child.kill("SIGTERM"), 1_000).unref();
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
