// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.util.Arrays;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.MutableRecord;

/** An array of numbers that does not change. */
final class Doubles {

  static final Doubles NONE = Doubles.of();

  private final double[] values;

  private Doubles(double[] values) {
    this.values = values;
  }

  static Doubles of(double... values) {
    return new Doubles(values.clone());
  }

  int size() {
    return values.length;
  }

  /** The number at {@code index}, NaN beyond the end. */
  double get(int index) {
    return index < values.length ? values[index] : Double.NaN;
  }

  /** Fills all of {@code field}, with NaN beyond the end. Timing: hot. */
  void store(MutableRecord record, FloatField field) {
    for (int i = 0; i < field.count(); i++) {
      field.set(record, i, get(i));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Doubles that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
