// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physoutput;

import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.TextField;

/**
 * The recipe that runs, or ran last.
 *
 * @param state {@link RecipeState}
 * @param stepState {@link StepState}
 * @param stepIndex the step of the outermost list, from 0
 * @param loopDepth loops that the step is in
 * @param callDepth subroutines that the step is in
 * @param runCount recipes started since the module started
 * @param stepCount steps done in this run
 * @param progressPercent 0 to 100, of the steps of the outermost list
 * @param elapsedS since the recipe was started, pauses included
 * @param stepElapsedS since the step began, pauses included
 * @param name the recipe, empty when none has run
 * @param stepPath where in the recipe the step is, for example {@code steps[2].loop[0]}
 * @param stepKind what kind of step it is, for example {@code move}
 * @param error why the recipe is in state FAULT, or why the last one could not be started
 */
public record RecipeFields(
    IntegerField state,
    IntegerField stepState,
    IntegerField stepIndex,
    IntegerField loopDepth,
    IntegerField callDepth,
    IntegerField runCount,
    IntegerField stepCount,
    FloatField progressPercent,
    FloatField elapsedS,
    FloatField stepElapsedS,
    TextField name,
    TextField stepPath,
    TextField stepKind,
    TextField error) {

  /** Room of the name, in bytes of UTF-8. */
  public static final int NAME_BYTES = 64;

  /** Room of the path, in bytes of UTF-8. */
  public static final int PATH_BYTES = 96;

  /** Room of the kind, in bytes of UTF-8. */
  public static final int KIND_BYTES = 16;

  /** Room of the error, in bytes of UTF-8. */
  public static final int ERROR_BYTES = 160;

  static RecipeFields append(RecordLayout.Builder fields) {
    return new RecipeFields(
        fields.u8("recipe.state", ""),
        fields.u8("recipe.step_state", ""),
        fields.u32("recipe.step_index", ""),
        fields.u16("recipe.loop_depth", ""),
        fields.u16("recipe.call_depth", ""),
        fields.u64("recipe.run_count", ""),
        fields.u64("recipe.step_count", ""),
        fields.f64("recipe.progress_percent", "%"),
        fields.f64("recipe.elapsed_s", "s"),
        fields.f64("recipe.step_elapsed_s", "s"),
        fields.text("recipe.name", NAME_BYTES),
        fields.text("recipe.step_path", PATH_BYTES),
        fields.text("recipe.step_kind", KIND_BYTES),
        fields.text("recipe.error", ERROR_BYTES));
  }
}
