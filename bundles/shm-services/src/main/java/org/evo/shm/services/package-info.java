// SPDX-License-Identifier: Apache-2.0
/**
 * Readers and writers as services, by factory configuration.
 *
 * <p>{@code ReaderComponent} and {@code WriterComponent} are shells over {@code ReaderCore} and
 * {@code WriterCore}, which put settings in force: at a time one {@code ReaderOffer} or {@code
 * WriterOffer}, each with a {@code Publication} that comes and goes.
 */
package org.evo.shm.services;
