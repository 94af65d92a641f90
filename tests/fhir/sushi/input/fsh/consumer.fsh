// Names everything by its canonical or its code in our package, so that nothing is written unless it is found.
Alias: $urgency = https://w3id.org/operculum/kb/fhir/CodeSystem/operculum-urgency

Instance: LocalForm
InstanceOf: Questionnaire
Usage: #definition
* url = "https://example.org/consumer/Questionnaire/LocalForm"
* status = #draft
* derivedFrom = Canonical(MucusPlugWhenToCall)
* item[+].linkId = "urgency"
* item[=].text = "How soon?"
* item[=].type = #choice
* item[=].answerValueSet = Canonical(OperculumUrgencyValueSet)

Instance: LocalPlan
InstanceOf: PlanDefinition
Usage: #definition
* url = "https://example.org/consumer/PlanDefinition/LocalPlan"
* status = #draft
* library = Canonical(MucusPlugWhenToCallLogicLibrary)
* action[+].title = "Ask the form"
* action[=].definitionCanonical = Canonical(LocalForm)
* action[=].code = $urgency#immediate

ValueSet: CallSoon
Description: "Urgencies with which somebody is called."
* include codes from valueset OperculumUrgencyValueSet
* exclude $urgency#selfMonitor
