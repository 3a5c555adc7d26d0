// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.evo.shm.recipe.model.Constant;
import org.evo.shm.recipe.model.Expression;
import org.evo.shm.recipe.model.Signal;
import org.evo.shm.recipe.model.SignalKind;
import org.evo.shm.recipe.model.Target;
import org.evo.shm.recipe.model.Variable;

/** Words that stand for variables and signals. */
final class SignalParser {

  private static final Pattern SIGNAL =
      Pattern.compile("([A-Za-z]+)\\[([0-9]{1,4})\\](?:\\.([A-Za-z]+))?");

  /** Takes the place of what is wrong. */
  private static final Variable WRONG = new Variable("", 0);

  private final Names names;
  private final Problems problems;

  SignalParser(Names names, Problems problems) {
    this.names = names;
    this.problems = problems;
  }

  /** A variable or a signal of any kind. */
  Expression readable(JsonNode.Text word) {
    if (word.value().indexOf('[') < 0) {
      return variable(word);
    }
    return signal(word).<Expression>map(signal -> signal).orElse(new Constant(0));
  }

  /** What takes the place of a target that is wrong. */
  Target nothing() {
    return WRONG;
  }

  /** A signal that is measured: one that cannot be set. */
  Expression measured(JsonNode node) {
    if (!(node instanceof JsonNode.Text word)) {
      problems.add(node.place(), "a signal is a text, not " + node.what());
      return new Constant(0);
    }
    Optional<Signal> signal = signal(word);
    signal
        .filter(found -> found.kind().settable())
        .ifPresent(found -> problems.add(word.place(), "'" + found + "' is no input; use set"));
    return signal.<Expression>map(found -> found).orElse(new Constant(0));
  }

  /** A variable or an output. */
  Target settable(JsonNode node) {
    if (!(node instanceof JsonNode.Text word)) {
      problems.add(node.place(), "a target is a text, not " + node.what());
      return WRONG;
    }
    if (word.value().indexOf('[') < 0) {
      return variable(word);
    }
    Optional<Signal> signal = signal(word);
    signal
        .filter(found -> !found.kind().settable())
        .ifPresent(found -> problems.add(word.place(), "'" + found + "' cannot be set"));
    return signal.<Target>map(found -> found).orElse(WRONG);
  }

  /** A variable. */
  Variable variable(JsonNode node) {
    if (!(node instanceof JsonNode.Text word)) {
      problems.add(node.place(), "a variable is a text, not " + node.what());
      return WRONG;
    }
    int slot = names.variables().indexOf(word.value());
    if (slot < 0) {
      problems.add(
          word.place(),
          "there is no variable '"
              + Place.printable(word.value())
              + "', "
              + Names.choice(names.variables()));
      return WRONG;
    }
    return new Variable(word.value(), slot);
  }

  private Optional<Signal> signal(JsonNode.Text word) {
    Matcher parts = SIGNAL.matcher(word.value());
    Optional<SignalKind> kind = parts.matches() ? kind(parts) : Optional.empty();
    if (kind.isEmpty()) {
      problems.add(
          word.place(),
          "there is no signal '" + Place.printable(word.value()) + "', there are: " + all());
      return Optional.empty();
    }
    int index = Integer.parseInt(parts.group(2));
    if (index >= kind.get().count()) {
      problems.add(
          word.place(),
          "there is no '" + word.value() + "', the last is " + (kind.get().count() - 1));
      return Optional.empty();
    }
    return Optional.of(new Signal(kind.get(), index));
  }

  private static Optional<SignalKind> kind(Matcher parts) {
    String property = parts.group(3) == null ? "" : parts.group(3);
    return kinds().stream()
        .filter(kind -> kind.group().equals(parts.group(1)) && kind.property().equals(property))
        .findFirst();
  }

  private static List<SignalKind> kinds() {
    return Arrays.asList(SignalKind.values());
  }

  private static String all() {
    return kinds().stream().map(kind -> kind.text("i")).collect(Collectors.joining(", "));
  }
}
