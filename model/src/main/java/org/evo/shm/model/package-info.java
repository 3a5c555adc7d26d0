// SPDX-License-Identifier: Apache-2.0
/**
 * Explicit-state models of the protocols of this product, and the explorer that visits all their
 * states. What is modelled and what is not is said in the module's README.
 */
package org.evo.shm.model;
