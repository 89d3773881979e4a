/**
 * What a REST resource needs beyond Jakarta REST: {@link org.clientele.rest.Versioned} and {@link org.clientele.rest.IfMatch} for
 * entity tags, {@link org.clientele.rest.MergePatch}, {@link org.clientele.rest.LargeBody}, {@link org.clientele.rest.EventStream},
 * {@link org.clientele.rest.Json}.
 *
 * <p>A resource is a DS component with {@code @JakartarsResource}, {@code @Path} and an
 * {@link org.clientele.access.RequiresScope} for each method.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.rest;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
