// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A part of the life of a writer, or of a cleaner, in which it may die. The victim does the first
 * part unharmed and the second one step by step.
 */
enum Phase {
  BIRTH(Before.NOTHING, Victim::nothing, Victim::claim),
  TAKEOVER(Before.ORPHAN, Victim::nothing, Victim::claim),
  NEW_GENERATION(Before.ORPHAN, Victim::nothing, Victim::claim, Shape::doubled),
  WRITE(Before.NOTHING, Victim::claimAndWrite, Victim::writeInSteps),
  PARK(Before.NOTHING, Victim::claimAndWrite, Victim::park),
  ADOPT_PARKED(Before.NOTHING, Victim::claimWriteAndPark, Victim::claim),
  REMOVE_PARKED(Before.NOTHING, Victim::claimWriteAndPark, Victim::removeParked),
  REPUBLISH(Before.NOTHING, Victim::claimAndWrite, Victim::loseAndWait),
  RETIRE(Before.NOTHING, Victim::claimAndWrite, Victim::close),
  CLEANUP(Before.LITTER, Victim::nothing, Victim::clean);

  /** What the victim finds. */
  enum Before {
    NOTHING,
    ORPHAN,
    LITTER
  }

  private final Before before;
  private final Consumer<Victim> unharmed;
  private final Consumer<Victim> fatal;
  private final UnaryOperator<Shape> victimShape;

  Phase(Before before, Consumer<Victim> unharmed, Consumer<Victim> fatal) {
    this(before, unharmed, fatal, UnaryOperator.identity());
  }

  Phase(
      Before before,
      Consumer<Victim> unharmed,
      Consumer<Victim> fatal,
      UnaryOperator<Shape> victimShape) {
    this.before = before;
    this.unharmed = unharmed;
    this.fatal = fatal;
    this.victimShape = victimShape;
  }

  static Phase named(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Its name in points. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Before before() {
    return before;
  }

  Consumer<Victim> unharmed() {
    return unharmed;
  }

  Consumer<Victim> fatal() {
    return fatal;
  }

  /** Whether it is lived through by threads of the product, and not by the program's own. */
  boolean isElsewhere() {
    return this == REPUBLISH;
  }

  /** The shape that the victim asks for where the predecessor had {@code shape}. */
  Shape victimShape(Shape shape) {
    return victimShape.apply(shape);
  }
}
