// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import java.lang.invoke.VarHandle;
import org.evo.shm.linux.format.SegmentMemory;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Another thread moves the reader to the next generation, which holds newer values. */
public class CopyAgainstReplace {

  /** Its slots are more. */
  @JCStressTest
  @JCStressMeta(Reads.class)
  @State
  public static class NextGeneration {

    private final Race race = new Race(1);
    private final Race next = new Race(4);

    public NextGeneration() {
      next.write(2);
      next.write(3);
    }

    @Actor
    public void writer() {
      race.reader.replace(next.memory());
      next.write(4);
    }

    @Actor
    public void reader(L_Result r) {
      r.r1 = race.readAgain(4);
    }
  }

  /** There is none: it was closed. */
  @JCStressTest
  @JCStressMeta(Reads.class)
  @State
  public static class Gone {

    private final Race race = new Race(2);
    private static final SegmentMemory GONE = SegmentMemory.gone();

    @Actor
    public void writer() {
      race.reader.replace(GONE);
      // As the overlay that is laid over the whole mapping at once: with the version word.
      race.memory().versionRelease(0);
      VarHandle.fullFence();
      race.free();
    }

    @Actor
    public void reader(L_Result r) {
      r.r1 = race.readToTheEnd(1);
    }
  }
}
