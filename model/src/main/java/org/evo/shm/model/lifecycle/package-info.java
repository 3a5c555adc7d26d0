// SPDX-License-Identifier: Apache-2.0
/** Claim, park, retire, clean-up and attach: one system call a step. */
package org.evo.shm.model.lifecycle;
