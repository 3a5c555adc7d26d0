// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import org.evo.shm.SegmentSpec;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.module.kit.FakeManager;
import org.evo.shm.module.kit.FakeWriter;

/** A HAL whose inputs are as the test says. */
public final class ScriptedHal {

  private final FakeManager manager;
  private FakeWriter writer;
  private Quality quality = Quality.GOOD;
  private long digital;
  private double analogV;
  private long cycles;

  public ScriptedHal(FakeManager manager) {
    this.manager = manager;
    start();
  }

  public void start() {
    writer =
        (FakeWriter)
            manager.createWriter(
                SegmentSpec.named(PhysInputIo.SEGMENT).record(PhysInputIo.LAYOUT).build());
    cycles = 0;
  }

  public void die() {
    writer.close();
  }

  public boolean isAlive() {
    return writer.isOpen();
  }

  /** All analog channels have the same voltage. */
  public void inputs(long digitalIn, double analogInV, Quality how) {
    digital = digitalIn;
    analogV = analogInV;
    quality = how;
  }

  public void publish(long nowNs) {
    MutableRecord record = writer.begin();
    PhysInputIo.HEADER.publishTimeNs().set(record, nowNs);
    PhysInputIo.HEADER.cycleCount().set(record, ++cycles);
    PhysInputIo.IO.stamp().store(record, nowNs, quality);
    PhysInputIo.IO.digitalIn().set(record, digital);
    for (int channel = 0; channel < 16; channel++) {
      PhysInputIo.IO.analogInV().set(record, channel, analogV);
    }
    writer.commit();
  }
}
