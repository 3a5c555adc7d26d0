// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A writer died inside a write; the next one takes the odd word over and writes. */
public class CopyAgainstTakeover {

  /** 1 slot. */
  @JCStressTest
  @JCStressMeta(Reads.class)
  @State
  public static class OneSlot {

    private final Race race = new Race(1);

    public OneSlot() {
      race.leaveHalf(15);
    }

    @Actor
    public void writer() {
      race.takeOver();
      race.writeUpTo(3);
    }

    @Actor
    public void reader(L_Result r) {
      r.r1 = race.readAgain(3);
    }
  }

  /** 2 slots. */
  @JCStressTest
  @JCStressMeta(Reads.class)
  @State
  public static class TwoSlots {

    private final Race race = new Race(2);

    public TwoSlots() {
      race.leaveHalf(15);
    }

    @Actor
    public void writer() {
      race.takeOver();
      race.writeUpTo(3);
    }

    @Actor
    public void reader(L_Result r) {
      r.r1 = race.readAgain(3);
    }
  }

  /** 4 slots. */
  @JCStressTest
  @JCStressMeta(Reads.class)
  @State
  public static class FourSlots {

    private final Race race = new Race(4);

    public FourSlots() {
      race.leaveHalf(15);
    }

    @Actor
    public void writer() {
      race.takeOver();
      race.writeUpTo(3);
    }

    @Actor
    public void reader(L_Result r) {
      r.r1 = race.readAgain(3);
    }
  }
}
