// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The results for people, as Markdown, and for programs, as one line of JSON.
 *
 * @param settings what was asked for
 * @param durationNs how long it took
 * @param crashes the deaths at crash points
 * @param kills the kills
 * @param cleanup the kills where containers clean
 */
record CampaignReport(
    CampaignSettings settings,
    long durationNs,
    CrashTally crashes,
    KillCampaign kills,
    CleanupTally cleanup) {

  private static final String COMMAND =
      "mvn verify -pl itests/reliability -am -DskipTests -Preliability -Dminutes=30";

  private static final String INTRODUCTION =
      """
      # Reliability

      Writers die here in every way that a signal can bring about, and somebody watches: a reader
      that is attached throughout and verifies each value. Every word of a value is computed from
      the time at which it was made and from its writer's process id, so a mixture of two values
      shows, and values of one segment carry growing times whoever wrote them.

      This file is generated:

          %s

      runs all campaigns for that many minutes and writes it to
      `itests/reliability/target/reliability.md`, with the same figures as one line of JSON beside
      it. Every `mvn verify` runs a short form of them. `-Dseed=N` repeats the random choices of a
      run, not its timing.

      """;

  private static final String CRASHES =
      """
      ## Crash points

      Every system call of the product goes through one class. Victims run with another class in
      its place, which has the same methods and a crash point before and behind each call; the
      product itself has none, and tests keep it so. A run that survives lists the points, then one
      process after another dies by SIGKILL at one of them. In the phase *write*, which makes no
      system call, the points lie between opening, filling and committing a value; *republish* is
      lived through by the product's own thread after a third party has removed the name.

      After each death one attempt to claim the name has to succeed, version and generation go
      upwards, the attached reader reads the heir's value, no value is torn or older than one
      before, and when the heir has closed no file is left. In the phase *cleanup* a cleaner dies
      amid a retired file, an orphan, lock files left behind, metadata and data on its way; a second pass
      has to remove everything, and claims before and behind it succeed likewise.

      | phase | points | died at | problems |
      |---|---|---|---|
      """;

  private static final String KILLS =
      """

      ## Kills at random moments

      A writer is killed while the next one waits for the name; a third and a fourth are being
      started meanwhile, so that the start of a JVM is in no figure. One in three is a C program
      that knows `evo_shm.h` only; in the short form two are, and readers rest now and then. A
      writer says what it is about to do; *inside a write* means that it had stopped in the middle
      of a value: a transaction half filled, in C a copy that cannot go on.

      | what the victim had said | kills |
      |---|---|
      """;

  private static final String FIGURES =
      """

      | figure | value | meaning |
      |---|---|---|
      """;

  private static final String SHAPES =
      """

      | segment | kills | takeovers | P50 ms | P99 ms | max ms | reads | torn | backwards |
      |---|---|---|---|---|---|---|---|---|
      """;

  /** Writes {@code reliability.md} and {@code reliability.json}. */
  void write(Path directory) throws IOException {
    Files.writeString(directory.resolve("reliability.md"), markdown());
    Files.writeString(directory.resolve("reliability.json"), json() + "\n");
    Progress.say("report in " + directory.resolve("reliability.md"));
  }

  private String markdown() {
    StringBuilder text = new StringBuilder(INTRODUCTION.formatted(COMMAND));
    text.append(
        "This run: %d s, seed %d, on %s.%n%n"
            .formatted(
                TimeUnit.NANOSECONDS.toSeconds(durationNs), settings.seed(), Machine.describe()));
    appendCrashes(text.append(CRASHES));
    appendDeaths(text.append(KILLS));
    appendFigures(text.append(FIGURES));
    appendShapes(text.append(SHAPES));
    new CleanupSection(cleanup).append(text);
    return text.toString();
  }

  private void appendCrashes(StringBuilder text) {
    for (Phase phase : Phase.values()) {
      long problems = crashes.problems().keySet().stream().filter(p -> p.phase() == phase).count();
      row(text, phase.id(), crashes.points(phase), crashes.deaths(phase), problems);
    }
    row(text, "all", crashes.points(), crashes.deaths(), crashes.problems().size());
  }

  private void appendDeaths(StringBuilder text) {
    KillTally all = kills.sum();
    for (Death death : Death.values()) {
      row(text, death.words(), all.deaths(death));
    }
    row(text, "all", all.kills());
    row(text, "of them in C", all.inC());
  }

  private void appendFigures(StringBuilder text) {
    KillTally all = kills.sum();
    Distribution takeovers = all.takeoversNs();
    Distribution victims = all.victimBytes();
    row(
        text,
        "takeover P50 / P99 / max",
        ms(takeovers.p50()) + " / " + ms(takeovers.p99()) + " / " + ms(takeovers.max()) + " ms",
        "from the kill to the first value of the next writer that the reader has read and"
            + " verified; "
            + takeovers.count()
            + " samples");
    row(text, "values read", all.read().reads(), "all verified, by readers that stay");
    row(text, "torn", all.read().torn(), "mixtures of two values");
    row(text, "backwards", all.read().backwards(), "older than one read before");
    row(
        text,
        "nothing to read",
        all.read().noValue(),
        "attempts that met no segment, no value, or half a value of a dead writer");
    row(text, "overtaken", all.read().overtaken(), "attempts that were refused at the bound");
    row(text, "stuck", all.stuck(), "no successor, or none seen by the reader, within 30 s");
    row(
        text,
        "readers killed",
        all.readers(),
        "besides; " + all.readersCountedAfterwards() + " of them were still counted afterwards");
    row(text, "residue", all.residue(), "files left when the last writer had closed");
    row(
        text,
        "leaks",
        all.leaks(),
        "readers that held more descriptors, or mappings of segments, at last than at first");
    row(
        text,
        "victims' resident size P50 / max",
        mib(victims.p50()) + " / " + mib(victims.max()) + " MiB",
        "the kernel frees it before it releases the locks");
  }

  private void appendShapes(StringBuilder text) {
    kills
        .byShape()
        .forEach(
            (shape, tally) -> {
              Distribution takeovers = tally.takeoversNs();
              row(
                  text,
                  shape.words(),
                  tally.kills(),
                  takeovers.count(),
                  ms(takeovers.p50()),
                  ms(takeovers.p99()),
                  ms(takeovers.max()),
                  tally.read().reads(),
                  tally.read().torn(),
                  tally.read().backwards());
            });
  }

  static void row(StringBuilder text, Object... cells) {
    text.append('|');
    for (Object cell : cells) {
      text.append(' ').append(cell).append(" |");
    }
    text.append('\n');
  }

  static String ms(long ns) {
    return String.format(Locale.ROOT, "%.1f", ns / 1e6);
  }

  private static String mib(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1048576.0);
  }

  private JsonObject json() {
    KillTally all = kills.sum();
    JsonObject json = new JsonObject();
    json.addProperty("durationS", TimeUnit.NANOSECONDS.toSeconds(durationNs));
    json.addProperty("seed", settings.seed());
    json.addProperty("machine", Machine.describe());
    json.addProperty("crashPoints", crashes.points());
    json.addProperty("crashes", crashes.deaths());
    json.addProperty("crashProblems", crashes.problems().size());
    json.addProperty("kills", all.kills());
    JsonObject deaths = new JsonObject();
    for (Death death : Death.values()) {
      deaths.addProperty(death.name(), all.deaths(death));
    }
    json.add("killsByState", deaths);
    json.addProperty("killsInC", all.inC());
    json.addProperty("readerKills", all.readers());
    json.addProperty("readersCountedAfterwards", all.readersCountedAfterwards());
    json.addProperty("takeovers", all.takeoversNs().count());
    json.addProperty("takeoverP50Ns", all.takeoversNs().p50());
    json.addProperty("takeoverP99Ns", all.takeoversNs().p99());
    json.addProperty("takeoverMaxNs", all.takeoversNs().max());
    json.addProperty("reads", all.read().reads());
    json.addProperty("torn", all.read().torn());
    json.addProperty("backwards", all.read().backwards());
    json.addProperty("nothingToRead", all.read().noValue());
    json.addProperty("overtaken", all.read().overtaken());
    json.addProperty("stuck", all.stuck());
    json.addProperty("residue", all.residue());
    json.addProperty("leaks", all.leaks());
    json.addProperty("victimResidentP50Bytes", all.victimBytes().p50());
    json.addProperty("victimResidentMaxBytes", all.victimBytes().max());
    json.add("cleanup", new CleanupSection(cleanup).json());
    return json;
  }
}
