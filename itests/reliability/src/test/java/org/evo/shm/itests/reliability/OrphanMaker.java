// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evo.shm.SegmentWriter;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.SegmentLimits;

/**
 * A program that owns a segment in many directories until it is killed. Each line it gets - a
 * directory, a shape and perhaps a name - it answers with {@code made}.
 */
final class OrphanMaker {

  private static final int VALUES = 3;

  private final List<SegmentWriter> owned = new ArrayList<>();
  private LinuxSharedMemory memory;

  private OrphanMaker() {}

  public static void main(String[] args) throws IOException {
    OrphanMaker maker = new OrphanMaker();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      maker.make(
          Path.of(words[0]), Shape.parse(words[1]), words.length > 2 ? words[2] : Shape.SEGMENT);
      System.out.println("made");
    }
  }

  private void make(Path directory, Shape shape, String segment) {
    if (memory == null || !directory.equals(memory.directory())) {
      memory =
          new LinuxSharedMemory(
              LinuxSettings.inDirectory(directory).withLimits(SegmentLimits.NONE));
    }
    SegmentWriter writer = memory.createWriter(shape.spec(segment));
    byte[] payload = new byte[shape.payloadBytes()];
    for (int i = 0; i < VALUES; i++) {
      ProvenPayload.fill(payload, System.nanoTime(), ProcessHandle.current().pid());
      writer.write(payload);
    }
    owned.add(writer);
  }
}
