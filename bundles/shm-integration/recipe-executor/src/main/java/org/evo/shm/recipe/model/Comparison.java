// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.model;

/**
 * Compares two numbers, exactly: measured values are better compared with {@code <} and {@code >}.
 *
 * @param left first operand
 * @param relation how
 * @param right second operand
 */
public record Comparison(Expression left, Relation relation, Expression right)
    implements Condition {

  /** The six that there are. */
  public enum Relation {
    /** Equal. */
    EQUAL("=="),
    /** Different. */
    DIFFERENT("!="),
    /** Less. */
    LESS("<"),
    /** Less or equal. */
    AT_MOST("<="),
    /** Greater. */
    GREATER(">"),
    /** Greater or equal. */
    AT_LEAST(">=");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    /** As it is written. */
    public String sign() {
      return sign;
    }
  }

  @Override
  public boolean holds(Values values) {
    double a = left.value(values);
    double b = right.value(values);
    if (Double.isNaN(a) || Double.isNaN(b)) {
      values.incomparable();
      return false;
    }
    return switch (relation) {
      case EQUAL -> a == b;
      case DIFFERENT -> a != b;
      case LESS -> a < b;
      case AT_MOST -> a <= b;
      case GREATER -> a > b;
      case AT_LEAST -> a >= b;
    };
  }
}
