// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.fake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.spi.SegmentCleaner;

/** Removes and keeps what it is told. */
public final class FakeCleaner implements SegmentCleaner {

  private static final int FILES_EACH = 2;
  private static final int BYTES_EACH = 8192;

  private final List<String> removes = new ArrayList<>();
  private final List<CleanupReport.Kept> keeps = new ArrayList<>();
  private boolean complete = true;
  private CleanupRequest asked;

  public void removes(String name) {
    removes.add(name);
  }

  public void keeps(String name, String file, String reason) {
    keeps.add(new CleanupReport.Kept(name, Path.of(file), reason));
  }

  public void fails(String name, String file, String reason) {
    keeps(name, file, reason);
    complete = false;
  }

  /** What was asked last. */
  public CleanupRequest asked() {
    return asked;
  }

  @Override
  public CleanupReport clean(CleanupRequest request) {
    asked = request;
    int count = removes.size();
    return new CleanupReport(
        removes, keeps, FILES_EACH * count, (long) BYTES_EACH * count, complete);
  }

  @Override
  public CleanupReport clean(Set<String> segments, CleanupRequest request) {
    throw new UnsupportedOperationException("the tool cleans a whole directory");
  }
}
