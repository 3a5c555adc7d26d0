// SPDX-License-Identifier: Apache-2.0
/** From a file to a recipe, or to everything that is wrong with it. Cold, and blocking on files. */
package org.evo.shm.recipe.load;
