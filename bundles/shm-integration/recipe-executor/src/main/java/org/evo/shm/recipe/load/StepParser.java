// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.evo.shm.recipe.model.Block;
import org.evo.shm.recipe.model.Condition;
import org.evo.shm.recipe.model.Constant;
import org.evo.shm.recipe.model.Expression;
import org.evo.shm.recipe.model.Machine;
import org.evo.shm.recipe.model.MoveLimits;
import org.evo.shm.recipe.model.Preparation;
import org.evo.shm.recipe.model.Signal;
import org.evo.shm.recipe.model.SignalKind;
import org.evo.shm.recipe.model.Step;
import org.evo.shm.recipe.model.Target;

/** Steps, and the blocks that they are in. */
final class StepParser {

  private static final String KINDS = "enable, home, move, wait, await, set, read, if, loop, call";
  private static final Constant ZERO = new Constant(0);

  private final Names names;
  private final Problems problems;
  private final SignalParser signals;
  private final List<CallSite> calls = new ArrayList<>();
  private int routine;
  private int steps;

  StepParser(Names names, Problems problems) {
    this.names = names;
    this.problems = problems;
    this.signals = new SignalParser(names, problems);
  }

  /** All calls so far. */
  List<CallSite> calls() {
    return calls;
  }

  /** The block of a routine. */
  Block routine(int place, List<JsonNode> elements) {
    routine = place;
    return block(names.routines().get(place), elements);
  }

  private Block block(String label, List<JsonNode> elements) {
    List<Step> parsed = new ArrayList<>();
    for (JsonNode element : elements) {
      steps++;
      if (steps == Limits.MAX_STEPS + 1) {
        problems.add(element.place(), "more than " + Limits.MAX_STEPS + " steps");
      }
      if (steps <= Limits.MAX_STEPS) {
        step(element).ifPresent(parsed::add);
      }
    }
    return new Block(label, parsed);
  }

  private Optional<Step> step(JsonNode node) {
    if (!(node instanceof JsonNode.Table table)) {
      problems.add(node.place(), "a step is an object, not " + node.what());
      return Optional.empty();
    }
    Fields fields = new Fields(table, problems);
    if (!fields.has("do")) {
      problems.add(table.place(), "'do' is missing, choose from: " + KINDS);
      return Optional.empty();
    }
    fields.remark("comment");
    Optional<Step> step = step(fields, table.place().line());
    step.ifPresent(known -> fields.nothingElse());
    return step;
  }

  private Optional<Step> step(Fields fields, int line) {
    String kind = fields.text("do");
    return switch (kind) {
      case "enable" -> Optional.of(prepare(fields, line, Preparation.ENABLE));
      case "home" -> Optional.of(prepare(fields, line, Preparation.HOME));
      case "move" -> Optional.of(move(fields, line));
      case "wait" -> Optional.of(new Step.Pass(line, timeNs(fields, "timeMs", Limits.MAX_WAIT_MS)));
      case "await" -> Optional.of(await(fields, line));
      case "set" -> Optional.of(set(fields, line));
      case "read" -> Optional.of(read(fields, line));
      case "if" -> Optional.of(branch(fields, line));
      case "loop" -> Optional.of(loop(fields, line));
      case "call" -> Optional.of(call(fields, line));
      default -> unknown(fields, kind);
    };
  }

  private Optional<Step> unknown(Fields fields, String kind) {
    if (!kind.isEmpty()) {
      fields
          .optional("do")
          .ifPresent(
              node ->
                  problems.add(
                      node.place(),
                      "there is no step '" + Place.printable(kind) + "', choose from: " + KINDS));
    }
    return Optional.empty();
  }

  private Step prepare(Fields fields, int line, Preparation what) {
    int axis = axis(fields);
    long timeoutNs = timeNs(fields, "timeoutMs", Limits.MAX_TIMEOUT_MS);
    return new Step.Prepare(line, axis, what, timeoutNs, fields.truth("wait", true));
  }

  private static int axis(Fields fields) {
    return (int) fields.whole("axis", 0, Machine.AXES - 1L);
  }

  private Step move(Fields fields, int line) {
    int axis = axis(fields);
    Expression position = expression(fields, "positionMm");
    within(fields, "positionMm", position, -Limits.MAX_POSITION_MM, Limits.MAX_POSITION_MM);
    double velocity = fields.number("velocityMmS", Limits.LEAST_LIMIT, Limits.MAX_VELOCITY_MM_S);
    double acceleration =
        fields.number("accelerationMmS2", Limits.LEAST_LIMIT, Limits.MAX_ACCELERATION_MM_S2);
    long timeoutNs = timeNs(fields, "timeoutMs", Limits.MAX_TIMEOUT_MS);
    boolean awaited = fields.truth("wait", true);
    return new Step.Move(
        line, axis, position, new MoveLimits(velocity, acceleration, timeoutNs), awaited);
  }

