// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import static org.evo.shm.itests.reliability.CampaignReport.ms;
import static org.evo.shm.itests.reliability.CampaignReport.row;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * The part of the report that is about containers that clean.
 *
 * @param tally what came of it
 */
record CleanupSection(CleanupTally tally) {

  private static final String INTRODUCTION =
      """

      ## Kills where containers clean

      Two containers - processes of their own with an embedded Felix and the product's bundles -
      clean one directory by their schedule (grace %d ms, a pass over everything each %d ms), and
      are never killed. A third one is: it writes, reads and cleans as well, and starts again.
      Writers, in Java and in C, and readers are killed beside it, in every state. Another process
      lives throughout, with segments that it writes and one that it parks and takes up again;
      each has an attached reader that verifies every value, and its owner looks a hundred times a
      second whether its file still has its name.

      | what was killed by SIGKILL | processes |
      |---|---|
      """;

  private static final String FIGURES =
      """

      | figure | value | meaning |
      |---|---|---|
      """;

  void append(StringBuilder text) {
    text.append(INTRODUCTION.formatted(CleanupScene.GRACE_MS, CleanupScene.PERIOD_MS));
    for (Blow blow : Blow.values()) {
      row(text, blow.words(), tally.kills().getOrDefault(blow, 0));
    }
    row(text, "all", tally.killsInAll());
    text.append(FIGURES);
    appendTimes(text);
    appendCounts(text);
  }

  private void appendTimes(StringBuilder text) {
    row(
        text,
        "death known P50 / P99 / max",
        times(tally.notices()),
        "from the kill to the event WRITER_DEAD at a listener in a surviving container; "
            + tally.notices().count()
            + " samples; "
            + tally.tooLate()
            + " times a container learned of it when the other one had removed the segment");
    row(
        text,
        "removed P50 / P99 / max",
        times(tally.removals()),
        "from the kill to the removal, the grace of "
            + CleanupScene.GRACE_MS
            + " ms included; "
            + tally.removals().count()
            + " samples");
    row(
        text,
        "removed behind the last reader P50 / P99 / max",
        times(tally.removalsOfUnread()),
        "from the kill of the last reader of a dead writer's segment, whose grace was over; "
            + tally.removalsOfUnread().count()
            + " samples");
  }

  private void appendCounts(StringBuilder text) {
    row(text, "stale", tally.stale(), "segments or residue left for 30 s, or at the end");
    row(
        text,
        "wrong",
        tally.wrong(),
        "removed though alive, parked, read, or within the grace; "
            + tally.checks()
            + " looks at live names, "
            + tally.parks()
            + " parkings");
    row(
        text,
        "leaks",
        tally.leaks(),
        "descriptors, mappings or threads that a surviving container had more of at last");
    row(text, "dead readers counted", tally.readersCountedAfterwards(), "of live segments");
    row(
        text,
        "values read",
        tally.read().reads(),
        tally.read().torn() + " torn, " + tally.read().backwards() + " backwards");
    row(
        text,
        "wanted by both",
        tally.wantedByBoth(),
        "segments that both surviving containers set out to remove, of " + tally.segments());
    for (String container : tally.containers()) {
      row(text, "a surviving container", container, "removed by its passes");
    }
    tally.kept().forEach((reason, times) -> row(text, "left", times, reason));
  }

  private static String times(Distribution times) {
    return ms(times.p50()) + " / " + ms(times.p99()) + " / " + ms(times.max()) + " ms";
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    JsonObject kills = new JsonObject();
    tally.kills().forEach((blow, count) -> kills.addProperty(blow.name(), count));
    json.add("kills", kills);
    addTimes(json, "deathKnown", tally.notices());
    json.addProperty("deathKnownTooLate", tally.tooLate());
    addTimes(json, "removed", tally.removals());
    addTimes(json, "removedBehindReader", tally.removalsOfUnread());
    json.addProperty("graceMs", CleanupScene.GRACE_MS);
    json.addProperty("stale", tally.stale());
    json.addProperty("wrong", tally.wrong());
    json.addProperty("leaks", tally.leaks());
    json.addProperty("readersCountedAfterwards", tally.readersCountedAfterwards());
    json.addProperty("nameChecks", tally.checks());
    json.addProperty("reads", tally.read().reads());
    json.addProperty("torn", tally.read().torn());
    json.addProperty("backwards", tally.read().backwards());
    json.addProperty("segments", tally.segments());
    json.addProperty("wantedByBoth", tally.wantedByBoth());
    JsonObject kept = new JsonObject();
    tally.kept().forEach(kept::addProperty);
    json.add("left", kept);
    JsonArray problems = new JsonArray();
    tally.problems().forEach(problems::add);
    json.add("problems", problems);
    return json;
  }

  private static void addTimes(JsonObject json, String name, Distribution times) {
    json.addProperty(name + "Count", times.count());
    json.addProperty(name + "P50Ns", times.p50());
    json.addProperty(name + "P99Ns", times.p99());
    json.addProperty(name + "MaxNs", times.max());
  }
}
