// LHC-Forms of the National Library of Medicine, as a web component.
import { existsSync } from "node:fs";

const DISTRIBUTION = new URL("../node_modules/lforms/dist/lforms", import.meta.url).pathname;

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>LHC-Forms</title>
    <link rel="stylesheet" href="/webcomponent/styles.css" />
    <script src="/webcomponent/assets/lib/zone.min.js"></script>
    <script src="/webcomponent/runtime.js" type="module"></script>
    <script src="/webcomponent/polyfills.js" type="module"></script>
    <script src="/webcomponent/main.js" type="module"></script>
    <script src="/fhir/lformsFHIRAll.min.js" defer></script>
  </head>
  <body><div id="form"></div></body>
</html>`;

export function files(path) {
  if (path === "/") return { body: PAGE, contentType: "text/html" };
  return existsSync(DISTRIBUTION + path) ? { path: DISTRIBUTION + path } : undefined;
}

/** Shows a form and waits until it can be filled in. */
export async function show(page, questionnaire, version) {
  await page.waitForFunction(() => window.LForms?.Util?.addFormToPage && window.LForms.FHIR);
  await page.evaluate(
    ([form, name]) => window.LForms.Util.addFormToPage(form, "form", { fhirVersion: name }),
    [questionnaire, version.toUpperCase()],
  );
  await page.locator(".lhc-form-title").first().waitFor();
}

/** Returns what has been answered and calculated. */
export function response(page, version) {
  return page.evaluate(
    (name) => window.LForms.Util.getFormFHIRData("QuestionnaireResponse", name),
    version.toUpperCase(),
  );
}

/** Answers one question: with a code by its button, else by typing. */
export async function answer(page, linkId, value) {
  if (/^[a-z]/i.test(value)) return page.locator(`label[id^="${linkId}/"][id$="|${value}"]`).click();
  const input = page.locator(`input[id^="${linkId}/"]`);
  await input.fill(value);
  return input.blur();
}
