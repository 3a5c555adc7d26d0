// SPDX-License-Identifier: Apache-2.0
/**
 * What tests with foreign processes need: the processes, in Java and in C, and a place for
 * segments.
 */
package org.evo.shm.itests;
