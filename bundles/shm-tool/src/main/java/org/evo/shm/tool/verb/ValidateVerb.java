// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.evo.shm.spi.SegmentValidator;
import org.evo.shm.spi.SegmentValidator.Finding;
import org.evo.shm.spi.SegmentValidator.Report;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Output;

/** Checks whether the files of a directory, or of one segment, are as they should be. */
public final class ValidateVerb {

  private final SegmentValidator validator;
  private final Path directory;
  private final Output output;

  /**
   * @param validator what to ask
   * @param directory where it looks, for people
   * @param output where the result goes
   */
  public ValidateVerb(SegmentValidator validator, Path directory, Output output) {
    this.validator = validator;
    this.directory = directory;
    this.output = output;
  }

  /**
   * Runs it; returns the exit code: a problem when something is wrong and was not mended.
   *
   * @param segment which, empty for all
   * @param repair whether to mend what can be mended without touching what anybody owns
   */
  public int run(Optional<String> segment, boolean repair) {
    Report report =
        segment
            .map(name -> validator.validate(name, repair))
            .orElseGet(() -> validator.validate(repair));
    if (output.json()) {
      output.object(json -> members(json, report));
    } else {
      output.text(FindingsText.of(directory, report));
    }
    boolean good = report.findings().stream().allMatch(Finding::repaired);
    return good ? ExitCodes.GOOD : ExitCodes.PROBLEM;
  }

  private void members(JsonWriter json, Report report) throws IOException {
    json.name("directory").value(directory.toString());
    json.name("segments").value(report.segments());
    json.name("findings").beginArray();
    for (Finding finding : report.findings()) {
      json.beginObject();
      json.name("file").value(finding.file().toString());
      json.name("segment").value(finding.segment().isEmpty() ? null : finding.segment());
      json.name("problem").value(finding.problem());
      json.name("remedy").value(finding.remedy());
      json.name("repaired").value(finding.repaired());
      json.endObject();
    }
    json.endArray();
  }
}
