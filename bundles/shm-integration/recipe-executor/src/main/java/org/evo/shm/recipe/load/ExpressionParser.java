// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.evo.shm.recipe.model.Arithmetic;
import org.evo.shm.recipe.model.Comparison;
import org.evo.shm.recipe.model.Condition;
import org.evo.shm.recipe.model.Constant;
import org.evo.shm.recipe.model.Expression;

/** Numbers to be calculated, and conditions. One for each whole expression, for it counts parts. */
final class ExpressionParser {

  private static final Constant WRONG = new Constant(0);
  private static final Condition NEVER = new Condition.Any(List.of());

  private final SignalParser signals;
  private final Problems problems;
  private int parts;

  ExpressionParser(SignalParser signals, Problems problems) {
    this.signals = signals;
    this.problems = problems;
  }

  /** A number, {@code true} or {@code false}, a variable, a signal, or a calculation with those. */
  Expression expression(JsonNode node) {
    if (tooMany(node)) {
      return WRONG;
    }
    if (node instanceof JsonNode.Number number) {
      return constant(number);
    }
    if (node instanceof JsonNode.Truth truth) {
      return new Constant(truth.value() ? 1 : 0);
    }
    if (node instanceof JsonNode.Text word) {
      return signals.readable(word);
    }
    if (node instanceof JsonNode.Table table) {
      return arithmetic(new Fields(table, problems));
    }
    problems.add(
        node.place(),
        "a value is a number, true, false, a variable, a signal or a calculation, not "
            + node.what());
    return WRONG;
  }

  private Expression constant(JsonNode.Number number) {
    if (Math.abs(number.value()) <= Limits.MAX_VALUE) {
      return new Constant(number.value());
    }
    problems.add(
        number.place(), number.what() + " is too large, at most " + Fields.plain(Limits.MAX_VALUE));
    return WRONG;
  }

  private Expression arithmetic(Fields fields) {
    Expression left = operand(fields, "left");
    Optional<Arithmetic.Operator> operator =
        operator(fields, Arithmetic.Operator.values(), Arithmetic.Operator::sign);
    Expression right = operand(fields, "right");
    fields.nothingElse();
    return operator.<Expression>map(found -> new Arithmetic(left, found, right)).orElse(WRONG);
  }

  /** A comparison, or {@code all}, {@code any} or {@code not} of conditions. */
  Condition condition(JsonNode node) {
    if (tooMany(node)) {
      return NEVER;
    }
    if (!(node instanceof JsonNode.Table table)) {
      problems.add(node.place(), "a condition is an object, not " + node.what());
      return NEVER;
    }
    Fields fields = new Fields(table, problems);
    Condition condition = condition(fields);
    fields.nothingElse();
    return condition;
  }

  private Condition condition(Fields fields) {
    if (fields.has("all")) {
      return new Condition.All(fields.items("all").stream().map(this::condition).toList());
    }
    if (fields.has("any")) {
      return new Condition.Any(fields.items("any").stream().map(this::condition).toList());
    }
    if (fields.has("not")) {
      return new Condition.Not(fields.required("not").map(this::condition).orElse(NEVER));
    }
    return comparison(fields);
  }

  private Condition comparison(Fields fields) {
    Expression left = operand(fields, "left");
    Optional<Comparison.Relation> relation =
        operator(fields, Comparison.Relation.values(), Comparison.Relation::sign);
    Expression right = operand(fields, "right");
    return relation.<Condition>map(found -> new Comparison(left, found, right)).orElse(NEVER);
  }

  private Expression operand(Fields fields, String key) {
    return fields.required(key).map(this::expression).orElse(WRONG);
  }

  private <T> Optional<T> operator(Fields fields, T[] all, Function<T, String> sign) {
    Optional<JsonNode> node = fields.required("op");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> found =
        Arrays.stream(all)
            .filter(
                candidate ->
                    node.get() instanceof JsonNode.Text text
                        && sign.apply(candidate).equals(text.value()))
            .findFirst();
    if (found.isEmpty()) {
      problems.add(
          node.get().place(),
          "'op' cannot be "
              + node.get().what()
              + " here, choose from: "
              + Arrays.stream(all).map(sign).collect(Collectors.joining(" ")));
    }
    return found;
  }

  private boolean tooMany(JsonNode node) {
    parts++;
    if (parts == Limits.MAX_EXPRESSION_PARTS + 1) {
      problems.add(
          node.place(),
          "more than " + Limits.MAX_EXPRESSION_PARTS + " parts in one expression; use variables");
    }
    return parts > Limits.MAX_EXPRESSION_PARTS;
  }
}
