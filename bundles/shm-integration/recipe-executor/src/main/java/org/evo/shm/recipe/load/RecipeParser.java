// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evo.shm.recipe.model.Block;
import org.evo.shm.recipe.model.Recipe;

/** Makes a recipe of a text, or finds all that is wrong with it. */
public final class RecipeParser {

  private static final int FORMAT = 1;

  private final String name;
  private final String file;
  private final Problems problems = new Problems();

  private RecipeParser(String name, String file) {
    this.name = name;
    this.file = file;
  }

  /**
   * The recipe that a text is. Timing: cold.
   *
   * @param name what it is called
   * @param file where it comes from, for messages
   * @throws RecipeRefusedException with all that is wrong
   */
  public static Recipe parse(String name, String file, String text) throws RecipeRefusedException {
    return new RecipeParser(name, file).parse(text);
  }

  private Recipe parse(String text) throws RecipeRefusedException {
    Optional<Recipe> recipe = JsonTree.read(text, problems).flatMap(this::recipe);
    if (recipe.isPresent() && problems.none()) {
      return recipe.get();
    }
    throw new RecipeRefusedException(file, problems.list());
  }

  private Optional<Recipe> recipe(JsonNode root) {
    if (!(root instanceof JsonNode.Table table)) {
      problems.add(root.place(), "a recipe is an object, not " + root.what());
      return Optional.empty();
    }
    Fields fields = new Fields(table, problems);
    fields.whole("format", FORMAT, FORMAT);
    fields.remark("description");
    Map<String, JsonNode.Member> variables = table(fields, "variables", Limits.MAX_VARIABLES);
    Map<String, JsonNode.Member> subroutines = table(fields, "subroutines", Limits.MAX_SUBROUTINES);
    List<Double> initial = variables.keySet().stream().map(key -> initial(key, variables)).toList();
    Names names = new Names(List.copyOf(variables.keySet()), routines(subroutines));
    StepParser steps = new StepParser(names, problems);
    List<Block> blocks = new ArrayList<>();
    blocks.add(steps.routine(0, fields.items(Names.MAIN)));
    subroutines.forEach(
        (key, member) ->
            blocks.add(steps.routine(blocks.size(), fields.items(key, member.value()))));
    fields.nothingElse();
    new CallGraph(names, steps.calls(), problems).checkRecursion();
    return problems.none() ? deepEnough(fields, initial, blocks) : Optional.empty();
  }

  private Optional<Recipe> deepEnough(Fields fields, List<Double> initial, List<Block> blocks) {
    int depth = CallGraph.depth(blocks);
    if (depth > Limits.MAX_BLOCKS_DEEP) {
      problems.add(
          fields.place(),
          depth + " blocks inside each other, calls included, at most " + Limits.MAX_BLOCKS_DEEP);
      return Optional.empty();
    }
    return Optional.of(new Recipe(name, initial, blocks, depth));
  }

  private static List<String> routines(Map<String, JsonNode.Member> subroutines) {
    List<String> routines = new ArrayList<>();
    routines.add(Names.MAIN);
    routines.addAll(subroutines.keySet());
    return routines;
  }

  /** Declarations by name; those that are too many, or have no good name, are problems. */
  private Map<String, JsonNode.Member> table(Fields fields, String key, int most) {
    Optional<JsonNode> node = fields.optional(key);
    if (node.isEmpty()) {
      return Map.of();
    }
    if (!(node.get() instanceof JsonNode.Table declared)) {
      problems.add(node.get().place(), "'" + key + "' is an object, not " + node.get().what());
      return Map.of();
    }
    if (declared.members().size() > most) {
      problems.add(declared.place(), "more than " + most + " " + key);
      return Map.of();
    }
    declared.members().forEach(this::checkName);
    return declared.members();
  }

  private void checkName(String declared, JsonNode.Member member) {
    if (!Names.isName(declared)) {
      problems.add(
          member.place(),
          "a name begins with a letter and has up to 32 letters, digits and _, not '"
              + Place.printable(declared)
              + "'");
    } else if (declared.equals(Names.MAIN)) {
      problems.add(member.place(), "'main' is the name of the recipe's own steps");
    }
  }

  private double initial(String key, Map<String, JsonNode.Member> variables) {
    JsonNode node = variables.get(key).value();
    if (node instanceof JsonNode.Truth truth) {
      return truth.value() ? 1 : 0;
    }
    if (node instanceof JsonNode.Number number) {
      if (Math.abs(number.value()) <= Limits.MAX_VALUE) {
        return number.value();
      }
      problems.add(
          node.place(), number.what() + " is too large, at most " + Fields.plain(Limits.MAX_VALUE));
      return 0;
    }
    problems.add(node.place(), "a variable begins as a number, true or false, not " + node.what());
    return 0;
  }
}
