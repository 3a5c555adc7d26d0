// SPDX-License-Identifier: Apache-2.0
/** The read and write path: one writer after another, readers, one memory operation a step. */
package org.evo.shm.model.seqlock;
