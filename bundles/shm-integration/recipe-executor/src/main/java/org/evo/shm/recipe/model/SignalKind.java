// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.model;

/** The kinds of signals, with the names that recipes use. */
public enum SignalKind {
  /** A digital input, 0 or 1. */
  DIGITAL_IN("digitalIn", "", Machine.DIGITAL_CHANNELS, false),
  /** An analog input, in V. */
  ANALOG_IN("analogIn", "", Machine.ANALOG_CHANNELS, false),
  /** A digital output, 0 or 1, as the recipe set it. */
  DIGITAL_OUT("digitalOut", "", Machine.DIGITAL_CHANNELS, true),
  /** An analog output, in V, as the recipe set it. */
  ANALOG_OUT("analogOut", "", Machine.ANALOG_CHANNELS, true),
  /** The measured position of an axis, in mm. */
  AXIS_POSITION("axis", "position", Machine.AXES, false),
  /** The measured velocity of an axis, in mm/s. */
  AXIS_VELOCITY("axis", "velocity", Machine.AXES, false),
  /** Setpoint less position of an axis, in mm. */
  AXIS_FOLLOWING_ERROR("axis", "followingError", Machine.AXES, false),
  /** Whether an axis stands where it was last sent, 0 or 1. */
  AXIS_IN_POSITION("axis", "inPosition", Machine.AXES, false),
  /** Whether an axis knows where it is, 0 or 1. */
  AXIS_HOMED("axis", "homed", Machine.AXES, false);

  private final String group;
  private final String property;
  private final int count;
  private final boolean settable;

  SignalKind(String group, String property, int count, boolean settable) {
    this.group = group;
    this.property = property;
    this.count = count;
    this.settable = settable;
  }

  /** The word before the index. */
  public String group() {
    return group;
  }

  /** The word behind the index, empty when there is none. */
  public String property() {
    return property;
  }

  /** Channels or axes that there are: indexes 0 to this less 1. */
  public int count() {
    return count;
  }

  /** Whether a recipe can set it. */
  public boolean settable() {
    return settable;
  }

  /** As recipes write it. */
  public String text(int index) {
    return text(Integer.toString(index));
  }

  /** As recipes write it, for people: with {@code index} as a placeholder. */
  public String text(String index) {
    return group + "[" + index + "]" + (property.isEmpty() ? "" : "." + property);
  }
}
