// SPDX-License-Identifier: Apache-2.0
/** Reading the segments of all modules. */
package org.evo.shm.liaison.snapshot;
