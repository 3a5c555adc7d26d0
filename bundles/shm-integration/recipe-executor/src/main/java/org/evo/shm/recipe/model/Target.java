// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.model;

/** What a recipe can set. Immutable. */
public sealed interface Target permits Variable, Signal {}
