// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.fake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evo.shm.spi.SegmentValidator;

/** Finds what it is told, and mends what it is told. */
public final class FakeValidator implements SegmentValidator {

  private final List<Finding> findings = new ArrayList<>();
  private String asked = "";

  public void finds(String file, String segment, String problem, String remedy) {
    findings.add(new Finding(Path.of(file), segment, problem, remedy, false));
  }

  /** What was asked last: the segment and whether to repair. */
  public String asked() {
    return asked;
  }

  @Override
  public Report validate(boolean repair) {
    asked = "all " + repair;
    return new Report(2, findings.stream().map(f -> mended(f, repair)).toList());
  }

  @Override
  public Report validate(String segment, boolean repair) {
    asked = segment + " " + repair;
    return new Report(
        1,
        findings.stream()
            .filter(f -> f.segment().equals(segment))
            .map(f -> mended(f, repair))
            .toList());
  }

  /** What is without a segment cannot be mended. */
  private static Finding mended(Finding f, boolean repair) {
    boolean repaired = repair && !f.segment().isEmpty();
    return new Finding(f.file(), f.segment(), f.problem(), f.remedy(), repaired);
  }
}