  private Step await(Fields fields, int line) {
    Condition condition = condition(fields, "condition");
    return new Step.Await(line, condition, timeNs(fields, "timeoutMs", Limits.MAX_TIMEOUT_MS));
  }

  private Step set(Fields fields, int line) {
    Target target = fields.required("target").map(signals::settable).orElse(signals.nothing());
    Expression value = expression(fields, "value");
    if (target instanceof Signal signal) {
      double most = signal.kind() == SignalKind.DIGITAL_OUT ? 1 : Machine.MAX_VOLTS;
      within(fields, "value", value, signal.kind() == SignalKind.DIGITAL_OUT ? 0 : -most, most);
    }
    return new Step.Assign(line, target, value);
  }

  private Step read(Fields fields, int line) {
    Expression signal = fields.required("signal").map(signals::measured).orElse(ZERO);
    Target into = fields.required("into").<Target>map(signals::variable).orElse(signals.nothing());
    return new Step.Assign(line, into, signal);
  }

  private Step branch(Fields fields, int line) {
    Condition condition = condition(fields, "condition");
    Block whenTrue = block("then", fields.items("then"));
    Optional<Block> whenFalse =
        fields.optional("else").map(node -> block("else", fields.items("else", node)));
    return new Step.Branch(line, condition, whenTrue, whenFalse);
  }

  private Step loop(Fields fields, int line) {
    if (fields.has("count") == fields.has("while")) {
      problems.add(fields.place(), "a loop has either 'count' or 'while'");
    }
    if (fields.has("while")) {
      fields.optional("count");
      return new Step.Loop(line, condition(fields, "while"), block("loop", fields.items("steps")));
    }
    Expression count = fields.has("count") ? expression(fields, "count") : ZERO;
    wholeCount(fields, count);
    return new Step.Repeat(line, count, block("loop", fields.items("steps")));
  }

  private void wholeCount(Fields fields, Expression count) {
    within(fields, "count", count, 1, Limits.MAX_COUNT);
    if (count instanceof Constant constant && constant.number() != Math.rint(constant.number())) {
      fields
          .optional("count")
          .ifPresent(node -> problems.add(node.place(), "'count' is a whole number"));
    }
  }

  private Step call(Fields fields, int line) {
    String name = fields.text("subroutine");
    int place = names.routines().indexOf(name);
    if (place < 1) {
      unknownSubroutine(fields, name);
      return new Step.Call(line, 0);
    }
    fields
        .optional("subroutine")
        .ifPresent(node -> calls.add(new CallSite(node.place(), routine, place)));
    return new Step.Call(line, place);
  }

  private void unknownSubroutine(Fields fields, String name) {
    fields
        .optional("subroutine")
        .filter(JsonNode.Text.class::isInstance)
        .ifPresent(
            node ->
                problems.add(
                    node.place(),
                    "there is no subroutine '"
                        + Place.printable(name)
                        + "', "
                        + Names.choice(names.routines().subList(1, names.routines().size()))));
  }

  private long timeNs(Fields fields, String key, long mostMs) {
    return TimeUnit.MILLISECONDS.toNanos(fields.whole(key, 1, mostMs));
  }

  private Expression expression(Fields fields, String key) {
    return fields
        .required(key)
        .map(node -> new ExpressionParser(signals, problems).expression(node))
        .orElse(ZERO);
  }

  private Condition condition(Fields fields, String key) {
    return fields
        .required(key)
        .map(node -> new ExpressionParser(signals, problems).condition(node))
        .orElse(new Condition.Any(List.of()));
  }

  /** Only what stands in the file can be checked now; what is calculated is when it is. */
  private void within(Fields fields, String key, Expression value, double least, double most) {
    if (value instanceof Constant constant
        && (constant.number() < least || constant.number() > most)) {
      fields
          .optional(key)
          .ifPresent(
              node ->
                  problems.add(
                      node.place(),
                      "'"
                          + key
                          + "' cannot be "
                          + constant
                          + ", choose "
                          + Fields.plain(least)
                          + " to "
                          + Fields.plain(most)));
    }
  }
}
