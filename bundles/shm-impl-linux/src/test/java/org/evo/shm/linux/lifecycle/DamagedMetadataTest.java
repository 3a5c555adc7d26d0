// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evo.shm.SegmentLayout;
import org.evo.shm.error.ShmException;
import org.evo.shm.linux.InMemoryDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedMetadataTest {

  @TempDir(factory = InMemoryDirectory.class)
  Path path;

  private ClaimFixture fixture;

  @BeforeEach
  void open() {
    fixture = new ClaimFixture(path);
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"name\": \"seg\",", "{\"name\"", "{\"a\": [", "\"text"})
  void shouldNotKeepTheSegmentFromBeingRemovedWhenItIsCutOff(String content) throws IOException {
    OwnedSegment segment = fixture.claim(SegmentLayout.SLOTTED);
    Files.writeString(path.resolve("evo_seg.meta"), content);
    fixture.claims.retire(segment);
    assertEquals(List.of(), fixture.dataFiles());
  }

  @Test
  void shouldLeaveNoTemporaryWhenItCannotBeReplaced() throws IOException {
    Files.createDirectory(path.resolve("evo_seg.meta"));
    assertThrows(ShmException.class, () -> fixture.claim(SegmentLayout.SLOTTED));
    assertEquals(List.of("evo_seg.meta"), fixture.files());
  }
}
