// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import org.evo.shm.contract.EncodedText;
import org.evo.shm.contract.physoutput.RecipeFields;
import org.evo.shm.recipe.model.Signal;
import org.evo.shm.recipe.model.Step;
import org.evo.shm.recipe.model.Variable;

/** What kind of step it is, in the words of recipes. Immutable. Hot. */
final class StepKind implements Step.Actions<EncodedText> {

  static final EncodedText NONE = kind("");

  private static final EncodedText ENABLE = kind("enable");
  private static final EncodedText HOME = kind("home");
  private static final EncodedText MOVE = kind("move");
  private static final EncodedText WAIT = kind("wait");
  private static final EncodedText AWAIT = kind("await");
  private static final EncodedText SET = kind("set");
  private static final EncodedText READ = kind("read");
  private static final EncodedText IF = kind("if");
  private static final EncodedText LOOP = kind("loop");
  private static final EncodedText CALL = kind("call");

  private static EncodedText kind(String word) {
    return new EncodedText(word, RecipeFields.KIND_BYTES);
  }

  @Override
  public EncodedText move(Step.Move step) {
    return MOVE;
  }

  @Override
  public EncodedText prepare(Step.Prepare step) {
    return switch (step.what()) {
      case ENABLE -> ENABLE;
      case HOME -> HOME;
    };
  }

  @Override
  public EncodedText pass(Step.Pass step) {
    return WAIT;
  }

  @Override
  public EncodedText await(Step.Await step) {
    return AWAIT;
  }

  @Override
  public EncodedText assign(Step.Assign step) {
    boolean reads =
        step.target() instanceof Variable
            && step.value() instanceof Signal signal
            && !signal.kind().settable();
    return reads ? READ : SET;
  }

  @Override
  public EncodedText branch(Step.Branch step) {
    return IF;
  }

  @Override
  public EncodedText repeat(Step.Repeat step) {
    return LOOP;
  }

  @Override
  public EncodedText loop(Step.Loop step) {
    return LOOP;
  }

  @Override
  public EncodedText call(Step.Call step) {
    return CALL;
  }
}
