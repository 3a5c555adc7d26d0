// SPDX-License-Identifier: Apache-2.0
/** Recipes that run: steps, requests to axes, outputs, and what commands and lost inputs do. */
package org.evo.shm.recipe.run;
