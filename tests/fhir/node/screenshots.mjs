// Takes the pictures of the documentation: npm run screenshots -- EXPORTS, where EXPORTS holds r4/ and r5/
//
// Each shows the form about the mucus plug in a renderer after a step of the scenario.
import { join } from "node:path";
import { readJson, resource } from "./files.mjs";
import { fill } from "./renderers/fill.mjs";

const IMAGES = new URL("../../../docs/images", import.meta.url).pathname;
const PICTURES = [
  { renderer: "lhc_forms", version: "r4", after: "36 weeks 6 days", file: "lhc-forms-36-weeks-6-days.png" },
  { renderer: "lhc_forms", version: "r5", after: "bleeding that keeps flowing", file: "lhc-forms-bleeding.png" },
  { renderer: "smart_forms", version: "r4", after: "37 weeks 0 days", file: "smart-forms-37-weeks-0-days.png" },
];

const exports = process.argv[2];
const scenario = readJson(new URL("scenario.json", import.meta.url));
for (const { renderer, version, after, file } of PICTURES) {
  const questionnaire = resource(join(exports, version), "Questionnaire", "mucus-plug-when-to-call");
  const last = scenario.findIndex((step) => step.name === after);
  const module = await import(`./renderers/${renderer}.mjs`);
  await fill(module, questionnaire, version, scenario.slice(0, last + 1), async (page, step) => {
    if (step.name === after) await page.screenshot({ path: join(IMAGES, file), fullPage: true });
  });
}
