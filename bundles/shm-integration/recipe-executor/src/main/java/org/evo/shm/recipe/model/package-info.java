// SPDX-License-Identifier: Apache-2.0
/** A recipe in memory: checked, immutable, and made to be run without allocation. */
package org.evo.shm.recipe.model;
