// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.model;

/**
 * A value of the machine.
 *
 * @param kind what it is
 * @param index of which channel or axis
 */
public record Signal(SignalKind kind, int index) implements Expression, Target {

  @Override
  public double value(Values values) {
    return values.signal(this);
  }

  @Override
  public String toString() {
    return kind.text(index);
  }
}
