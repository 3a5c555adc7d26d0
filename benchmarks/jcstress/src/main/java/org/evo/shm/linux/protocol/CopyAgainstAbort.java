// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A write that is given up: with one slot the old value is put back. */
public class CopyAgainstAbort {

  /** 1 slot. */
  @JCStressTest
  @JCStressMeta(Reads.class)
  @State
  public static class OneSlot {

    private final Race race = new Race(1);

    @Actor
    public void writer() {
      race.leaveHalf(2);
      race.writer.abort();
      race.leaveHalf(3);
      race.writer.abort();
    }

    @Actor
    public void reader(L_Result r) {
      r.r1 = race.readAgain(1);
    }
  }

  /** 2 slots. */
  @JCStressTest
  @JCStressMeta(Reads.class)
  @State
  public static class TwoSlots {

    private final Race race = new Race(2);

    @Actor
    public void writer() {
      race.leaveHalf(2);
      race.writer.abort();
      race.leaveHalf(3);
      race.writer.abort();
    }

    @Actor
    public void reader(L_Result r) {
      r.r1 = race.readAgain(1);
    }
  }
}
