// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.model;

/**
 * A calculation.
 *
 * @param left first operand
 * @param operator what is done
 * @param right second operand
 */
public record Arithmetic(Expression left, Operator operator, Expression right)
    implements Expression {

  /** The four that there are. */
  public enum Operator {
    /** Sum. */
    PLUS("+"),
    /** Difference. */
    MINUS("-"),
    /** Product. */
    TIMES("*"),
    /** Quotient; by 0 it is no number, and the step fails. */
    DIVIDE("/");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    /** As it is written. */
    public String sign() {
      return sign;
    }
  }

  @Override
  public double value(Values values) {
    double a = left.value(values);
    double b = right.value(values);
    return switch (operator) {
      case PLUS -> a + b;
      case MINUS -> a - b;
      case TIMES -> a * b;
      case DIVIDE -> a / b;
    };
  }

  @Override
  public String toString() {
    return "(" + left + " " + operator.sign() + " " + right + ")";
  }
}
