// Fills in the form about the mucus plug by the scenario: node render.mjs RENDERER FOLDER VERSION
//
// Prints what the form says after each step, and every address outside that was asked for.
import { readJson, resource } from "./files.mjs";
import { fill } from "./renderers/fill.mjs";

const [name, folder, version] = process.argv.slice(2);
const renderer = await import(`./renderers/${name}.mjs`);
const questionnaire = resource(folder, "Questionnaire", "mucus-plug-when-to-call");
const scenario = readJson(new URL("scenario.json", import.meta.url));
console.log(JSON.stringify(await fill(renderer, questionnaire, version, scenario)));
