// Judges N-Triples by shapes with shacl-engine, Core only: `node shacl_engine.mjs DATA SHAPES`.
// Its packages lie beside this file: npm install --prefix benchmarks/measuring shacl-engine@1.1.2 rdf-ext@2.6.0 n3@2.13.12
import { readFileSync } from 'node:fs'
import { Parser } from 'n3'
import rdf from 'rdf-ext'
import { Validator } from 'shacl-engine'

const [data, shapes] = process.argv.slice(2).map((path) =>
  rdf.dataset(new Parser({ factory: rdf }).parse(readFileSync(path, 'utf8'))))
const report = await new Validator(shapes, { factory: rdf }).validate({ dataset: data })
const found = report.results.map((result) =>
  [result.focusNode.term, result.constraintComponent, result.severity].map((term) => term.value).join('\t'))
console.log(JSON.stringify({ found }))
