// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.axissim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.evo.shm.contract.IoBanks;
import org.junit.jupiter.api.Test;

class SimulatedIoTest {

  private static final long MS = 1_000_000;

  private final SimulatedIo io = new SimulatedIo();
  private final double[] analogOutV = new double[IoBanks.ANALOG];

  @Test
  void shouldWireTheLowerHalfToTheOutputs() {
    analogOutV[3] = -4.5;
    analogOutV[12] = 9;
    io.update(0, false, 0xF000_0001_8000_0005L, analogOutV);

    assertEquals(0x8000_0005L, io.digitalIn() & 0xFFFF_FFFFL);
    assertEquals(-4.5, io.analogInV(3));
    assertEquals(0, io.analogInV(12));
  }

  @Test
  void shouldHaveSignalsOfItsOwn() {
    io.update(0, false, 0, analogOutV);
    assertEquals(1L << SimulatedIo.POWER, io.digitalIn());

    io.update(500 * MS, true, 0, analogOutV);
    assertEquals(
        1L << SimulatedIo.POWER | 1L << SimulatedIo.BLINK | 1L << SimulatedIo.MOVING,
        io.digitalIn());
  }

  @Test
  void shouldRiseAndSwing() {
    io.update(2_500 * MS, false, 0, analogOutV);
    assertEquals(2.5, io.analogInV(SimulatedIo.RAMP), 1e-9);
    assertEquals(0, io.analogInV(SimulatedIo.SINE), 1e-9);

    io.update(11_250 * MS, false, 0, analogOutV);
    assertEquals(1.25, io.analogInV(SimulatedIo.RAMP), 1e-9);
    assertEquals(10, io.analogInV(SimulatedIo.SINE), 1e-9);
  }
}
