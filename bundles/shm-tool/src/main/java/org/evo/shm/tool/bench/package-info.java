// SPDX-License-Identifier: Apache-2.0
/**
 * Measures the operations in the directory that is used, beside the same protocol in C and beside
 * plain copies of the same bytes, all in one run and in turns, so that a noisy machine hits all of
 * them.
 */
package org.evo.shm.tool.bench;
