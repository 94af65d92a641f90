// Puts the truth table of a form through its exported expressions: node truth_table.mjs TABLE FOLDER VERSION
//
// Prints how many values were compared, and each that differs from what our evaluator made of the answers.
import { evaluate } from "./expressions.mjs";
import { readJson, resource } from "./files.mjs";

const [tableFile, folder, version] = process.argv.slice(2);
const table = readJson(tableFile);
const questionnaire = resource(folder, "Questionnaire", table.form);
const plan = resource(folder, "PlanDefinition", table.form);
const library = resource(folder, "Library", `${table.form}-logic`);

const variables = expressionsOf(questionnaire, "/variable");
const logic = Buffer.from(library.content[0].data, "base64").toString();
let compared = 0;
const differences = [];

for (const expected of table.responses) {
  const { response } = expected;
  const asked = memory(response);
  const values = calculatedVariables(asked);
  compareAll(expected.variables, values, response);
  compareAll(expected.items, calculatedItems(questionnaire.item, asked, values), response);
  compareAll(expected.actions, conditionsOf(plan, asked), response);
  compare("library", expected.urgency, asked(logic), response);
}
for (const [name, cases] of Object.entries(table.conditions)) {
  const expression = named(name);
  for (const { response, holds } of cases) compare(name, holds, memory(response)(expression), response);
}
for (const [truths, expected] of table.ladder) {
  compare("urgency", expected, one(evaluate(named("urgency"), {}, version, truths)), truths);
}
console.log(JSON.stringify({ compared, differences }));

/** Returns the evaluation of expressions over one response, in which each expression is evaluated once. */
function memory(response) {
  const known = new Map();
  return (expression, values = {}) => {
    if (!known.has(expression)) {
      known.set(expression, one(evaluate(expression, response, version, { resource: response, ...values })));
    }
    return known.get(expression);
  };
}

/** Returns a single value as it is, a coding as its code, and nothing as null. */
function one(result) {
  if (result.length > 1) return result;
  return result[0]?.code ?? result[0] ?? null;
}

function expressionsOf(element, ending) {
  return (element.extension ?? [])
    .filter((each) => each.url.endsWith(ending))
    .map((each) => each.valueExpression);
}

function calculatedVariables(asked) {
  const values = {};
  for (const { name, expression } of variables) values[name] = asked(expression, values);
  return values;
}

/** Returns by linkId what every item calculates, or whether it is shown. */
function calculatedItems(items, asked, values) {
  const found = {};
  for (const item of items) {
    const [expression] = [
      ...expressionsOf(item, "-calculatedExpression"),
      ...expressionsOf(item, "-enableWhenExpression"),
    ];
    if (expression) found[item.linkId] = asked(expression.expression, values);
    Object.assign(found, calculatedItems(item.item ?? [], asked, values));
  }
  return found;
}

function conditionsOf(plan, asked) {
  return Object.fromEntries(
    plan.action.map((action) => [action.id, asked(action.condition[0].expression.expression)]),
  );
}

function named(name) {
  return variables.find((each) => each.name === name).expression;
}

/** Compares by name; what only one side has differs too. */
function compareAll(expected, actual, given) {
  for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    compare(name, expected[name], actual[name], given);
  }
}

function compare(name, expected, actual, given) {
  compared += 1;
  if (expected !== actual) differences.push({ name, expected, actual, given });
}
