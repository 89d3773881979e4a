/** Saved sets of customers. Call {@link org.clientele.segment.Segments}; follow who comes and goes with {@link org.clientele.segment.SegmentListener}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.segment;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
