// A headless Chromium that is shown files of this machine, and nothing else.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const EXECUTABLES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const ORIGIN = "http://forms.test";
const SWITCHES = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Opens a page and gives it to `use`; returns what that returns, and every address outside that was asked for.
 *
 * `files` says what each path of the page's own origin holds: a content `body` or a `path` on disk, and its
 * `contentType`; or a function from paths to that.
 */
export async function withPage(files, use) {
  const executablePath = EXECUTABLES.find(existsSync);
  const browser = await chromium.launch({ executablePath, args: SWITCHES });
  const context = await browser.newContext({ viewport: { width: 900, height: 1000 }, locale: "en-GB" });
  const external = [];
  await context.route("**/*", (route) => {
    const url = route.request().url();
    const file = url.startsWith(`${ORIGIN}/`) ? files(url.slice(ORIGIN.length)) : undefined;
    if (file) return route.fulfill(file);
    if (!url.endsWith("/favicon.ico")) external.push(url);
    return route.abort();
  });
  try {
    const page = await context.newPage();
    await page.goto(`${ORIGIN}/`);
    return { result: await use(page), external };
  } finally {
    await browser.close();
  }
}
