// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.format.SlotAudit;

/**
 * Whether the slots say what the version word says, and the newest value what its checksum says.
 */
final class SlotCheck implements FileCheck {

  @Override
  public void check(Exhibit exhibit) throws IOException, MalformedSegmentException {
    SegmentFile file = exhibit.file();
    new SlotAudit(file.descriptor()::read, file.header())
        .fault()
        .ifPresent(
            fault ->
                exhibit.suspect(
                    fault,
                    exhibit.isOwned()
                        ? "something else wrote to the file: find it; restart the segment's writer"
                        : Suspicion.damaged(file.path()),
                    Suspicion.Mending.EVIDENCE));
  }
}
