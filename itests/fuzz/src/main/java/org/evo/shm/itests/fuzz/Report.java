// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/**
 * What a campaign came to.
 *
 * @param seed where its inputs came from
 * @param workers how many JVMs shared them
 * @param seconds how long it took
 * @param tally what they came to
 */
record Report(long seed, int workers, double seconds, Tally tally) {

  boolean isGood() {
    return tally.findings().isEmpty();
  }

  /** The arguments that make one input again. */
  String replay(Finding finding) {
    return "--seed " + seed + " --first " + finding.number() + " --inputs 1";
  }

  String json() {
    Gson gson = new Gson();
    JsonObject json = new JsonObject();
    json.addProperty("seed", seed);
    json.addProperty("workers", workers);
    json.addProperty("durationSeconds", seconds);
    json.addProperty("inputs", tally.total());
    json.add("inputsByKind", gson.toJsonTree(tally.inputs()));
    json.add("outcomesByStep", gson.toJsonTree(tally.outcomes()));
    JsonArray findings = new JsonArray();
    for (Finding finding : tally.findings()) {
      JsonElement one = gson.toJsonTree(finding);
      one.getAsJsonObject().addProperty("replay", replay(finding));
      findings.add(one);
    }
    json.add("findings", findings);
    return json.toString();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "seed %d: %d inputs in %.1f s on %d JVMs, %d findings%n",
            seed, tally.total(), seconds, workers, tally.findings().size()));
    text.append(String.format("%n%-24s %10s%n", "kind", "inputs"));
    tally.inputs().forEach((k, n) -> text.append(String.format("%-24s %10d%n", k, n)));
    text.append(String.format("%n%-24s %-20s %10s%n", "step", "outcome", "times"));
    for (Map.Entry<String, Map<String, Long>> step : tally.outcomes().entrySet()) {
      step.getValue()
          .forEach(
              (outcome, n) ->
                  text.append(String.format("%-24s %-20s %10d%n", step.getKey(), outcome, n)));
    }
    for (Finding finding : tally.findings()) {
      text.append(
          String.format(
              "%nFINDING input %d (%s), %s: %s%n  again: %s%n",
              finding.number(), finding.kind(), finding.step(), finding.what(), replay(finding)));
    }
    return text.toString();
  }
}
