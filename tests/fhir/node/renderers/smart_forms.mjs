// Smart Forms of the Australian e-Health Research Centre, bundled when it is needed.
import { build } from "esbuild-wasm";

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Smart Forms</title>
    <script src="/page.js" defer></script>
  </head>
  <body><div id="form"></div></body>
</html>`;

const { outputFiles } = await build({
  entryPoints: [new URL("smart_forms_page.jsx", import.meta.url).pathname],
  bundle: true,
  write: false,
  minify: true,
  outdir: "/",
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"', global: "window" },
  loader: { ".woff": "empty", ".woff2": "empty" },
  logLevel: "error",
});
const script = outputFiles.find((file) => file.path.endsWith(".js")).text;

export function files(path) {
  if (path === "/") return { body: PAGE, contentType: "text/html" };
  return path === "/page.js" ? { body: script, contentType: "text/javascript" } : undefined;
}

/** Shows a form and waits until it can be filled in. */
export async function show(page, questionnaire) {
  await page.waitForFunction(() => window.show);
  await page.evaluate((form) => window.show(form), questionnaire);
  await page.locator("input").first().waitFor();
}

/** Returns what has been answered and calculated. */
export function response(page) {
  return page.evaluate(() => window.response());
}

/** Answers one question: with a code by its button, else by typing. */
export function answer(page, linkId, value) {
  const item = page.locator(`[data-linkid="${linkId}"]`);
  if (/^[a-z]/i.test(value)) return item.locator(`input[value="${value}"]`).click();
  return item.locator("input").fill(value);
}
