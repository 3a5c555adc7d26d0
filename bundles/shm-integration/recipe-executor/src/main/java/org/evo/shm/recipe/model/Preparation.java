// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.model;

/** What an axis needs before it can move. */
public enum Preparation {
  /** Its drive is switched on, and it holds where it is. One that is on stays so. */
  ENABLE,

  /** It looks for its zero, whether that is known or not. */
  HOME
}
