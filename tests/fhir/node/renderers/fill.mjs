// Fills in a form in a renderer as a person would, step by step, and reads what it says.
import { setTimeout as pause } from "node:timers/promises";
import { withPage } from "./browser.mjs";

const PATIENCE = 15_000; // milliseconds until a renderer must have taken an answer, or calculated

/**
 * Returns what the form says after each step of a scenario, and every address outside that was asked for.
 *
 * `renderer` is a module of this folder. `look` is called with the page and the step after each.
 */
export function fill(renderer, questionnaire, version, scenario, look = async () => {}) {
  return withPage(renderer.files, async (page) => {
    await renderer.show(page, questionnaire, version);
    const answers = async () => answersOf(await renderer.response(page, version));
    const said = [];
    for (const step of scenario) {
      for (const [linkId, value] of Object.entries(step.answers)) {
        await renderer.answer(page, linkId, value);
        await until(answers, (given) => String(valueOf(given[linkId])) === value);
      }
      const reading = async () => read(await answers(), page, questionnaire);
      said.push(await until(reading, (now) => agrees(now, step.says)));
      await look(page, step);
    }
    return said;
  });
}

/** Asks again and again until the answer is as hoped for, or patience ends; returns the last one. */
async function until(ask, hoped) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (hoped(answer) || Date.now() > end) return answer;
    await pause(50);
  }
}

/** Returns what is calculated, and by linkId which words of the result are to be seen. */
async function read(answers, page, questionnaire) {
  const shown = [];
  for (const { linkId, text } of spoken(questionnaire.item)) {
    const words = page.getByText(text, { exact: true }).filter({ visible: true });
    if ((await words.count()) > 0) shown.push(linkId);
  }
  return {
    urgency: valueOf(answers["triage-urgency"]),
    coded: valueOf(answers["triage-coded"]),
    complete: valueOf(answers["triage-complete"]),
    days: valueOf(answers["gestational-age-in-days"]),
    shown,
  };
}

/** Returns the value of an answer, of a coding its code. */
function valueOf(answer = {}) {
  const [value] = Object.values(answer);
  return value?.code ?? value;
}

/** Tells whether all that is expected was said. */
function agrees(said, expected) {
  return Object.entries(expected).every(([name, value]) => String(said[name]) === String(value));
}

function answersOf(element) {
  const found = {};
  for (const item of element.item ?? []) {
    if (item.answer) found[item.linkId] = item.answer[0];
    Object.assign(found, answersOf(item));
  }
  return found;
}

/** Returns the items that say something under a condition. */
function spoken(items) {
  return items.flatMap((item) => [
    ...(item.type === "display" && isConditional(item) ? [item] : []),
    ...spoken(item.item ?? []),
  ]);
}

function isConditional(item) {
  return (item.extension ?? []).some((each) => each.url.endsWith("-enableWhenExpression"));
}
